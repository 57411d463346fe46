"""Which articles tell one story: new ones join the stories that are open, or start some.

Reads accounts and the stories that they may join; gives a Seat to each new one. Writes nothing. What is already a
story stays one: it is neither split nor joined with another. Among the new ones neither order nor number matters:
groups of near-copies are joined by the mean likeness of their pairs while it is at least SAME.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.likeness import SAME, Account, likeness
from analysis.linkage import average_linkage, connected, mean_over_groups

VERSION: Final = 1
"""Of this step. Raise it whenever an article would be placed otherwise: stories no curator touched are made anew."""

QUIET: Final = timedelta(days=7)
"""A story closes after as many days without a telling; one strike goes on while gaps stay within them."""
LOOK_NEWS: Final = 0.4
"""Cosine of their openings from which other news is compared at all; labelled pairs of one event have .51 and more."""
NEVER: Final = -1e6
"""What keeps two things apart, however like each other the rest of them is."""
LOOK: Final = 0.25
"""Cosine from which strikes that share no name are compared at all: with nothing else in common it takes .39."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where an article belongs: its story, how like it the story's other articles are on the mean, and why."""

    id: str
    story: str
    likeness: float | None
    why: str


def seat(
    new: Iterable[Account], stories: Mapping[str, Sequence[Account]] | None = None, begun: Collection[str] = ()
) -> list[Seat]:
    """Give each new article its story, in the order of ids.

    `stories` are those that may be joined, with their articles; `begun` are ids under which stories were known
    before: a story that is made anew keeps its id as long as the article that began it is in it.
    """
    known = dict(sorted((stories or {}).items()))
    ordered = sorted(new, key=_order)
    accounts = [*(one for name in known for one in sorted(known[name], key=_order)), *ordered]
    atoms = _atoms(known, ordered, accounts)
    fixed = len(known)
    seats: list[Seat] = []
    for part in connected(len(atoms), _edges(accounts, atoms, fixed)):
        for joined in _joined([atoms[at] for at in part], sum(at < fixed for at in part), accounts):
            seats += _seats(joined, accounts, list(known), len(accounts) - len(ordered), begun, known)
    return sorted(seats, key=lambda one: one.id)


def _order(account: Account) -> tuple[bool, datetime, str]:
    return account.at is None, account.at or datetime.max.replace(tzinfo=UTC), account.id


def _atoms(
    known: Mapping[str, Sequence[Account]], ordered: Sequence[Account], accounts: Sequence[Account]
) -> list[list[int]]:
    """Part the accounts into what stays together: stories first, then groups of near-copies that no story has."""
    atoms: list[list[int]] = []
    home: dict[str, int] = {}
    at = 0
    for number, members in enumerate(known.values()):
        atoms.append(list(range(at, at + len(members))))
        for place in atoms[-1]:
            home.setdefault(accounts[place].group, number)
        at += len(members)
    for place, account in enumerate(ordered, start=at):
        if account.group not in home:
            home[account.group] = len(atoms)
            atoms.append([])
        atoms[home[account.group]].append(place)
    return atoms


def _edges(accounts: Sequence[Account], atoms: Sequence[Sequence[int]], fixed: int) -> set[tuple[int, int]]:
    """Find the atoms that hold two articles of one event, told within QUIET of each other."""
    atom_of = {place: number for number, atom in enumerate(atoms) for place in atom}
    edges = set()
    for one, other in _pairs(accounts):
        low, high = sorted((atom_of[one], atom_of[other]))
        if low == high or high < fixed or (low, high) in edges or not _close(accounts[one], accounts[other]):
            continue
        if likeness(accounts[one], accounts[other]).value >= SAME:
            edges.add((low, high))
    return edges


def _close(a: Account, b: Account) -> bool:
    return a.at is None or b.at is None or abs(a.at - b.at) <= QUIET


def _pairs(accounts: Sequence[Account]) -> Iterable[tuple[int, int]]:
    """Give the pairs worth comparing: of like meaning, or with a name or a head count in common."""
    found = set(_alike([one.among_news for one in accounts], LOOK_NEWS))
    found |= set(_alike([one.among_strikes if one.strike else None for one in accounts], LOOK))
    holders: dict[str, list[int]] = defaultdict(list)
    for place, account in enumerate(accounts):
        if account.strike:
            for key in {*account.clues.towns, *account.clues.named, *map(str, account.clues.workers)}:
                holders[key].append(place)
    for places in holders.values():
        found |= {(one, other) for at, one in enumerate(places) for other in places[at + 1 :]}
    return sorted(found)


def _alike(vectors: Sequence[npt.NDArray[np.float32] | None], least: float) -> Iterable[tuple[int, int]]:
    places = [place for place, vector in enumerate(vectors) if vector is not None]
    if not places:
        return
    matrix = np.stack([vector for vector in vectors if vector is not None])
    for row in range(len(places)):
        for other in np.flatnonzero(matrix[row + 1 :] @ matrix[row] >= least):
            yield places[row], places[row + 1 + int(other)]


def _joined(atoms: list[list[int]], fixed: int, accounts: Sequence[Account]) -> list[list[int]]:
    """Join atoms by the mean likeness of their articles; the first `fixed` are stories, which never join."""
    places = [place for atom in atoms for place in atom]
    row = {place: at for at, place in enumerate(places)}
    similar = np.eye(len(places))
    for at, place in enumerate(places):
        for other in range(at + 1, len(places)):
            value = likeness(accounts[place], accounts[places[other]]).value
            similar[at, other] = similar[other, at] = value
    means = mean_over_groups(similar, [[row[place] for place in atom] for atom in atoms])
    means[:fixed, :fixed] = NEVER
    return [sorted(place for atom in group for place in atoms[atom]) for group in average_linkage(means, SAME)]


def _seats(
    joined: list[int],
    accounts: Sequence[Account],
    names: Sequence[str],
    first_new: int,
    begun: Collection[str],
    known: Mapping[str, Sequence[Account]],
) -> Iterable[Seat]:
    members = [accounts[place] for place in joined]
    fresh = [accounts[place] for place in joined if place >= first_new]
    story = _story_of(members, names, known, begun)
    for account in fresh:
        others = [one for one in members if one.id != account.id]
        if not others:
            yield Seat(id=account.id, story=story, likeness=None, why="the first telling")
            continue
        compared = [(likeness(account, one), one) for one in others]
        best, like = max(compared, key=lambda pair: (pair[0].value, pair[1].id))
        mean = sum(one.value for one, _ in compared) / len(compared)
        yield Seat(
            id=account.id, story=story, likeness=round(max(0.0, mean), 3), why=f"like {like.id}: {'; '.join(best.why)}"
        )


def _story_of(
    members: Sequence[Account], names: Sequence[str], known: Mapping[str, Sequence[Account]], begun: Collection[str]
) -> str:
    """Name a cluster: by the story that it holds, else the one that it began before, else its earliest article."""
    ids = {one.id for one in members}
    for name in names:
        if any(one.id in ids for one in known[name]):
            return name
    earlier = sorted((one for one in members if one.id in begun), key=_order)
    return (earlier or sorted(members, key=_order))[0].id
