"""`merge`: another strikewatch's store and archive into this one. Exit status: 0 it worked, 1 it did not."""

import filecmp
import shutil
from pathlib import Path

import click

from cli.again import watched_option, watching
from cli.options import db_option, opened, plain_errors, settings


@click.command(
    "merge",
    epilog="""\b
Examples:
  strikewatch merge /backup/laptop.db
  for store in shard-*.db; do strikewatch merge $store; done""",
)
@click.argument("other", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@db_option
@click.option("--archive", type=click.Path(file_okay=False, path_type=Path),
              help="Where its raw pages lie [default: archive/ beside OTHER].")  # fmt: skip
@watched_option
@plain_errors()
def merge_command(other: Path, db: Path | None, archive: Path | None, watched: bool | None) -> None:
    """Join the store OTHER into this one: articles, English, reviews, events, mail, runs, raw pages.

    OTHER is only read. Nothing comes twice: merging again, or after an interruption, changes nothing. Duplicates and
    stories across both are found by the next night.
    """
    from store.joining import count, join

    chosen = settings(db=db)
    with opened(chosen.db, create=True) as store:
        renamed = _copy(archive or other.parent / "archive", chosen.archive_folder)
        with watching(watched).step("merge", count(other)) as advance:
            done = join(store, other, renamed=renamed, progress=advance)
    click.echo(", ".join(f"{name} {number}" for name, number in done.items()))


def _copy(theirs: Path, ours: Path) -> dict[str, str]:
    """Copy the raw pages that are not here; return the files that had to be renamed, a name taken by another."""
    renamed = {}
    for file in sorted(theirs.rglob("*.warc.gz")) if theirs.is_dir() and theirs.resolve() != ours.resolve() else ():
        name = file.relative_to(theirs)
        target, number = ours / name, 0
        while target.exists() and not filecmp.cmp(file, target, shallow=False):
            number += 1
            target = ours / name.with_name(f"{number}-{name.name}")
        if number:
            renamed[name.as_posix()] = target.relative_to(ours).as_posix()
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(f".{target.name}.part")
            shutil.copyfile(file, unfinished)
            unfinished.replace(target)
    return renamed
