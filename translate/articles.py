"""Articles into English, one finished after another, so that a night can commit in batches, be killed and resumed.

Reads articles in the order given (candidates first is the caller's), translators by language, and the memory; writes
new sentences to the memory. Articles are taken in windows: the sentences of a window go to each engine in one call.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from translate import (
    QUALITIES,
    Aligned,
    Article,
    BrokenModel,
    EmptyText,
    Memory,
    NoModel,
    Translation,
    Translator,
)
from translate.alignment import Source, assemble, sources
from translate.batching import memory_name, translate_sentences
from translate.engines import Engines
from translate.english import EnglishAlready
from translate.fidelity import check
from translate.glossary import shipped

# Characters of the first window, and of the largest. A window is what a kill can lose and what the budget can overrun,
# so after the first each is sized to take about WINDOW_SECONDS. Above 200,000 characters (some 2,000 sentences) larger
# windows gained nothing: sentences of one length are plenty already.
FIRST_WINDOW, LARGEST_WINDOW = 8_000, 200_000
WINDOW_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article cut into sentences."""

    article: Article
    title: list[Source]
    text: list[Source]

    @property
    def sentences(self) -> list[Source]:
        """Title and text together."""
        return self.title + self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """An article that was not translated, and the error that says why: it waits, or is broken, or is empty."""

    id: str
    error: NoModel | BrokenModel | EmptyText


def translate_articles(
    articles: Iterable[Article],
    translators: Mapping[str, Translator] | Engines,
    memory: Memory,
    *,
    deadline: float = float("inf"),
    clock: Callable[[], float] = time.monotonic,
    advice: Callable[[str], str] = lambda lang: f"see `strikewatch models install {lang}`",
) -> Iterator[Translation | Refusal]:
    """Yield a Translation or a Refusal for each article, in order, until `clock()` passes `deadline`.

    The deadline is looked at between windows; what was not reached is not yielded. An engine that proves broken is
    given up, and the next of its language in `Engines` goes on.
    """
    engines = translators if isinstance(translators, Engines) else Engines(ranked=_alone(translators))
    waiting = iter(articles)
    size = FIRST_WINDOW
    while clock() < deadline:
        window, length = _take(waiting, size)
        if not window:
            return
        started = clock()
        prepared = [_prepare(article, engines, advice) for article in window]
        english = _translate_window([p for p in prepared if isinstance(p, Prepared)], engines, memory)
        usable = engines.best()
        spent = max(clock() - started, 1e-3)
        size = int(min(LARGEST_WINDOW, max(FIRST_WINDOW, WINDOW_SECONDS * length / spent)))
        for one in prepared:
            yield _finish(one, english, usable, engines.broken) if isinstance(one, Prepared) else one


def _alone(translators: Mapping[str, Translator]) -> dict[str, tuple[Translator]]:
    return {lang: (one,) for lang, one in {"en": EnglishAlready(), **translators}.items()}


def _take(waiting: Iterator[Article], size: int) -> tuple[list[Article], int]:
    window: list[Article] = []
    length = 0
    for article in waiting:
        window.append(article)
        length += len(article.title) + len(article.text)
        if length >= size:
            break
    return window, length


def _prepare(article: Article, engines: Engines, advice: Callable[[str], str]) -> Prepared | Refusal:
    prepared = Prepared(article=article, title=sources(article, "title"), text=sources(article, "text"))
    if not prepared.sentences:
        return Refusal(id=article.id, error=EmptyText(f"article {article.id} has no sentence"))
    missing = sorted({source.lang for source in prepared.sentences} - engines.ranked.keys())
    if missing:
        return Refusal(id=article.id, error=NoModel(missing[0], advice(missing[0])))
    return prepared


def _translate_window(
    window: Sequence[Prepared],
    engines: Engines,
    memory: Memory,
) -> dict[tuple[str, str], str]:
    """Return the English of every sentence of the window, keyed by language and sentence.

    A language whose last engine proves broken has no English and waits; the others go on.
    """
    pairs = sorted({(source.lang, source.given) for prepared in window for source in prepared.sentences})
    english: dict[tuple[str, str], str] = {}
    for lang, group in groupby(pairs, key=lambda pair: pair[0]):
        sentences = [given for _, given in group]
        for translator in engines.left(lang):
            try:
                found = translate_sentences(sentences, lang, translator, memory)
            except BrokenModel as error:
                engines.give_up(lang, error)
            else:
                english |= {(lang, sentence): text for sentence, text in found.items()}
                break
    return english


def _finish(
    prepared: Prepared,
    english: Mapping[tuple[str, str], str],
    translators: Mapping[str, Translator],
    broken: Mapping[str, Sequence[BrokenModel]],
) -> Translation | Refusal:
    article = prepared.article
    languages = sorted({source.lang for source in prepared.sentences})
    for lang in languages:
        if lang not in translators:
            return Refusal(id=article.id, error=broken[lang][-1])
    used = {lang: translators[lang] for lang in languages}
    edit = shipped().apply
    title, aligned_title = assemble(article.title, prepared.title, english, edit)
    text, aligned_text = assemble(article.text, prepared.text, english, edit)
    pairs = zip(prepared.sentences, aligned_title + aligned_text, strict=True)
    working = [one for one in used.values() if one.quality != "original"] or list(used.values())
    return Translation(
        id=article.id,
        english_title=title,
        english=text,
        title=aligned_title,
        text=aligned_text,
        engine="+".join(sorted({one.engine for one in working})),
        version="+".join(sorted({one.version for one in working})),
        quality=min((one.quality for one in working), key=QUALITIES.index),
        warnings=tuple(_warnings(len(prepared.title), pairs)),
        engines={lang: memory_name(one) for lang, one in used.items()},
    )


def _warnings(titles: int, pairs: Iterable[tuple[Source, Aligned]]) -> Iterator[str]:
    """Yield the flags of an article, each with the sentence it is about; one flag is said once."""
    for number, (source, aligned) in enumerate(pairs, start=1 - titles):
        where = f"sentence {number}" if number > 0 else "title"
        if source.lang != "en":
            flags = [*check(source.given, aligned.english, source.lang)]
            lost = shipped().lost(source.given, aligned.english, source.lang)
            yield from (f"{where}: {flag}" for flag in [*flags, *(f"name lost: {name}" for name in lost)])
