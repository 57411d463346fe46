"""Counts what a crawl does at each source, and reports it. Reads nothing; writes nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from store.records import AddressState, Visit

Ended = Literal["finished", "budget", "signal"]

# Texts kept for each source; the counts tell of the rest. A site that is down says the same 200 times.
MOST_ERRORS = 20


@dataclass(slots=True, kw_only=True)
class Tally:
    """The running counts of one source."""

    listed: int = 0
    settled: Counter[AddressState] = field(default_factory=Counter)
    new: int = 0
    bytes: int = 0
    errors: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def error(self, text: str) -> None:
        """Note what went wrong, the first few times."""
        _note(self.errors, text)

    def refusal(self, text: str) -> None:
        """Note a page that is not ours to fetch or no article: nothing is wrong, and somebody may wonder."""
        _note(self.refusals, text)

    def visit(self, source: str) -> Visit:
        """Return the counts as a record. `gone` and `refused` pages both came to nothing by the site's own will."""
        return Visit(
            source=source,
            listed=self.listed,
            fetched=self.settled.total(),
            stored=self.new,
            refused=self.settled["refused"] + self.settled["gone"],
            failed=self.settled["failed"],
            bytes=self.bytes,
            errors=tuple(self.errors),
            refusals=tuple(self.refusals),
        )


def _note(texts: list[str], text: str) -> None:
    if len(texts) < MOST_ERRORS and text not in texts:
        texts.append(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """What a crawl did: a visit for each source, and why it ended (all read, out of time, told to stop)."""

    visits: tuple[Visit, ...]
    ended: Ended

    def totals(self) -> dict[str, int]:
        """Return the sums over all sources, and how many of them told of errors."""
        names = ("listed", "fetched", "stored", "refused", "failed", "bytes")
        sums = {name: sum(getattr(visit, name) for visit in self.visits) for name in names}
        return {
            **sums,
            "sources": len(self.visits),
            "troubled": sum(1 for visit in self.visits if visit.errors),
        }

    def to_json(self) -> dict[str, Any]:
        """Return plain values that `from_json` reads back."""
        return {"ended": self.ended, "visits": [asdict(visit) for visit in self.visits]}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Self:
        """Read what `to_json` gave."""
        return cls(ended=said["ended"], visits=tuple(_visit(one) for one in said["visits"]))


def _visit(said: dict[str, Any]) -> Visit:
    return Visit(**{**said, "errors": tuple(said["errors"]), "refusals": tuple(said["refusals"])})


def by_source(tallies: Iterable[tuple[str, Tally]]) -> tuple[Visit, ...]:
    """Return the visits in the order of the sources' names."""
    return tuple(tally.visit(source) for source, tally in sorted(tallies, key=lambda pair: pair[0]))
