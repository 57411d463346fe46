"""From WARC archives to the store: parts are read by an engine, written as files, and merged by one writer.

Reads WARC files; writes partitions beside the database, and the store. Killed anywhere and started again it goes on:
a part whose file is there is not read again, one that is merged changes nothing. What it brings is of the origin
"backfill", which no digest tells as news.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from crawler.warc import WarcError, parts
from scale.engine import Engine
from scale.merging import merge_part
from scale.partitions import Packed, Partitions, key_of, pack
from scale.reading import PartWork, read_part
from scale.translating import Models
from scale.wanted import Wanted
from store.database import Store


@dataclass(slots=True, kw_only=True)
class Backfilled:
    """What a run did: parts read, known from before and failed; counts of pages; what was wrong, by file and page."""

    read: int = 0
    known: int = 0
    failed: int = 0
    new: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def plan(
    files: Sequence[Path],
    wanted: Wanted,
    models: Models | None,
    *,
    weights: bytes | None = None,
    size: int | None = None,
) -> Iterator[PartWork]:
    """Yield the parts of the files in order. Raises WarcError at the first file that is none."""
    for file in files:
        for part in parts(file.resolve(), size):
            yield PartWork(part=part, wanted=wanted, models=models, weights=weights)


def backfill(
    store: Store,
    engine: Engine,
    works: Sequence[PartWork],
    folder: Path,
    *,
    clock: Callable[[], datetime],
    progress: Callable[[int], None] = lambda _: None,
) -> Backfilled:
    """Read what is not yet there, and merge all of it. Raises EngineLost; what was read before is kept."""
    done = Backfilled()
    partitions = Partitions(folder)
    keys = {key_of(work): work for work in works}
    lacking = [(key, work) for key, work in keys.items() if not partitions.has(key)]
    done.known = len(keys) - len(lacking)
    progress(done.known)
    for key in [key for key in keys if partitions.has(key)]:
        done.new += merge_part(store, key, partitions.rows(key), now=clock())
    for ended in engine.spread(read_and_pack, lacking):
        key, work = ended.piece
        if ended.made is None:
            done.failed += 1
            done.problems.append(f"{work.part.file} from byte {work.part.start}: {ended.error}")
        else:
            partitions.write(ended.made, work)
            done.new += merge_part(store, key, partitions.rows(key), now=clock())
            done.read += 1
            done.counts.update(ended.made.counts)
            done.problems += ended.made.problems
        progress(1)
    return done


def read_and_pack(piece: tuple[str, PartWork]) -> Packed:
    """Read a part and pack its rows, on a worker."""
    key, work = piece
    return pack(key, read_part(work))


__all__ = ["Backfilled", "WarcError", "backfill", "plan"]
