"""What the workers made, as files: one a part of the archive, and a manifest that names them all.

Writes `<folder>/<key>.parquet` (or `.jsonl.gz` where pyarrow is not installed) and `<folder>/manifest.jsonl`; reads
them back. A file appears whole or not at all, under a name made of what it was made from: so a part that is there is
done, and a run that was killed goes on where it was. Parquet has the columns that one asks an archive for, and the
whole record beside them.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from scale.engine import ours
from scale.reading import PartRead, PartWork, Row

_ROW = TypeAdapter(list[Row], config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64"))
MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A part that was read, ready to be written: the worker packs it, so that this costs the one writer nothing."""

    key: str
    suffix: str
    content: bytes
    counts: Mapping[str, int]
    problems: tuple[str, ...]


def key_of(work: PartWork) -> str:
    """Name a part by all that its rows come from: the bytes of the file, what is wanted, the version of each step.

    The file counts by name, size and place in it; its content is not hashed, which would take as long as reading it.
    """
    part = work.part
    told = [
        part.file.name,
        part.file.stat().st_size,
        part.start,
        part.end,
        repr(work.wanted),
        bool(work.models),
        sha(work.weights or b""),
        ours(),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:20]


def sha(content: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(content).hexdigest()


def pack(key: str, read: PartRead) -> Packed:
    """Put the rows into the bytes of one file."""
    try:
        content, suffix = _parquet(read.rows), ".parquet"
    except ImportError:
        content, suffix = gzip.compress(_json_lines(read.rows), mtime=0), ".jsonl.gz"
    return Packed(key=key, suffix=suffix, content=content, counts=read.counts, problems=read.problems)


class Partitions:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def has(self, key: str) -> bool:
        """Tell whether the part is there, whole."""
        return self._find(key) is not None

    def write(self, packed: Packed, work: PartWork) -> None:
        """Write a part and its line of the manifest; both are on the disk when this returns."""
        target = self.folder / f"{packed.key}{packed.suffix}"
        unfinished = target.with_name(target.name + ".part")
        with unfinished.open("wb") as file:
            file.write(packed.content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
        part = work.part
        line = {
            "key": packed.key, "file": target.name, "sha256": hashlib.sha256(packed.content).hexdigest(),
            "warc": str(part.file), "start": part.start, "end": part.end, "counts": dict(packed.counts),
            "problems": list(packed.problems), "versions": ours(),
        }  # fmt: skip
        with (self.folder / MANIFEST).open("a", encoding="utf-8") as manifest:
            manifest.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
            manifest.flush()
            os.fsync(manifest.fileno())

    def rows(self, key: str) -> Sequence[Row]:
        """Read the rows of a part back."""
        file = self._find(key)
        if file is None:
            raise FileNotFoundError(self.folder / key)
        if file.suffix == ".gz":
            return _ROW.validate_json(
                b"[" + gzip.decompress(file.read_bytes()).replace(b"\n", b",").rstrip(b",") + b"]"
            )
        from pyarrow import parquet  # noqa: PLC0415 - a part of the extra `cluster`

        records = parquet.read_table(file, columns=["record"]).column("record").to_pylist()
        return _ROW.validate_json("[" + ",".join(records) + "]")

    def manifest(self) -> Iterator[dict[str, Any]]:
        """Yield a mapping for each part that was written; the last line may have been torn off by a kill."""
        try:
            lines = (self.folder / MANIFEST).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return
        for line in lines:
            if line.endswith("}"):
                yield json.loads(line)

    def _find(self, key: str) -> Path | None:
        for suffix in (".parquet", ".jsonl.gz"):
            if (self.folder / f"{key}{suffix}").exists():
                return self.folder / f"{key}{suffix}"
        return None


def _json_lines(rows: Sequence[Row]) -> bytes:
    return b"".join(_ROW.dump_json([row])[1:-1] + b"\n" for row in rows)


def _parquet(rows: Sequence[Row]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415 - a part of the extra `cluster`
    from pyarrow import parquet  # noqa: PLC0415

    schema = pa.schema(
        [("id", pa.string()), ("source", pa.string()), ("url", pa.string()), ("title", pa.string()),
         ("published", pa.timestamp("s", tz="UTC")), ("lang", pa.string()), ("strike", pa.bool_()),
         ("score", pa.float64()), ("kind", pa.string()), ("in_kazakhstan", pa.bool_()), ("record", pa.string())]
    )  # fmt: skip
    columns = [
        {
            "id": row.article.id, "source": row.article.source, "url": row.article.url, "title": row.article.title,
            "published": row.article.published, "lang": row.identified.lang, "strike": row.detected.strike,
            "score": row.detected.score, "kind": row.detected.kind, "in_kazakhstan": row.detected.in_kazakhstan,
            "record": _ROW.dump_json([row])[1:-1].decode(),
        }
        for row in rows
    ]  # fmt: skip
    packed = BytesIO()
    parquet.write_table(pa.Table.from_pylist(columns, schema=schema), packed, compression="zstd")
    return packed.getvalue()
