"""A word of the source with what is known of it; every stage of the rough translator reads these."""

from dataclasses import dataclass

from translate.rough.tokens import Token


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A token with its lemma; `tags` start with the part of speech, or with what kind of token it is."""

    token: Token
    lemma: str
    tags: tuple[str, ...]
    known: bool
    group: str = ""
    """Kazakh, after `order.py`: ">loc" for the first of a group whose last word has that case, "+" for the others."""
