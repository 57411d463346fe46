"""What can go wrong with a letter; the tree is drawn in the package's docstring. Reads and writes nothing."""


class DigestError(Exception):
    """A digest could not be composed or delivered."""


class BadLetter(DigestError):
    """A header or an address holds what no mail may carry; the message says which."""


class Undelivered(DigestError):
    """A letter is not known to have been taken over."""


class Refused(Undelivered):
    """The server refuses this recipient for good."""


class Rejected(Undelivered):
    """The server rejects the login, the sender or the message: a person must look, and then it may be tried again."""


class NotTaken(Undelivered):
    """The server has surely not taken the letter over; a later attempt may succeed."""


class InDoubt(Undelivered):
    """The line broke after the letter was handed over and before the server said whether it took it."""
