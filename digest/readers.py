"""Who gets the mail, and what of it: one TOML file of recipients, checked. Reads the file; writes nothing.

    [[reader]]
    address = "oil@example.org"
    language = "ru"                  # of the interface: en, ru or kk
    regions = ["Mangystau", "Atyrau"]
    sectors = ["oil and gas"]
    threshold = 0.5
    days = ["mon", "thu"]            # a reader of some days gets the news of the days between with them
    empty = "tell"                   # say in one line that nothing is new; or "skip"

BadReaders: the file cannot be used; the message names each entry and key.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from analysis.employers import SECTORS
from analysis.gazetteer import load as load_gazetteer
from digest.errors import DigestError
from digest.message import address_of
from digest.records import DigestDay, DigestItem

Language = Literal["en", "ru", "kk"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEK: Sequence[Weekday] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class BadReaders(DigestError):
    """The file of recipients cannot be used; the message names each fault."""


class Reader(BaseModel):
    """One recipient. An empty list of regions or sectors is all of them.

    `unknown` lets through a story whose region or sector the article does not tell: better one too many than one
    lost. `abroad` is yes for who reads every region, and no for the others, unless it is said.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    address: str
    language: Language = "en"
    regions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    threshold: Annotated[float, Field(ge=0, le=1)] = 0.0
    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = tuple(WEEK)
    empty: Literal["skip", "tell"] = "skip"
    unknown: bool = True
    abroad: bool | None = None

    @field_validator("address")
    @classmethod
    def _an_address(cls, value: str) -> str:
        try:
            return address_of("address", value)
        except DigestError as error:
            raise ValueError(str(error)) from error

    @field_validator("regions", "sectors", "days", mode="before")
    @classmethod
    def _a_list(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("regions")
    @classmethod
    def _regions(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _known(value, sorted({place.region for place in load_gazetteer().values()}))

    @field_validator("sectors")
    @classmethod
    def _sectors(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return _known(value, SECTORS)

    def reads_on(self, day: date) -> bool:
        """Whether a mail goes to this reader on that day."""
        return WEEK[day.weekday()] in self.days

    def wants(self, item: DigestItem) -> bool:
        """Whether a story passes this reader's filters."""
        if item.score < self.threshold:
            return False
        if item.abroad:
            return self.abroad if self.abroad is not None else not self.regions
        return self._among(item.region, self.regions) and self._among(item.sector, self.sectors)

    def _among(self, value: str | None, wanted: Sequence[str]) -> bool:
        return not wanted or (self.unknown if value is None else value in wanted)


def load_readers(path: Path) -> tuple[Reader, ...]:
    """Read and check the file. Raises BadReaders with every fault, each with its entry and key."""
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadReaders(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadReaders(f"{path}: {error}") from error
    if set(entries) - {"reader"} or not isinstance(entries.get("reader"), list):
        raise BadReaders(f"{path}: a file of recipients holds [[reader]] entries and nothing else")
    readers, faults = _read(entries["reader"])
    doubled = sorted({one.address for one in readers if [other.address for other in readers].count(one.address) > 1})
    faults += [f"{address}: entered twice" for address in doubled]
    if faults:
        raise BadReaders(f"{path}: " + "; ".join(faults))
    return tuple(readers)


def chosen(day: DigestDay, reader: Reader) -> DigestDay:
    """Return what of a day's news this reader wants."""
    return replace(
        day,
        items=tuple(item for item in day.items if reader.wants(item)),
        updates=tuple(update for update in day.updates if reader.wants(update.item)),
    )


def _read(entries: Iterable[object]) -> tuple[list[Reader], list[str]]:
    readers, faults = [], []
    for number, entry in enumerate(entries, 1):
        try:
            readers.append(Reader.model_validate(entry))
        except ValidationError as error:
            who = entry.get("address", f"reader {number}") if isinstance(entry, dict) else f"reader {number}"
            faults += [f"{who}: {'.'.join(map(str, one['loc']))}: {_said(one['msg'])}" for one in error.errors()]
    return readers, faults


def _known(values: tuple[str, ...], names: Sequence[str]) -> tuple[str, ...]:
    for value in values:
        if value not in names:
            near = get_close_matches(value, names, n=1, cutoff=0.7)
            hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(names)}"
            raise ValueError(f"{value!r} is not known; {hint}")
    return values


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")
