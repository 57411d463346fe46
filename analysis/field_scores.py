"""Compare coded reports with labelled ones: which strikes were found, which were not there, which fields are right.

Reads labelled reports (fields as in docs/coding.md) and Reports; gives Match, one for each article. A name is right in
any script, with any legal form; a start or end within a day; demands when they are the same ones, no more and no less.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis import gazetteer
from analysis.alike import same_name, spelled_alike
from analysis.coding import Report

Label = Mapping[str, Any]
# A start a day off is counted as right: papers date a strike by its first shift or by its first day without one.
_DAYS_OFF = 1
_FIRMS = frozenset({"employer", "contractor_of", "parent"})
# The gazetteer's names tell towns from regions and people of the same name: Abai town.
_KIND = re.compile(r" (?:town|village|mine|station)$")
_PLACES = ("settlement", "site")
#: Fields that two fields of a label make together.
PLACE, WORKERS = "settlement or region", "workers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What became of an article's labelled strikes."""

    found: int  # labelled strikes with a report that names the same employer, or workforce, and place
    told: int  # labelled strikes
    spurious: int  # reports of none of them
    reports: int
    fields: Mapping[str, tuple[int, int]]  # field -> (right, labelled)


def match(labels: Sequence[Label], reports: Sequence[Report]) -> Match:
    """Pair each labelled strike with a report, and count the fields that are right."""
    left = list(reports)
    found = 0
    fields: dict[str, list[int]] = {}
    for label in labels:
        same = next((one for one in left if is_same(label, one)), None)
        found += same is not None
        # An only strike with another employer is found all the same, with a wrong field.
        report = same or (left[0] if left and len(labels) == 1 else None)
        if report is not None:
            left.remove(report)
        for name, right in right_fields(label, report).items():
            counts = fields.setdefault(name, [0, 0])
            counts[0] += right
            counts[1] += 1
    return Match(
        found=found,
        told=len(labels),
        spurious=len(left),
        reports=len(reports),
        fields={name: (right, told) for name, (right, told) in sorted(fields.items())},
    )


def is_same(label: Label, report: Report) -> bool:
    """Tell whether a report is of a labelled strike: the employer, or else the kind of work, and the place."""
    if label.get("employer"):
        if not _right(report, "employer", label["employer"]):
            return False
    elif label.get("sector") and report.sector not in (None, label["sector"]):
        return False
    return _same_place(label, report)


def right_fields(label: Label, report: Report | None) -> dict[str, bool]:
    """Give for each labelled field whether a report has it right; of no report nothing is right."""
    right = {name: report is not None and _right(report, name, value) for name, value in label.items()}
    if any(name in label for name in ("settlement", "region")):
        right[PLACE] = report is not None and _same_place(label, report)
    if "workers_min" in label and "workers_max" in label:
        right[WORKERS] = report is not None and _same_workers(label, report)
    return right


def _same_place(label: Label, report: Report) -> bool:
    """Tell whether settlement or site agree, or at least the region; where no place is told, whether none is given."""
    places = {_place(label[name]) for name in _PLACES if label.get(name)}
    given = {_place(value) for name in _PLACES if (value := getattr(report, name))}
    if places and given:
        return not places.isdisjoint(given)
    told = label.get("region")
    return _place(told) == _place(report.region or "") if told else not places and not given


def _same_workers(label: Label, report: Report) -> bool:
    figures = all(getattr(report, name) == label[name] for name in ("workers_min", "workers_max"))
    quote = label.get("workers_quote")
    return figures and (not quote or _right(report, "workers_quote", quote))


def _right(report: Report, name: str, value: object) -> bool:
    got = getattr(report, name, None)
    if isinstance(value, list):
        return set(value) == set(got or ()) if name == "demands" else set(value) <= set(got or ())
    if not isinstance(value, str) or not isinstance(got, str):
        return bool(got == value)
    if name in _FIRMS:
        return same_name(got, value)
    if name in _PLACES or name == "region":
        return _place(got) == _place(value)
    if name.endswith("_date"):
        return got == value or _near(got, value)
    return value.casefold() in got.casefold() if name == "workers_quote" else got == value


def _place(name: str) -> str:
    return spelled_alike(_KIND.sub("", gazetteer.normalise(name) or name))


def _near(one: str, other: str) -> bool:
    if len(one) != len(other) or len(one) < len("2024-06-12"):
        return False
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days) <= _DAYS_OFF


def total(matches: Iterable[Match]) -> dict[str, tuple[int, int]]:
    """Add up the fields of many articles."""
    counts: dict[str, tuple[int, int]] = {}
    for one in matches:
        for name, (right, told) in one.fields.items():
            before = counts.get(name, (0, 0))
            counts[name] = before[0] + right, before[1] + told
    return dict(sorted(counts.items()))
