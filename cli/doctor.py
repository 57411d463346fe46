"""`sources check`, `add`, `record`, `test`: looks at sites with a curator. Reads the web; writes entries and cases."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.inert import inert
from cli.options import Problem, db_option, json_option, opened, plain_errors, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config import Settings
    from crawler.doctor.discovery import Found
    from crawler.doctor.records import Checkup
    from crawler.source import Source

catalogue_option = click.option(
    "--catalogue", type=click.Path(dir_okay=False, path_type=Path), help="A catalogue file of your own."
)
LOCAL = ("127.", "localhost", "[::1]", "10.", "192.168.")
# Seconds between two requests while a person waits; the night is slower.
PACE = 1.0


@click.command("check", epilog="Examples:\n\n  strikewatch sources check\n\n  strikewatch sources check azh --json")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
@catalogue_option
@db_option
@plain_errors()
def check_command(names: tuple[str, ...], as_json: bool, catalogue: Path | None, db: Path | None) -> None:
    """Ask every channel of the sources named (or of all) and judge what it says, with advice.

    The verdicts are kept, where there is a database, and `status` shows those that are not good. Exit status 1 if a
    channel does not work; one that cannot be reached from here is undecided, and never called dead.
    """
    from crawler.doctor.control import controls_of, with_control
    from crawler.doctor.examine import examine_all
    from crawler.loader import CatalogueError, choose
    from crawler.probe import Fetcher, ProbeFailed

    chosen = settings(catalogue=catalogue, db=db)
    known = load(chosen)
    now = datetime.now(UTC)
    try:
        wanted = choose(known, names) if names else known
        with Fetcher(contact=chosen.contact) as fetch:
            found = examine_all(wanted, fetch, now=now)
            found, cut_off = with_control(found, controls_of(known, wanted, chosen.controls), fetch)
    except (CatalogueError, ProbeFailed) as error:
        raise Problem(str(error)) from error
    if as_json:
        told = [checkup.to_json() for checkup in found]
        click.echo(json.dumps({"cut_off": cut_off, "sources": told}, ensure_ascii=False, indent=2))
    else:
        from cli.checkups import checkup_table
        from cli.tables import write

        write(checkup_table(found))
    if cut_off:
        raise Problem(cut_off)
    _keep(chosen, found, now)
    bad = sum(one.verdict not in ("works", "undecided") for checkup in found for one in checkup.channels)
    if bad:
        raise Problem(f"{bad} of {sum(len(checkup.channels) for checkup in found)} channels do not work")


def _keep(chosen: "Settings", found: "Sequence[Checkup]", now: datetime) -> None:
    """Keep the verdicts where there is a database; a curator's machine without one is no worse for it."""
    from store import verdicts

    if not chosen.db.exists():
        return
    with opened(chosen.db) as store:
        verdicts.record_all(
            store,
            [
                verdicts.Verdict(
                    url=one.url, source=checkup.source, verdict=one.verdict, why=one.why, advice=one.advice,
                    listed=one.count, dated=one.dated, newest=one.newest, at=now, since=now,
                )
                for checkup in found
                for one in checkup.channels
            ],
        )  # fmt: skip


@click.command("add", epilog="Example:\n\n  strikewatch sources add example.kz --region Mangystau")
@click.argument("address")
@click.option("--name", help="Short name of the source [default: made of the host].")
@click.option("--region", default="not said", help="Where it reports from.")
@click.option("--kind", default="national", show_default=True, help="As in the catalogue: local paper, agency ...")
@click.option("--delay", type=click.FloatRange(0, 120), help="Seconds between two requests of the night [default: 2].")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@json_option
@catalogue_option
def add_command(
    address: str, name: str | None, region: str, kind: str, delay: float | None, dry_run: bool, as_json: bool,
    catalogue: Path | None,
) -> None:  # fmt: skip
    """Find a site's feeds, sitemaps and listings, try them, show what each gives, and write the catalogue entry.

    The entry goes into the catalogue file of the settings, or into sources.toml beside the database.
    """
    from crawler.doctor.entry import append, to_toml
    from crawler.loader import CatalogueError

    chosen = settings(catalogue=catalogue)
    found, source = _looked_at(chosen, _with_scheme(address), name)
    if source is not None:
        update = {"region": region, "kind": kind} | ({"delay": delay} if delay is not None else {})
        source = type(source).model_validate({**source.model_dump(), **update})
    if as_json:
        told = {"tried": [{"named_by": one.named_by, **verdict.to_json()} for one, verdict in found]}
        entry = source.model_dump(mode="json", exclude_none=True) if source else None
        click.echo(json.dumps({**told, "entry": entry}, ensure_ascii=False, indent=2))
    else:
        from cli.checkups import found_view
        from cli.tables import write

        write(found_view(found))
    if source is None:
        raise Problem(f"{address}: no channel works; nothing was written")
    if dry_run:
        click.echo(to_toml(source), err=as_json)
        return
    try:
        text = append(source, chosen.catalogue_file)
    except CatalogueError as error:
        raise Problem(str(error)) from error
    click.echo(f"Written to {chosen.catalogue_file}:\n\n{text}", err=as_json)


@click.command("record", epilog="Example:\n\n  strikewatch sources record azh https://azh.kz/ru/news/view/1")
@click.argument("name")
@click.argument("url")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where cases lie.")
@catalogue_option
def record_command(name: str, url: str, folder: Path | None, catalogue: Path | None) -> None:
    """Save a page of a source with the article that is read from it, as a case for `sources test`.

    What is expected is what the extractor finds today: read case.json, correct it, and set "reviewed" to true.
    """
    from crawler.doctor.examine import ask_for
    from crawler.doctor.recorded import record
    from crawler.extract import ExtractionError
    from crawler.loader import CatalogueError, choose
    from crawler.probe import Fetcher, ProbeFailed

    chosen = settings(catalogue=catalogue)
    try:
        (source,) = choose(load(chosen), [name])
        with Fetcher(contact=chosen.contact) as fetch:
            (fetched,) = fetch([ask_for(source, url)])
        if not fetched.good:
            raise Problem(f"{url}: {fetched.error or f'HTTP {fetched.status}'}")
        case = record(source, fetched, folder or chosen.home / "sites")
    except (CatalogueError, ExtractionError, ProbeFailed) as error:
        raise Problem(str(error)) from error
    click.echo(f'{case.folder}: now read case.json, correct what is expected, and set "reviewed" to true')


@click.command("test", epilog="Examples:\n\n  strikewatch sources test\n\n  strikewatch sources test azh")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--folder", type=click.Path(file_okay=False, exists=True, path_type=Path), help="Only the cases in it.")
@catalogue_option
def test_command(names: tuple[str, ...], folder: Path | None, catalogue: Path | None) -> None:
    """Read every recorded page again and show in what it differs from what is expected. Nothing is fetched."""
    from cli.checkups import difference_lines
    from crawler.doctor.recorded import SHIPPED, BadCase, cases, differences

    chosen = settings(catalogue=catalogue)
    known = {source.name: source for source in load(chosen)}
    tried = wrong = 0
    try:
        for case in cases(*([folder] if folder else [SHIPPED, chosen.home / "sites"])):
            if names and case.source not in names:
                continue
            tried += 1
            source = known.get(case.source)
            found = differences(case, source) if source else [("source", "in the catalogue", "not there")]
            wrong += bool(found)
            for line in difference_lines(case.name, found):
                click.echo(inert(line))
            if not case.reviewed:
                click.echo(f'{case.name}: nobody has read what is expected; correct it and set "reviewed" to true')
    except BadCase as error:
        raise Problem(str(error)) from error
    click.echo(f"{tried} pages, {wrong} of them not read as expected")
    if wrong or not tried:
        raise Problem("no recorded page" if not tried else f"{wrong} of {tried} pages are not read as expected")


def load(chosen: "Settings") -> "tuple[Source, ...]":
    """Return the catalogue of these settings; its faults are a `Problem`."""
    from crawler.loader import CatalogueError, load_catalogue
    from steps.crawling import catalogues

    try:
        return load_catalogue(catalogues(chosen))
    except CatalogueError as error:
        raise Problem(str(error)) from error


def _looked_at(chosen: "Settings", address: str, name: str | None) -> "tuple[Sequence[Found], Source | None]":
    """Return what was found at an address, and the entry it makes, if anything works."""
    from crawler.doctor.discovery import chosen as best
    from crawler.doctor.discovery import find_channels
    from crawler.doctor.entry import completed, draft, free_name
    from crawler.probe import Fetcher, ProbeFailed
    from crawler.site import host_of

    known = load(chosen)
    watched = next((one.name for one in known if host_of(one.homepage) == host_of(address)), None)
    if watched:
        raise Problem(f"{address}: {watched} is this site; `strikewatch sources check {watched}` says how it does")
    local = host_of(address).startswith(LOCAL)
    start = draft(address, delay=0 if local else PACE)
    now = datetime.now(UTC)
    try:
        with Fetcher(contact=chosen.contact) as fetch:
            found, page = find_channels(start, address, fetch, now=now)
    except ProbeFailed as error:
        raise Problem(str(error)) from error
    picked = best(found)
    if not picked:
        return found, None
    note = f"found by `sources add` on {now:%Y-%m-%d}, when its channels worked from this machine"
    slow = start if local else start.model_copy(update={"delay": type(start).model_fields["delay"].default})
    return found, completed(slow, picked, page, note=note, name=free_name(name or start.name, [s.name for s in known]))


def _with_scheme(address: str) -> str:
    from pydantic import ValidationError

    from crawler.source import ChannelEntry

    url = address if "://" in address else f"https://{address}"
    try:
        return ChannelEntry(url=url, type="listing").url
    except ValidationError as error:
        raise click.BadParameter(f"{address!r} is no address of a site", param_hint="ADDRESS") from error
