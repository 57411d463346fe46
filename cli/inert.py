"""Text from the web as a terminal may have it. Reads and writes nothing."""

import re

# C0 and C1 controls except newline, and the marks that turn the direction of writing: a title must not be able to
# move the cursor, colour the screen or hide what it says.
_STEERS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def inert(text: str) -> str:
    """Return `text` with a space in the place of every sign that a terminal obeys."""
    return _STEERS.sub(" ", text)
