"""The step `translate`: articles into English, candidates first. Reads articles and models; writes translations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any

from analysis.language import Span
from steps.night import Night
from steps.reading import Counts
from store import articles, passes, translations
from store.database import Store
from store.passes import Read
from store.records import Translated
from translate import Aligned, Article, BrokenModel, EmptyText, Translation, choices
from translate.articles import Refusal, translate_articles
from translate.choose import choose, due

# The version of what no engine has translated: as soon as one can, another version is due.
NO_ENGINE = "none"
# Articles a transaction. Their sentences are in the memory before, so a kill costs next to nothing.
BATCH = 20


def translate(night: Night) -> Counts:
    """Put into English what is due, until the budget is spent; what is left waits for the next night."""
    translators = choose(night.settings.models_folder, rough=night.settings.rough)
    versions = due(translators)
    ids = translations.due(night.store, versions, NO_ENGINE)
    counts = {"done": 0, "waiting": 0, "broken": 0}
    broken: set[str] = set()
    finished = translate_articles(
        (to_translate(passes.read(night.store, articles.get(night.store, one))) for one in ids),
        translators,
        translations.SentenceMemory(night.store),
        deadline=night.deadline,
        advice=choices.advise,
    )
    try:
        with night.progress.step("translation", len(ids)) as advance:
            while batch := list(islice(finished, BATCH)):
                rows = [to_row(one) for one in batch]
                translations.save_translated(night.store, _versions(night.store, batch, versions), rows)
                broken |= {
                    str(one.error) for one in batch if isinstance(one, Refusal) and isinstance(one.error, BrokenModel)
                }
                for row in rows:
                    counts[row.state] += 1
                advance(len(batch))
    finally:
        for translator in translators.values():
            translator.close()
    for reason in sorted(broken):
        night.problem(f"translate: {reason}; `strikewatch models verify` tells more")
    return {**counts, "left": len(ids) - sum(counts.values())}


def to_translate(read: Read) -> Article:
    """Return an article as the translators take it."""
    article = read.article
    return Article(
        id=article.id,
        title=article.title,
        text=article.body,
        lang=read.lang,
        script=read.script,
        spans=tuple(Span(**span) for span in read.spans),
    )


def _versions(store: Store, batch: Sequence[Translation | Refusal], versions: Mapping[str, str]) -> dict[str, str]:
    """Return the version to write for each. One that waits gets none, so that every night looks at it again."""
    return {
        one.id: NO_ENGINE
        if isinstance(one, Refusal) and not isinstance(one.error, EmptyText)
        else versions.get(passes.language(store, one.id), NO_ENGINE)
        for one in batch
    }


def to_row(one: Translation | Refusal) -> Translated:
    """Return what became of an article as the store takes it."""
    if isinstance(one, Refusal):
        waits = not isinstance(one.error, EmptyText)
        return Translated(article_id=one.id, state="waiting" if waits else "broken", reason=str(one.error))
    return Translated(
        article_id=one.id,
        state="done",
        engine=f"{one.engine} {one.version}",
        quality=one.quality,
        title=one.english_title,
        body=one.english,
        sentences=(*_aligned("title", one.title), *_aligned("text", one.text)),
        warnings=one.warnings,
    )


def _aligned(field: str, sentences: Iterable[Aligned]) -> Iterator[Mapping[str, Any]]:
    return ({"field": field, **asdict(sentence)} for sentence in sentences)
