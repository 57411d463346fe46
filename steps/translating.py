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
from store.values import to_json
from translate import Aligned, Article, EmptyText, Translation, choices
from translate.articles import Refusal, translate_articles
from translate.choose import due, engines, stamped
from translate.engines import Engines
from translate.inventory import installed, note_damage

# The version of what no engine has translated: as soon as one can, another version is due.
NO_ENGINE = "none"
# Articles a transaction. Their sentences are in the memory before, so a kill costs next to nothing.
BATCH = 20


def translate(night: Night) -> Counts:
    """Put into English what is due, until the budget is spent; what is left waits for the next night."""
    models = night.settings.models_folder
    damaged = {one.name: one.problem for one in installed(models) if one.problem}
    chosen = engines(models, rough=night.settings.rough)
    versions = due(chosen.best())
    ids = translations.due(night.store, versions, NO_ENGINE)
    counts = {"done": 0, "waiting": 0, "broken": 0}
    finished = translate_articles(
        (to_translate(passes.read(night.store, articles.get(night.store, one))) for one in ids),
        chosen,
        translations.SentenceMemory(night.store),
        deadline=night.deadline,
        advice=lambda lang: "; ".join([*map(str, damaged.values()), choices.advise(lang)]),
    )
    try:
        with night.progress.step("translation", len(ids)) as advance:
            while batch := list(islice(finished, BATCH)):
                rows = [to_row(one) for one in batch]
                translations.save_translated(night.store, _versions(night.store, batch, versions), rows)
                for row in rows:
                    counts[row.state] += 1
                advance(len(batch))
    finally:
        chosen.close()
    for name, reason in sorted(damaged.items()):
        night.problem(f"translate: {name} is passed over: {reason}; `strikewatch models verify` tells more")
    _tell(night, chosen)
    return {**counts, "left": len(ids) - sum(counts.values())}


def _tell(night: Night, chosen: Engines) -> None:
    """Say which engines broke and what went on instead, and remember it: the next night passes them over."""
    told: dict[str, list[str]] = {}
    for lang, errors in sorted(chosen.broken.items()):
        for error, instead in zip(errors, [*chosen.ranked[lang][1:], None], strict=False):
            night_goes_on = f"{lang} by {instead.engine} ({instead.quality})" if instead else f"{lang} waits"
            told.setdefault(str(error), []).append(night_goes_on)
            note_damage(night.settings.models_folder, error)
    for reason, went_on in told.items():
        night.problem(f"translate: {reason}: {', '.join(went_on)}; `strikewatch models verify` tells more")


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
    return {one.id: version_of(one, passes.language(store, one.id), versions) for one in batch}


def version_of(one: Translation | Refusal, lang: str, versions: Mapping[str, str]) -> str:
    """Return the version to write: that of every language in the article, whose engines may get better one by one.

    An article that waits gets none, so that every night looks at it again.
    """
    if isinstance(one, Translation):
        used = {spoken: stamped(name) for spoken, name in one.engines.items()}
        return to_json({lang: versions.get(lang, NO_ENGINE), **used})
    return versions.get(lang, NO_ENGINE) if isinstance(one.error, EmptyText) else NO_ENGINE


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
