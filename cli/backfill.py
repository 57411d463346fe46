"""`backfill`: articles of the past, from WARC archives or from the sites themselves.

Exit status: 0 it worked; 1 something was left; 75 a night is running.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from cli.again import cluster_option, engine_of, watched_option, watching, weights_of, workers_option
from cli.inert import inert
from cli.options import Problem, db_option, opened, plain_errors, settings
from cli.past import USUAL_MOST, from_sites

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    "backfill",
    epilog="""\b
Examples:
  strikewatch backfill --since 2021-01-01 --until 2021-12-31 --source lada
  strikewatch backfill --warc /data/CC-NEWS-2026*.warc.gz
  strikewatch backfill --warc /data/ --since 2021-01-01 --cluster local
  strikewatch backfill --warc /shared/ccnews/ --cluster tcp://10.0.0.1:8786""",
)
@db_option
@click.option("--warc", "places", multiple=True, type=click.Path(exists=True, path_type=Path),
              help="A WARC file or a folder of them, several times. Without it: the sites.")  # fmt: skip
@click.option("--since", type=_DAY, help="Leave older articles aside.")
@click.option("--until", type=_DAY, help="Leave later articles aside.")
@click.option("--source", "names", multiple=True, help="Only this source; may be given several times. Not with --warc.")
@click.option("--most", type=click.IntRange(min=1), default=USUAL_MOST, show_default=True,
              help="Articles of one source in this run. Not with --warc.")  # fmt: skip
@click.option("--anywhere", is_flag=True, help="Pages of any host, not only of the catalogue's sources.")
@click.option("--all-topics", is_flag=True, help="Every article, not only those with a word that may tell of a strike.")
@click.option("--english/--no-english", default=True, help="Translate what is flagged [default: yes].")
@click.option("--parts", type=click.Path(file_okay=False, path_type=Path),
              help="Folder of the finished parts [default: backfill/ beside the database].")  # fmt: skip
@cluster_option
@workers_option
@watched_option
@plain_errors()
def backfill_command(
    db: Path | None,
    places: tuple[Path, ...],
    since: datetime | None,
    until: datetime | None,
    names: tuple[str, ...],
    most: int,
    anywhere: bool,
    all_topics: bool,
    english: bool,
    parts: Path | None,
    cluster: str | None,
    workers: int | None,
    watched: bool | None,
) -> None:
    """Read articles of the past: from WARC archives (CC-NEWS and our own), or from the sites themselves.

    From an archive only pages of the catalogue's sources that may tell of a strike are kept, unless you say otherwise,
    on this machine or on many. Without --warc the sites' sitemaps and listings are asked for the days from --since on,
    as slowly as the night asks. Interrupted, it goes on where it was. What it brings stands in the queue; no digest
    tells it as news.
    """
    if not places:
        from_sites(settings(db=db), names, _day(since), _day(until), most=most, progress=watching(watched))
        return
    if names:
        raise click.UsageError("--source goes with the sites; an archive is read for every source at once")
    from crawler.loader import load_catalogue
    from crawler.warc import WarcError
    from scale.backfill import backfill, plan
    from scale.translating import Models
    from scale.wanted import Wanted
    from steps.crawling import catalogues

    chosen = settings(db=db)
    wanted = Wanted(
        sources=load_catalogue(catalogues(chosen)), anywhere=anywhere, all_topics=all_topics,
        since=_day(since), until=_day(until),
    )  # fmt: skip
    models = Models(folder=chosen.models_folder.resolve(), rough=chosen.rough) if english else None
    with opened(chosen.db, create=True) as store:
        weights, _ = weights_of(store, chosen)
    try:
        works = [*plan([*_files(places)], wanted, models, weights=weights)]
    except WarcError as error:
        raise Problem(str(error)) from error
    folder = parts or chosen.home / "backfill"
    with (
        opened(chosen.db, create=True) as store,
        engine_of(cluster, workers) as engine,
        watching(watched).step("backfill", len(works)) as advance,
    ):
        done = backfill(store, engine, works, folder, clock=lambda: datetime.now(UTC), progress=advance)
    told = "".join(f", {name} {count}" for name, count in sorted(done.counts.items()))
    click.echo(f"parts {done.read} read, {done.known} known, {done.failed} failed; new articles {done.new}{told}")
    for problem in done.problems:
        click.echo(f"strikewatch: {inert(problem)}", err=True)
    if done.failed:
        raise Problem(f"{done.failed} parts could not be read; start the same command again to try them once more")


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_dir():
            found = sorted(one for one in place.rglob("*") if one.name.endswith((".warc", ".warc.gz")))
            if not found:
                raise Problem(f"{place}: no .warc or .warc.gz file in this folder")
            yield from found
        else:
            yield place
