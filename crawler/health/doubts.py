"""Which articles look wrongly extracted, against the others of their source. Pure.

Such an article is kept: a short notice is news as well, and the archive holds the page for a better extractor.
"""

import math
from collections import Counter
from collections.abc import Sequence
from statistics import fmean, pstdev

from store.measures import Extracted

# Articles of a source against which one is held, and how many of them make a norm.
COMPARED = 200
LEAST_COMPARED = 20
# Lengths of news are about lognormal. Three deviations under the mean lies one in 740 by chance; the second bound
# keeps sources that write notices of one length from doubting each that is a line shorter.
DEVIATIONS = 3.0
SHORT = 0.25
# A source that dates 19 of 20 articles has a date on the page; one without shows that it was not found.
DATED = 0.95
# The same text under so many headlines is a cookie notice or a menu, not news.
SAME_TEXT = 3


def doubted(articles: Sequence[Extracted]) -> dict[str, str]:
    """Return id -> why for each doubtful article of one source."""
    found = {one.id: [*_short(one, articles), *_undated(one, articles)] for one in articles}
    for ids, times in _repeated(articles):
        for article in ids:
            found[article].append(f"the same text stands under {times} headlines")
    return {article: "; ".join(why) for article, why in found.items() if why}


def _short(one: Extracted, articles: Sequence[Extracted]) -> list[str]:
    others = [math.log(max(other.characters, 1)) for other in articles if other is not one]
    if len(others) < LEAST_COMPARED:
        return []
    mean, own = fmean(others), math.log(max(one.characters, 1))
    if own < mean - DEVIATIONS * pstdev(others, mean) and own < mean + math.log(SHORT):
        return [f"{one.characters} characters; this source's texts have about {math.exp(mean):.0f}"]
    return []


def _undated(one: Extracted, articles: Sequence[Extracted]) -> list[str]:
    others = [other.dated for other in articles if other is not one]
    if one.dated or len(others) < LEAST_COMPARED or fmean(others) < DATED:
        return []
    return [f"no date; {fmean(others):.0%} of this source's articles have one"]


def _repeated(articles: Sequence[Extracted]) -> list[tuple[list[str], int]]:
    titles: dict[str, set[str]] = {}
    for one in articles:
        if one.text_sha is not None:
            titles.setdefault(one.text_sha, set()).add(one.title)
    times = Counter({sha: len(found) for sha, found in titles.items()})
    return [
        ([one.id for one in articles if one.text_sha == sha], count)
        for sha, count in sorted(times.items())
        if count >= SAME_TEXT
    ]
