"""Which articles tell the same text: the same address, the same words, or nearly the same words.

Reads fingerprints and canonical addresses; writes nothing. The index that finds candidates lives with the store: a
table of band keys. Grouping depends on the set of articles alone, never on the order in which they arrived, so that
regrouping all that is connected to tonight's articles gives what regrouping everything would.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.address import names_article
from analysis.fingerprint import SKETCH, Fingerprint
from analysis.linkage import average_linkage, connected, mean_over_groups

VERSION: Final = 1

NEAR: Final = 0.5
"""Share of word 5-grams in common at which two texts are one. The measure of the pairs that we are judged on; over
pairs of Reuters and BSNLP articles of 200 characters and more: precision .995 and 1.0, recall 1.0 and .992."""
SHORT: Final = 40
NEAR_WHEN_SHORT: Final = 0.7
"""Under 40 shingles a form with other figures in it (a price, a rate, a dividend) reaches .5: of the 29 Reuters pairs
between .5 and .7, at most 9 tell one event; of the 15 between .7 and 1, all but 4 do."""
TINY: Final = 16
"""Under 16 shingles, a headline and a line, only the very same words are the same text: banks that cut their rates
on one day share .77 of a flash."""
VOTE_AT_MOST: Final = 0.6
VOTE_LOST: Final = 0.02
"""When groups are joined by the mean of their pairs, a pair counts for no more than .6, so that two copies do not
outvote pairs that are none, and for .02 less than it has where it is no duplicate. On the chains of updates in BSNLP
precision over pairs of a group goes from .978 to .986, recall from .970 to .962; the same from .015 to .03."""
BUCKET: Final = 64
"""Articles looked at under one key, the earliest. A key that more articles share is a site's boilerplate."""
COMPARED: Final = 40
"""Articles compared with one: those that share the most keys. Near texts share 5 of the 20 on the mean, a footer one;
without a limit a million articles of 40 sites would give 600 candidates, and 40 ms, to each new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Similarity:
    """How much two texts share: of both together (jaccard) and of the shorter one (containment), 0 to 1."""

    jaccard: float
    containment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An article as grouping sees it; `address` is canonical, or None where there is none."""

    id: str
    published: datetime | None
    address: str | None
    fingerprint: Fingerprint

    @property
    def page(self) -> str | None:
        """The address, if it can name one article: a site's front page joins nothing."""
        return self.address if self.address is not None and names_article(self.address) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Where an article belongs: `group` is the id of the earliest telling, which is `duplicate_of` of the others.

    `like` is the earlier telling that the article is most like, and `why` what they have in common.
    """

    group: str
    duplicate_of: str | None
    like: str | None
    why: str


Candidates = Callable[[Telling], Iterable[str]]
"""Ids of articles that may be duplicates of one: those which share a band key, an address or a text hash."""


def bands(fingerprint: Fingerprint) -> tuple[int, ...]:
    """Give the keys to index an article under: 63-bit numbers, none for an empty text."""
    return fingerprint.bands


def similarity(a: Fingerprint, b: Fingerprint) -> Similarity:
    """Compare two texts. Exact unless one has more than SKETCH shingles; then estimated from their common range."""
    left, right = a.smallest(), b.smallest()
    for hashes, whole in ((left, a.size), (right, b.size)):
        if whole > SKETCH:  # above its largest hash this sketch says nothing
            left, right = left[left <= hashes[-1]], right[right <= hashes[-1]]
    if not len(left) or not len(right):
        return Similarity(jaccard=0.0, containment=0.0)
    shared = len(np.intersect1d(left, right, assume_unique=True))
    return Similarity(
        jaccard=shared / (len(left) + len(right) - shared), containment=shared / min(len(left), len(right))
    )


def is_duplicate(a: Fingerprint, b: Fingerprint) -> bool:
    """Say whether two texts are the same or nearly the same; an empty text is the same as none."""
    return _likeness(a, b) >= NEAR


def group(tellings: Iterable[Telling], candidates: Candidates | None = None) -> dict[str, Membership]:
    """Part articles into groups that tell the same text.

    An address or a text in common always joins. Near texts join while the mean similarity between two groups is at
    least NEAR: chains of updates, each near the next, do not grow together end to end. Without `candidates` an index
    is made of the articles given.
    """
    ordered = sorted(tellings, key=_order)
    place = {telling.id: at for at, telling in enumerate(ordered)}
    look = candidates or _index(ordered)
    near = {
        (min(at, place[other]), max(at, place[other]))
        for at, telling in enumerate(ordered)
        for other in look(telling)
        if other in place and other != telling.id and linked(telling, ordered[place[other]])
    }
    memberships: dict[str, Membership] = {}
    for component in connected(len(ordered), near):
        for numbers in _parted([ordered[at] for at in component]):
            members = [ordered[component[number]] for number in numbers]
            memberships |= _memberships(members)
    return {telling.id: memberships[telling.id] for telling in ordered}


def connected_to(tellings: Iterable[Telling], load: Callable[[str], Telling], candidates: Candidates) -> list[Telling]:
    """Find all that duplicates connect to these articles, themselves included: what must be grouped anew."""
    found: dict[str, Telling] = {}
    seen: dict[str, Telling] = {}
    waiting = list(tellings)
    while waiting:
        telling = waiting.pop()
        if telling.id in found:
            continue
        found[telling.id] = telling
        for other in candidates(telling):
            if other not in found:
                seen[other] = seen.get(other) or load(other)
                if linked(telling, seen[other]):
                    waiting.append(seen[other])
    return sorted(found.values(), key=_order)


def linked(a: Telling, b: Telling) -> bool:
    """Say whether two articles have an address in common or are duplicates."""
    return (a.page is not None and a.page == b.page) or is_duplicate(a.fingerprint, b.fingerprint)


def _order(telling: Telling) -> tuple[bool, datetime, str]:
    """Earliest first; what has no date comes last, by id."""
    return telling.published is None, telling.published or datetime.max.replace(tzinfo=UTC), telling.id


def _likeness(a: Fingerprint, b: Fingerprint) -> float:
    """Give the Jaccard similarity, held under NEAR where the texts are too short for it to mean anything."""
    if a.text_hash == b.text_hash:
        return 1.0 if a.size else 0.0
    shorter = min(a.size, b.size)
    jaccard = similarity(a, b).jaccard
    if shorter < TINY or (shorter < SHORT and jaccard < NEAR_WHEN_SHORT):
        return min(jaccard, NEAR / 2)
    return jaccard


def _index(ordered: Sequence[Telling]) -> Candidates:
    buckets: dict[int | str, list[str]] = defaultdict(list)
    for telling in ordered:
        for key in _keys(telling):
            if len(buckets[key]) < BUCKET:
                buckets[key].append(telling.id)
    return lambda telling: sorted({other for key in _keys(telling) for other in buckets[key]})


def _keys(telling: Telling) -> list[int | str]:
    keys: list[int | str] = list(telling.fingerprint.bands)
    if telling.fingerprint.size:
        keys.append(telling.fingerprint.text_hash)
    return [*keys, telling.page] if telling.page is not None else keys


def _parted(component: list[Telling]) -> list[list[int]]:
    """Part what is connected: first by address and text, which always join, then by the mean over distinct texts."""
    if len(component) == 1:
        return [[0]]
    first: dict[str, int] = {}
    same = [
        (at, first.setdefault(key, at))
        for at, telling in enumerate(component)
        for key in _keys(telling)
        if isinstance(key, str)
    ]
    atoms = connected(len(component), same)
    if len(atoms) == 1:
        return atoms
    texts = {telling.fingerprint.text_hash: telling.fingerprint for telling in component}
    row = {text_hash: at for at, text_hash in enumerate(texts)}
    distinct = [sorted({row[component[at].fingerprint.text_hash] for at in atom}) for atom in atoms]
    means = mean_over_groups(_matrix(list(texts.values())), distinct)
    return [sorted(at for atom in joined for at in atoms[atom]) for joined in average_linkage(means, NEAR)]


def _matrix(texts: list[Fingerprint]) -> npt.NDArray[np.float64]:
    similar = np.eye(len(texts))
    for one, a in enumerate(texts):
        for other in range(one + 1, len(texts)):
            similar[one, other] = similar[other, one] = _vote(_likeness(a, texts[other]))
    return similar


def _vote(likeness: float) -> float:
    return min(likeness, VOTE_AT_MOST) if likeness >= NEAR else likeness - VOTE_LOST


def _memberships(members: list[Telling]) -> dict[str, Membership]:
    head = members[0].id
    memberships = {head: Membership(group=head, duplicate_of=None, like=None, why="first telling")}
    for at, telling in enumerate(members[1:], start=1):
        like, why = _reason(telling, members[:at])
        memberships[telling.id] = Membership(group=head, duplicate_of=head, like=like, why=why)
    return memberships


def _reason(telling: Telling, earlier: list[Telling]) -> tuple[str, str]:
    """Tell which earlier telling an article is most like, and what they share."""
    for other in earlier:
        if telling.page is not None and telling.page == other.page:
            return other.id, "same address"
    for other in earlier:
        if telling.fingerprint.text_hash == other.fingerprint.text_hash:
            return other.id, "same text"
    shares = [similarity(telling.fingerprint, other.fingerprint).jaccard for other in earlier]
    share = max(shares)
    return earlier[shares.index(share)].id, f"{share:.0%} of word runs in common"
