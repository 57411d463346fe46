"""Each recipient's mail of each day once: the ledger's word before and after each delivery.

Reads letters; writes their outcomes into the ledger it is given. What a crash or a broken line leaves open is
decided for "never lost": a letter whose fate is not known goes out again under the same Message-ID, which mail
programs show once (RFC 5321, 4.2.5 and 6.1 ask the same of every mail server). A Maildir takes it once in any case.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Protocol

from digest.deliver import Delivery
from digest.errors import InDoubt, NotTaken, Refused, Rejected
from digest.message import Letter

State = Literal["sent", "skipped", "refused", "failed", "unknown"]
FINAL: Final[frozenset[State]] = frozenset({"sent", "skipped", "refused"})
"""Outcomes after which a letter is never tried again."""
BACK_OFF: Sequence[float] = (5.0, 30.0, 120.0)
"""Seconds between attempts in one go. A server that restarts is back within two minutes; for one that is down
longer the letter stays open in the ledger and the next night, or `strikewatch digest`, tries again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a letter in this go; `attempts` is 0 where nothing was tried."""

    day: date
    recipient: str
    state: State
    attempts: int
    error: str | None = None


class Ledger(Protocol):
    """Where outcomes are kept, one for each day and recipient; each call is one committed transaction."""

    def claim(self, day: date, recipient: str, message_id: str) -> bool:
        """Note that a letter is about to go out. False where its outcome is sent, skipped or refused already.

        True where it failed, is unknown, or was claimed by a run that has died since.
        """

    def settle(self, day: date, recipient: str, state: State, error: str | None) -> None:
        """Note what became of a claimed letter."""


def post(
    letters: Iterable[Letter],
    delivery: Delivery,
    ledger: Ledger,
    *,
    back_off: Sequence[float] = BACK_OFF,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Outcome]:
    """Deliver what has no final outcome yet, and say what became of each; one letter's trouble stops no other.

    All are claimed before the first leaves: if this process dies in between, the ledger knows who has yet to get one.
    A server that was waited for in vain is not waited for again: the letters after that get one attempt each.
    """
    claimed = [one for one in letters if ledger.claim(one.day, one.recipient, one.message_id)]
    for letter in claimed:
        outcome = _attempts(letter, delivery, back_off, sleep)
        if outcome.attempts > len(back_off) and outcome.state in ("failed", "unknown"):
            back_off = ()
        ledger.settle(letter.day, letter.recipient, outcome.state, outcome.error)
        yield outcome


def skip(day: date, recipient: str, message_id: str, ledger: Ledger) -> None:
    """Note that the day has nothing to tell this recipient."""
    if ledger.claim(day, recipient, message_id):
        ledger.settle(day, recipient, "skipped", None)


def _attempts(letter: Letter, delivery: Delivery, back_off: Sequence[float], sleep: Callable[[float], None]) -> Outcome:
    state: State = "failed"
    error = None
    for attempt in range(1, len(back_off) + 2):
        try:
            delivery.deliver(letter)
            return Outcome(day=letter.day, recipient=letter.recipient, state="sent", attempts=attempt)
        except Refused as refusal:
            state, error = "refused", str(refusal)
            break
        except Rejected as rejection:
            state, error = ("unknown" if state == "unknown" else "failed"), str(rejection)
            break
        except InDoubt as doubt:
            state, error = "unknown", str(doubt)
        except NotTaken as failure:
            # Once in doubt, always in doubt: this failure does not tell what became of the earlier attempt.
            state, error = ("unknown" if state == "unknown" else "failed"), str(failure)
        if attempt <= len(back_off):
            sleep(back_off[attempt - 1])
    return Outcome(day=letter.day, recipient=letter.recipient, state=state, attempts=attempt, error=error)
