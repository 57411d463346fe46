"""The reading steps: identify, fingerprint, detect. Reads articles; writes one row each, a batch a transaction."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TypeVar

from analysis import detection, fingerprint, language
from analysis.learned.reader import LearnedReader
from steps import readers
from steps.night import Night, log
from store import passes
from store.database import Store
from store.records import Article, Detected, Fingerprinted, Identified

T = TypeVar("T")
Counts = dict[str, int]

# A batch is what a kill can cost. At 300 to 3,000 articles a second, 50 are done again within a fifth of a second,
# while a commit (one fsync) costs a few milliseconds.
BATCH = 50

IDENTIFY = str(language.VERSION)
FINGERPRINT = str(fingerprint.VERSION)
# What detection says depends on the language it was told, so a new identification makes a new detection due. This is
# the version of the rules alone; with the learned reader beside them it is `detect_version`.
DETECT = f"{detection.version()}/{IDENTIFY}"


def detect_version(learned: LearnedReader | None) -> str:
    """Name what detection's results come from: code, lists, weights, and the identification."""
    return f"{detection.version(learned)}/{IDENTIFY}"


def identify(night: Night) -> Counts:
    """Find the language and the spans of each article."""
    return _pass(night, "identification", IDENTIFY, identified, passes.save_identified)


def fingerprint_(night: Night) -> Counts:
    """Take the fingerprint of each article, by which duplicates are found."""
    return _pass(night, "fingerprint", FINGERPRINT, fingerprinted, passes.save_fingerprinted)


def detect(night: Night) -> Counts:
    """Say of each article whether it tells of a strike, and code the reports: with two readers, or the rules alone."""
    learned, alone = readers.with_reason(night.store, night.settings)
    if alone:
        log.info("detect: %s", alone)

    def read(article: Article) -> Detected:
        return detected(passes.read(night.store, article), learned)

    version = detect_version(learned)
    counts = _pass(night, "detection", version, read, passes.save_detected, behind=("identification", IDENTIFY))
    return {**counts, "readers": 1 if learned is None else 2}


def _pass(
    night: Night,
    step: passes.Step,
    version: str,
    read: Callable[[Article], T],
    save: Callable[[Store, str, Sequence[T]], None],
    behind: passes.Behind = None,
) -> Counts:
    done, failed, after = 0, 0, ""
    with night.progress.step(step, passes.count_lacking(night.store, step, version, behind=behind)) as advance:
        while articles := passes.lacking(night.store, step, version, behind=behind, after=after, limit=BATCH):
            results = _read_each(night, step, articles, read)
            save(night.store, version, results)
            advance(len(articles))
            done, failed, after = done + len(results), failed + len(articles) - len(results), articles[-1].id
    return {"done": done, "failed": failed}


def _read_each(night: Night, step: str, articles: Sequence[Article], read: Callable[[Article], T]) -> list[T]:
    """Read a batch. An article on which the reader breaks is told of, and tried again the next night."""
    results = []
    for article in articles:
        try:
            results.append(read(article))
        except Exception as error:  # noqa: BLE001 - a bug that one odd text finds must not cost the other texts
            log.debug("%s", article.id, exc_info=True)
            night.problem(f"{step}: {article.source}: {article.url}: {type(error).__name__}: {error}")
    return results


def identified(article: Article) -> Identified:
    """Say the language of an article and of its spans."""
    found = language.identify(article.body or article.title)
    return Identified(
        article_id=article.id,
        lang=found.lang,
        script=found.script,
        confidence=found.confidence,
        spans=tuple(asdict(span) for span in found.spans),
    )


def fingerprinted(article: Article) -> Fingerprinted:
    """Take the fingerprint of an article."""
    found = fingerprint.fingerprint(article.title, article.body)
    return Fingerprinted(article_id=article.id, text_sha=found.text_hash, sketch=found.to_bytes(), bands=found.bands)


def detected(read: passes.Read, learned: LearnedReader | None = None) -> Detected:
    """Say whether an article in its language tells of a strike, and of which."""
    article = read.article
    found = detection.detect(
        title=article.title,
        text=article.body,
        lang=read.lang,
        spans=tuple(language.Span(**span) for span in read.spans),
        published=article.published,
        learned=learned,
    )
    return Detected(
        article_id=article.id,
        strike=found.strike,
        score=found.score,
        kind=found.kind,
        why=found.why,
        in_kazakhstan=found.in_kazakhstan,
        evidence=tuple(asdict(one) for one in found.evidence),
        reports=tuple(asdict(one) for one in found.reports),
    )
