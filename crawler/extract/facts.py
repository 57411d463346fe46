"""What one place of a page (JSON-LD, meta tags, the source's selectors) claims about the article.

Reads nothing, writes nothing: the common shape of `json_ld`, `meta` and `selected`, so that choosing between
them is the same for every field. Values are raw claims: nobody has judged them yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Claims in the order of trust; `how` is the word that `Extraction.found` will show."""

    how: str
    titles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    site_names: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return the non-empty values in order, each once."""
    return tuple(dict.fromkeys(value for value in values if value))
