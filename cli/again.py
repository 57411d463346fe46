"""`reextract`, `redetect`, `retranslate`: the whole store read again with today's steps, here or on a cluster."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.inert import inert
from cli.options import Problem, db_option, opened, plain_errors, settings

if TYPE_CHECKING:
    from config import Settings
    from scale.engine import Engine
    from steps.night import Progress
    from store.database import Store

cluster_option = click.option(
    "--cluster",
    metavar="ADDRESS|local",
    help="Spread the work: over the cores of this machine (local), or over a Dask scheduler's workers "
    "(tcp://host:8786) [default: this process].",
)
workers_option = click.option(
    "--workers", type=click.IntRange(min=1), help="Processes for --cluster local [default: one for each core]."
)
watched_option = click.option(
    "--progress/--quiet", "watched", default=None, help="Bars or silence [default: bars on a terminal]."
)


@click.command("reextract", epilog="Example:\n\n  strikewatch reextract && strikewatch nightly --only identify")
@db_option
@cluster_option
@workers_option
@watched_option
@plain_errors()
def reextract_command(db: Path | None, cluster: str | None, workers: int | None, watched: bool | None) -> None:
    """Run today's extractor over archived pages that an older one read, with no fetching.

    Articles whose text changes are read anew by the next night.
    """
    from crawler.extract import VERSION
    from crawler.loader import load_catalogue
    from scale import again
    from steps.crawling import catalogues
    from store import articles

    chosen = settings(db=db)
    with opened(chosen.db) as store, engine_of(cluster, workers) as engine:
        sources = {source.name: source for source in load_catalogue(catalogues(chosen))}
        with watching(watched).step("reextract", articles.count_captured_before(store, VERSION)) as advance:
            done, changed = again.reextract(store, engine, chosen.archive_folder.resolve(), sources, progress=advance)
    click.echo(f"read {done.read}, changed {changed}, left {len(done.problems)}")
    _tell(done.problems, "pages could not be read again; their articles stand as they were")


@click.command(
    "redetect", epilog="Example:\n\n  strikewatch redetect --cluster local    (after the word lists were edited)"
)
@db_option
@cluster_option
@workers_option
@watched_option
@plain_errors()
def redetect_command(db: Path | None, cluster: str | None, workers: int | None, watched: bool | None) -> None:
    """Read every article that today's identify, fingerprint and detect have not read yet.

    The night does the same, one article after another; this is for stores of many thousands.
    """
    from scale import again
    from steps.reading import FINGERPRINT, IDENTIFY
    from store import passes

    chosen = settings(db=db)
    with opened(chosen.db) as store, engine_of(cluster, workers) as engine:
        weights, version = weights_of(store, chosen)
        steps: tuple[tuple[passes.Step, str], ...] = (
            ("identification", IDENTIFY), ("fingerprint", FINGERPRINT), ("detection", version),
        )  # fmt: skip
        lacking = sum(passes.count_lacking(store, step, version) for step, version in steps)
        with watching(watched).step("redetect", lacking) as advance:
            done = again.redetect(store, engine, weights=weights, progress=advance)
    click.echo(f"read {done.read}")
    _tell(done.problems, "articles could not be read; the next night tries again")


@click.command(
    "retranslate", epilog="Example:\n\n  strikewatch models install ru && strikewatch retranslate --cluster local"
)
@db_option
@cluster_option
@workers_option
@watched_option
@plain_errors()
def retranslate_command(db: Path | None, cluster: str | None, workers: int | None, watched: bool | None) -> None:
    """Put into English what today's best engine has not translated yet, candidates first.

    The night does the same within its budget; this has none.
    """
    from scale import again
    from scale.translating import Models, loaded
    from steps.translating import NO_ENGINE
    from store import translations
    from translate.choose import due

    chosen = settings(db=db)
    models = Models(folder=chosen.models_folder.resolve(), rough=chosen.rough)
    with opened(chosen.db) as store, engine_of(cluster, workers) as engine:
        waiting = len(translations.due(store, due(loaded(models)), NO_ENGINE))
        with watching(watched).step("retranslate", waiting) as advance:
            done = again.retranslate(store, engine, models, advance)
    click.echo(f"translated {done.read} of {waiting}")
    _tell(done.problems, "batches could not be translated; the next night tries again")


@contextmanager
def engine_of(cluster: str | None, workers: int | None) -> "Iterator[Engine]":
    """Open the engine that the options name; what is wrong with it is one line."""
    from scale.engine import EngineError, engine

    if workers and cluster != "local":
        raise click.UsageError("--workers goes with --cluster local; a cluster has the workers that were started")
    try:
        with engine(cluster, workers=workers or len(os.sched_getaffinity(0))) as opened_engine:
            yield opened_engine
    except EngineError as error:
        raise Problem(str(error)) from error


def weights_of(store: "Store", chosen: "Settings") -> tuple[bytes | None, str]:
    """Return the learned reader's weights, which travel to the workers, and the version of what both readers find."""
    from steps.readers import reader
    from steps.reading import detect_version

    learned = reader(store, chosen)
    return learned.model.to_bytes() if learned else None, detect_version(learned)


def watching(watched: bool | None) -> "Progress":
    """Return the bars, or nobody."""
    from cli.night import bars
    from steps.night import Unwatched

    return bars(watched) or Unwatched()


def _tell(problems: Sequence[str], what: str) -> None:
    for problem in problems:
        click.echo(f"strikewatch: {inert(problem)}", err=True)
    if problems:
        raise Problem(f"{len(problems)} {what}")
