"""Which articles look wrongly extracted, against the others of their source. Pure.

Such an article is kept: a short notice is news as well, and the archive holds the page for a better extractor.
"""

import math
from collections import Counter
from collections.abc import Sequence

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
    """Return id -> why for each doubtful article of one source; each is held against all the others."""
    others = len(articles) - 1
    found: dict[str, list[str]] = {one.id: [] for one in articles}
    if others >= LEAST_COMPARED:
        lengths = [math.log(max(one.characters, 1)) for one in articles]
        total, squares, dated = sum(lengths), sum(own * own for own in lengths), sum(one.dated for one in articles)
        for one, own in zip(articles, lengths, strict=True):
            mean = (total - own) / others
            deviation = math.sqrt(max((squares - own * own) / others - mean * mean, 0.0))
            if own < mean - DEVIATIONS * deviation and own < mean + math.log(SHORT):
                usual = math.exp(mean)
                found[one.id].append(f"{one.characters} characters; this source's texts have about {usual:.0f}")
            if not one.dated and dated / others >= DATED:
                found[one.id].append(f"no date; {dated / others:.0%} of this source's articles have one")
    for ids, times in _repeated(articles):
        for article in ids:
            found[article].append(f"the same text stands under {times} headlines")
    return {article: "; ".join(why) for article, why in found.items() if why}


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
