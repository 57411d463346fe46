"""Articles made ready to be compared: read, embedded and centred at once, without a store.

Reads texts with what detection found in them; gives accounts. Writes nothing. News that tells of no strike is embedded
in three views, since there meaning alone decides; a strike in one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from analysis import meaning
from analysis.clues import clues
from analysis.embedding import Embedder
from analysis.likeness import Account
from analysis.meaning import Vectors

_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A text with its language, its group of near-copies and what detection found."""

    id: str
    title: str
    text: str
    lang: str
    at: datetime | None
    group: str
    strike: bool
    reports: tuple[Mapping[str, Any], ...] = ()


def accounts(read: Sequence[Read], model: Embedder | None) -> list[Account]:
    """Make an account of each text; without a model, or a word in the text, it has no meaning, only clues."""
    openings = _embedded(model, {one.id: meaning.opening(one.title, one.text) for one in read})
    others = [one for one in read if not one.strike and _WORD.search(one.title)]
    wholes = _embedded(model, {one.id: meaning.whole(one.title, one.text) for one in others})
    titles = _embedded(model, {one.id: one.title for one in others})
    return [
        Account(
            id=one.id,
            at=one.at,
            group=one.group,
            strike=one.strike,
            clues=clues(one.title, one.text, one.reports),
            among_news=meaning.among_news(openings[one.id], one.lang) if one.id in openings else None,
            among_strikes=meaning.among_strikes(openings[one.id], one.lang) if one.id in openings else None,
            whole=meaning.among_news(wholes[one.id], one.lang) if one.id in wholes else None,
            headline=meaning.among_titles(titles[one.id], one.lang) if one.id in titles else None,
        )
        for one in read
    ]


def _embedded(model: Embedder | None, texts: Mapping[str, str]) -> dict[str, Vectors]:
    told = {name: text for name, text in texts.items() if _WORD.search(text)}
    return {} if model is None else dict(zip(told, model.embed(list(told.values())), strict=True))
