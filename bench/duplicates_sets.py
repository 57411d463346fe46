"""Pairs of news to judge duplicates by, and what our grouping makes of them. Reads the shared development data.

The near-duplicate pairs were computed by their makers: word 5-grams of title and text, over texts of 200 characters
and more. A pair is positive at a Jaccard similarity of .5; every other pair of such texts of the set is negative.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from analysis.duplicates import Telling, group, is_duplicate
from analysis.fingerprint import Fingerprint, fingerprint

Pair = tuple[str, str]

SETS = {
    "reuters": ("duplicates/reuters21578_all", "duplicates/reuters_shingle_pairs"),
    "bsnlp": ("strikes/bsnlp_slavic_news_dev", "duplicates/bsnlp_shingle_pairs_dev"),
}
CHARACTERS = 200
"""The shortest text in any of the computed pairs has 201."""
POSITIVE = 0.5


def rows(shared: Path, name: str) -> list[dict[str, Any]]:
    """Read one set of JSON lines."""
    with gzip.open(shared / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def tellings_of(shared: Path, name: str, every: int = 1) -> list[Telling]:
    """Fingerprint the articles of a set that its makers compared: those in listed pairs, and one in `every`."""
    listed = {row[side] for row in rows(shared, SETS[name][1]) for side in ("id1", "id2")}
    return [
        Telling(id=row["id"], published=None, address=None, fingerprint=fingerprint(row["title"], row["text"]))
        for number, row in enumerate(rows(shared, SETS[name][0]))
        if len(row["text"]) >= CHARACTERS and (row["id"] in listed or number % every == 0)
    ]


def positives(shared: Path, name: str) -> set[Pair]:
    """Read the pairs that are near-duplicates."""
    return {ordered(row["id1"], row["id2"]) for row in rows(shared, SETS[name][1]) if row["jaccard5"] >= POSITIVE}


def ordered(one: str, other: str) -> Pair:
    """Give a pair its one order."""
    return min(one, other), max(one, other)


def pairs_in_groups(tellings: list[Telling]) -> set[Pair]:
    """Group, and give every pair that landed in one group."""
    members: dict[str, list[str]] = defaultdict(list)
    for name, place in group(tellings).items():
        members[place.group].append(name)
    return {ordered(*pair) for names in members.values() for pair in combinations(names, 2)}


def pairs_found(tellings: list[Telling]) -> set[Pair]:
    """Give every pair that shares a key and is a duplicate by itself, before groups are formed."""
    prints: dict[str, Fingerprint] = {}
    holders: dict[int, list[str]] = defaultdict(list)
    for telling in tellings:
        prints[telling.id] = telling.fingerprint
        for key in telling.fingerprint.bands:
            holders[key].append(telling.id)
    shared = {ordered(*pair) for names in holders.values() for pair in combinations(names, 2)}
    return {pair for pair in shared if is_duplicate(prints[pair[0]], prints[pair[1]])}


def precision_and_recall(found: set[Pair], right: set[Pair]) -> tuple[float, float]:
    """Compare found pairs with right ones."""
    both = len(found & right)
    return both / max(1, len(found)), both / max(1, len(right))


def quality(shared: Path, every: int = 1) -> dict[str, float]:
    """Measure all sets; the names are those of tests/floors/duplicates.json."""
    figures: dict[str, float] = {}
    for name in SETS:
        tellings, right = tellings_of(shared, name, every), positives(shared, name)
        for kind, found in (("pairs", pairs_found(tellings)), ("groups", pairs_in_groups(tellings))):
            precision, recall = precision_and_recall(found, right)
            figures |= {f"{name} {kind} precision": precision, f"{name} {kind} recall": recall}
    return figures | {
        "different events kept apart": _kept_apart(_told_pairs(shared)),
        "related headlines kept apart": _kept_apart(_headline_pairs(shared)),
    }


def _kept_apart(pairs: Iterable[tuple[Fingerprint, Fingerprint]]) -> float:
    verdicts = [not is_duplicate(*pair) for pair in pairs]
    return sum(verdicts) / max(1, len(verdicts))


def _told_pairs(shared: Path) -> list[tuple[Fingerprint, Fingerprint]]:
    """Pairs of news that people found to tell of different events."""
    return [
        (fingerprint(row["title1"], row["text1"]), fingerprint(row["title2"], row["text2"]))
        for row in rows(shared, "duplicates/tg_news_pairs_dev")
        if row["label"] == "BAD"
    ]


def _headline_pairs(shared: Path) -> list[tuple[Fingerprint, Fingerprint]]:
    """Headlines that are related (one causes or cancels the other ...) and not near-duplicates."""
    return [
        (fingerprint(row["left_title"], ""), fingerprint(row["right_title"], ""))
        for row in rows(shared, "duplicates/headlinecause_title_pairs")
        if row["result"] != "same"
    ]
