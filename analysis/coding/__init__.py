"""Coding: a report for each strike that a flagged article tells of. `code_article` is the way in.

Modules: telling (what each sentence names), grouping (which sentences tell of one strike), coder (one report),
and its parts: workers, dates, values.
"""

from collections.abc import Sequence
from datetime import date

from analysis.coding.coder import code
from analysis.coding.grouping import present, strikes
from analysis.coding.report import Report
from analysis.coding.telling import Told
from analysis.embedding import Embedder

__all__ = ["Report", "code_article"]


def code_article(
    told: Sequence[Told],
    *,
    published: date | None,
    score: float,
    country: str | None,
    embedder: Embedder | None = None,
) -> tuple[Report, ...]:
    """Give a report for each strike that an article tells of; `country` is the foreign one that it is set in.

    What is demanded is read with embeddings where there is an embedding model.
    """
    if not told:
        return ()
    published = published or told[0].seen
    found, around = strikes(told), present(told)
    return tuple(
        code(
            strike,
            alone=len(found) == 1,
            around=around,
            published=published,
            score=score,
            country=country,
            embedder=embedder,
        )
        for strike in found
    )
