"""Which English belongs to which original: an article cut into sentences, each with its language, and put together.

Reads an article and the English of its sentences; writes nothing. The alignment is what lets evidence that was found in
the original be shown in the English.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from analysis.transliteration import to_cyrillic
from translate import Aligned, Article
from translate.sentences import Stretch, join, split

if TYPE_CHECKING:
    from analysis.language import Span

# Languages that a sentence may be said to be in; a span of any other is read as the article's own language.
READ = frozenset({"ru", "kk", "en"})
_CYRILLIC = re.compile(r"[\u0400-\u052f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A sentence to translate: where it stands, its language, and what the engine is given (Kazakh in Cyrillic)."""

    stretch: Stretch
    lang: str
    given: str


def sources(article: Article, field: str) -> list[Source]:
    """Return the sentences of the article's `title` or `text`."""
    text, spans = (article.title, ()) if field == "title" else (article.text, article.spans)
    found = []
    for stretch in split(text, article.lang):
        lang, script = _language(stretch, spans, article)
        sentence = " ".join(text[stretch.start : stretch.end].split())
        if script == "Cyrl" and not _CYRILLIC.search(sentence):
            lang = "en"  # a telephone number, an address, the name of a site: an engine could only spoil it
        elif lang == "kk" and script in {"Latn", "Arab"}:
            sentence = to_cyrillic(sentence, script)
        found.append(Source(stretch=stretch, lang=lang, given=sentence))
    return found


def _language(stretch: Stretch, spans: "Sequence[Span]", article: Article) -> tuple[str, str]:
    """Return language and script of the span that covers most of the stretch."""
    shares: dict[tuple[str, str], int] = {}
    for span in spans:
        shared = min(span.end, stretch.end) - max(span.start, stretch.start)
        if shared > 0 and span.lang in READ:
            shares[span.lang, span.script] = shares.get((span.lang, span.script), 0) + shared
    return max(shares, key=lambda key: (shares[key], key), default=(article.lang, article.script))


def assemble(
    text: str,
    parts: Sequence[Source],
    english: Mapping[tuple[str, str], str],
    edit: Callable[[str, str, str], str],
) -> tuple[str, tuple[Aligned, ...]]:
    """Put the English of a field together; `edit(source, english, lang)` has the last word on each sentence.

    `english` is keyed by language and the sentence as given to the engine.
    """
    sentences = [edit(part.given, english[part.lang, part.given], part.lang) for part in parts]
    whole, places = join(text, [part.stretch for part in parts], sentences)
    return whole, tuple(
        Aligned(
            start=part.stretch.start,
            end=part.stretch.end,
            lang=part.lang,
            english=sentence,
            english_start=place[0],
            english_end=place[1],
        )
        for part, sentence, place in zip(parts, sentences, places, strict=True)
    )


def in_english(aligned: Sequence[Aligned], start: int, end: int) -> list[tuple[int, int]]:
    """Return where in the English the sentences stand that characters start..end of the original touch."""
    return [(one.english_start, one.english_end) for one in aligned if one.start < end and start < one.end]


def to_json(aligned: Sequence[Aligned]) -> list[dict[str, Any]]:
    """Return the alignment as JSON values."""
    return [asdict(one) for one in aligned]


def from_json(values: Sequence[Mapping[str, Any]]) -> tuple[Aligned, ...]:
    """Read back what `to_json` wrote."""
    return tuple(Aligned(**value) for value in values)
