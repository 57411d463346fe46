"""What the learned reader adds to the rules: made articles in unusual words, real sets, a mixed night, speed.

Reads tests/gold and, if it is there, ../shared/data; prints tables. Run it with `python -m bench.readers`;
`--held-out` measures the thirds that nothing was tuned on, `--quick` leaves the real sets out.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from analysis.detection import Detection, detect
from analysis.embedding import embedder
from analysis.evaluation import Share
from analysis.learned.model import shipped
from analysis.learned.reader import LearnedReader
from bench.detection import LANGUAGES, MADE, SHARED, gold, made, rows
from bench.kept import KeptEmbedder

# Real news: (set, how many of its articles). A night of 50 sources brings some 2,000.
_REAL = (
    ("reuters21578_strike_subset_dev", 162),
    ("bbc_strike_subset", 116),
    ("tg_news_categories", 445),
    ("ru_news_ng_rt", 400),
    ("bsnlp_slavic_news_dev", 400),
)
_STRIKES = ("1", "threat_or_plan")
_NONE = ("0", "mention")
# A headline of these has the denial, or the cause of a stop, in the text.
_NO_HEADLINES = ("disputed",)
# Scores of one story may differ by this much from language to language.
_PARITY = 0.15
_FARTHEST = 8
_BACKGROUND = ("tg_news_categories", "ru_news_ng_rt", "bsnlp_slavic_news_dev")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An article as both readers see it, and what is right (None: nobody labelled it)."""

    group: str
    story: str  # the same in three languages, or ""
    strike: bool | None
    rules: Detection
    both: Detection


def see(learned: LearnedReader, group: str, article: dict[str, Any], strike: bool | None) -> Seen:
    """Read an article with the rules alone, and with both readers."""
    told = {"title": article.get("title") or "", "text": article["text"], "lang": article["lang"]}
    story = str(article.get("story") or "") if article["text"] else ""
    return Seen(group=group, story=story, strike=strike, rules=detect(**told), both=detect(**told, learned=learned))


def _made(learned: LearnedReader, *, held_out: bool) -> Iterator[Seen]:
    for lang in LANGUAGES:
        for article in gold(lang, held_out=held_out):
            yield see(learned, f"gold {lang}", article, article["strike"])
        for name in MADE:
            for article in made(name, lang, held_out=held_out):
                yield see(learned, f"{name} {lang}", article, article["strike"])
                if article["title"] and name not in _NO_HEADLINES:
                    headline = {**article, "text": ""}
                    yield see(learned, f"{name} {lang}, headline", headline, article["strike"])


def _real(learned: LearnedReader) -> Iterator[Seen]:
    for name, many in _REAL:
        for row in islice((row for row in rows(name) if row["lang"] in LANGUAGES), many):
            label = str(row.get("strike_label"))
            strike = True if label in _STRIKES else False if label in _NONE else None
            yield see(learned, f"{name} {label}", row, strike)


def _print(seen: Iterable[Seen]) -> None:
    groups: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        groups[one.group].append(one)
    for name, found in groups.items():
        strikes, others = ([one for one in found if one.strike is told] for told in (True, False))
        unlabelled = len(found) - len(strikes) - len(others)
        for what in ("rules", "both"):
            flags = Counter((one.strike, getattr(one, what).strike) for one in found)
            told = f"found {flags[True, True]}/{len(strikes)}, false flags {flags[False, True]}/{len(others)}"
            print(f"{name:44} {what:6} {told}, unlabelled flagged {flags[None, True]}/{unlabelled}")


def _top_fifth(seen: list[Seen]) -> None:
    """Cut a night of background news with a twentieth of strikes among it to the fifth with the highest scores."""
    background = [one for one in seen if one.group.split()[0] in _BACKGROUND]
    strikes = [one for one in seen if one.strike][: len(background) // 19]
    for what in ("rules", "both"):
        night = sorted([*background, *strikes], key=lambda one: -getattr(one, what).score)
        kept = sum(one.strike is True for one in night[: len(night) // 5])
        share = Share(right=kept, told=len(strikes))
        low, high = share.interval
        print(f"top fifth of {len(night)} articles, {what}: {kept}/{len(strikes)} strikes kept [{low:.2f}, {high:.2f}]")


def _spread(seen: Iterable[Seen]) -> None:
    """Tell for how many stories told in three languages the scores lie within _PARITY of each other."""
    stories: dict[str, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.story:
            stories[one.story].append(one)
    for what in ("rules", "both"):
        scores = {name: [getattr(one, what).score for one in told] for name, told in stories.items()}
        apart = {name: max(told) - min(told) for name, told in scores.items()}
        near = sum(distance <= _PARITY for distance in apart.values())
        far = ", ".join(
            f"{name} {apart[name]:.2f}" for name in sorted(apart, key=lambda name: -apart[name])[:_FARTHEST]
        )
        print(f"stories in three languages, {what}: {near}/{len(apart)} within {_PARITY}; farthest: {far}")


def _speed(learned: LearnedReader) -> None:
    for name in ("ru_news_ng_rt", "tg_news_categories"):
        articles = list(islice((row for row in rows(name) if row["lang"] in LANGUAGES), 60))
        for what, reader in (("rules", None), ("both", learned)):
            begun, cpu = time.perf_counter(), time.process_time()
            for row in articles:
                detect(title=row.get("title") or "", text=row["text"], lang=row["lang"], learned=reader)
            wall, spent = time.perf_counter() - begun, time.process_time() - cpu
            print(
                f"{name}, {what}: {len(articles) / wall:.0f} articles/s of wall, {len(articles) / spent:.0f} of a core"
            )


def main() -> None:
    """Print every figure that the data at hand allows."""
    kept = KeptEmbedder()
    learned = LearnedReader(shipped(), kept)
    ours = list(_made(learned, held_out="--held-out" in sys.argv))
    _print(ours)
    _spread(ours)
    kept.save()
    if "--quick" in sys.argv or not (SHARED / "data" / "strikes").is_dir():
        return
    real = list(_real(learned))
    kept.save()
    _print(real)
    _top_fifth([*real, *ours])
    _speed(LearnedReader(shipped(), embedder()))


if __name__ == "__main__":
    main()
