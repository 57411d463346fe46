"""Reads a large store again with today's steps, on an engine: extraction, language, fingerprint, detection, English.

Reads articles and archived pages; writes what the night would write, a batch a transaction. What a step has read in
its present version is not read again, so a run that was killed goes on where it was, and doing one twice changes
nothing. Only this process writes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar

from crawler.archive import NoCapture
from crawler.extract import VERSION, ExtractionError
from crawler.reextract import read_again
from crawler.source import Source
from scale.detecting import learned_reader
from scale.engine import Engine
from scale.translating import Models, loaded, translated
from steps.reading import FINGERPRINT, IDENTIFY, detect_version, detected, fingerprinted, identified
from steps.translating import NO_ENGINE
from store import articles, passes, translations
from store.database import Store
from store.passes import Behind, Read, Step
from store.records import Article, Capture, Detected, Fingerprinted, Identified, Translated
from translate.choose import due

Found = TypeVar("Found")
# Articles a piece: a second of detection, which is far above what sending one costs (a few milliseconds), and little
# to lose with a worker.
BATCH = 200
# English takes a hundred times as long.
TRANSLATED_AT_ONCE = 20


@dataclass(slots=True, kw_only=True)
class Again:
    """How many were read again; what broke, by article."""

    read: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch(Generic[Found]):
    found: list[Found]
    problems: list[str]


Progress = Callable[[int], None]


def redetect(
    store: Store, engine: Engine, *, weights: bytes | None = None, progress: Progress = lambda _: None
) -> Again:
    """Do what `identify`, `fingerprint` and `detect` of the night would do, on the engine.

    With `weights` both readers read, as they do at night; without, the rules alone.
    """
    done = Again()
    passing = _Pass(store, engine, done, progress)
    passing.over("identification", IDENTIFY, _identify, passes.save_identified)
    passing.over("fingerprint", FINGERPRINT, _fingerprint, passes.save_fingerprinted)
    version = detect_version(learned_reader(weights))
    passing.over(
        "detection", version, partial(_detect, weights), passes.save_detected, behind=("identification", IDENTIFY)
    )
    return done


@dataclass(frozen=True, slots=True)
class _Pass:
    """A pass over what a step has not read in its present version, as the night's, but on an engine."""

    store: Store
    engine: Engine
    done: Again
    progress: Progress

    def over(
        self,
        step: Step,
        version: str,
        work: Callable[[Sequence[Read]], _Batch[Found]],
        save: Callable[[Store, str, Sequence[Found]], None],
        *,
        behind: Behind = None,
    ) -> None:
        for ended in self.engine.spread(work, _lacking(self.store, step, version, behind)):
            if ended.made is None:
                first = ended.piece[0].article.id
                self.done.problems.append(f"{step}: {len(ended.piece)} articles from {first} on: {ended.error}")
            else:
                save(self.store, version, ended.made.found)
                self.done.read += len(ended.made.found)
                self.done.problems += ended.made.problems
            self.progress(len(ended.piece))


def _lacking(store: Store, step: Step, version: str, behind: Behind) -> Iterator[tuple[Read, ...]]:
    after = ""
    while some := passes.lacking(store, step, version, behind=behind, after=after, limit=BATCH):
        yield tuple(passes.read(store, article) for article in some)
        after = some[-1].id


def _identify(reads: Sequence[Read]) -> _Batch[Identified]:
    return _each(reads, lambda read: identified(read.article))


def _fingerprint(reads: Sequence[Read]) -> _Batch[Fingerprinted]:
    return _each(reads, lambda read: fingerprinted(read.article))


def _detect(weights: bytes | None, reads: Sequence[Read]) -> _Batch[Detected]:
    learned = learned_reader(weights)
    return _each(reads, lambda read: detected(read, learned))


def _each(reads: Sequence[Read], reader: Callable[[Read], Found]) -> _Batch[Found]:
    found, problems = [], []
    for read in reads:
        try:
            found.append(reader(read))
        except Exception as error:  # noqa: BLE001 - a bug that one odd text finds must not cost the other texts
            problems.append(f"{read.article.source}: {read.article.url}: {type(error).__name__}: {error}")
    return _Batch(found=found, problems=problems)


def retranslate(store: Store, engine: Engine, models: Models, progress: Progress = lambda _: None) -> Again:
    """Put into English what is due for the models that are installed, candidates first."""
    done = Again()
    ids = translations.due(store, due(loaded(models)), NO_ENGINE)
    pieces = (
        (models, tuple(passes.read(store, articles.get(store, one)) for one in some))
        for some in _batches(ids, TRANSLATED_AT_ONCE)
    )
    for ended in engine.spread(_translate, pieces):
        if ended.made is None:
            done.problems.append(f"translate: {ended.piece[1][0].article.id} and following: {ended.error}")
        else:
            rows, versions = [row for row, _ in ended.made], {row.article_id: version for row, version in ended.made}
            translations.save_translated(store, versions, rows)
            done.read += sum(row.state == "done" for row in rows)
        progress(len(ended.piece[1]))
    return done


def _translate(piece: tuple[Models, Sequence[Read]]) -> list[tuple[Translated, str]]:
    models, reads = piece
    return [*translated(reads, models)]


def reextract(
    store: Store,
    engine: Engine,
    archive: Path,
    sources: Mapping[str, Source],
    *,
    version: int = VERSION,
    progress: Progress = lambda _: None,
) -> tuple[Again, int]:
    """Run the extractor over archived pages that an older one read; also return how many texts changed.

    The archive has to be where it is here on every worker.
    """
    done, changed = Again(), 0
    captured = articles.captured_before(store, version)
    pieces = (
        tuple((article, capture, archive, sources.get(article.source)) for article, capture in some)
        for some in _batches(captured, BATCH)
    )
    for ended in engine.spread(_extract, pieces):
        if ended.made is None:
            done.problems.append(f"reextract: {ended.piece[0][0].id} and following: {ended.error}")
        else:
            changed += sum(articles.revise(store, article) for article in ended.made.found)
            done.read += len(ended.made.found)
            done.problems += ended.made.problems
        progress(len(ended.piece))
    return done, changed


def _extract(piece: Sequence[tuple[Article, Capture, Path, Source | None]]) -> _Batch[Article]:
    found, problems = [], []
    for article, capture, archive, source in piece:
        try:
            found.append(read_again(article, capture, archive, source))
        except (NoCapture, ExtractionError) as error:
            problems.append(f"{article.id} {article.url}: {error}")
    return _Batch(found=found, problems=problems)


Item = TypeVar("Item")


def _batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    waiting = iter(items)
    while some := tuple(islice(waiting, size)):
        yield some
