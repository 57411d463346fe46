"""A file from an address to the disk: resumed where it broke off, hashed, and never half there under its own name.

Reads an http(s) address or a local path; writes the file, and beside it, until it is whole, `NAME.part` with what came
so far and `NAME.part.json` with what it is a part of.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import requests

from translate.archive import PackageError

Progress = Callable[[int, int | None], None]  # bytes so far, bytes in all where known
CHUNK = 1 << 12  # bytes; small, since what came of a piece before the connection broke is lost
TRIES = 5  # times an address is gone on with after it broke off
TIMEOUT = (10, 60)  # seconds: to connect, and between two pieces
PAUSE = 1.0  # seconds before the second try, doubled each time
# Of each group at least one must be there.
MODEL_FILES = (
    ("config.json",),
    ("shared_vocabulary.json", "shared_vocabulary.txt", "source_vocabulary.json", "target_vocabulary.json"),
    (
        "sentencepiece.model",
        "sentencepiece.bpe.model",
        "spiece.model",
        "spm.model",
        "source.spm",
        "target.spm",
    ),
    ("model.bin",),
)


class DownloadFailed(PackageError):
    """None of the addresses gave the whole file."""


class _Partial(Exception):
    """The connection ended before the file did."""


def nothing(_done: int, _total: int | None) -> None:
    """Be the progress callback of those who do not watch."""


def fetch(links: Sequence[str], target: Path, *, progress: Progress = nothing, pause: float = PAUSE) -> str:
    """Bring the first of `links` that answers to `target` and return its SHA-256. Raises DownloadFailed.

    A link is an http(s) address or a path. What an earlier call left in `target.part` is gone on with where the server
    still has the same file, by its ETag or date.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    failures = []
    for link in links:
        try:
            part = _fetch_one(link, target, progress, pause)
        except (OSError, _Partial, PackageError) as error:  # requests' own errors are OSErrors
            failures.append(f"{link}: {error}")
            continue
        digest = sha256(part)
        part.replace(target)
        _state_path(target).unlink(missing_ok=True)
        return digest
    raise DownloadFailed("cannot download: " + "; ".join(failures or ["no address is given"]))


def fetch_folder(address: str, into: Path, progress: Progress = nothing) -> Path:
    """Bring the files of a converted multilingual model from a web folder; resumed like `fetch`. Raises DownloadFailed.

    A web folder cannot be listed, so the names that a converted model can have are asked for. The model comes last.
    """
    folder = into / (urlsplit(address).path.rstrip("/").rsplit("/", 1)[-1] or "model")
    for wanted in MODEL_FILES:
        missing = 0
        for name in wanted:
            try:
                if not (folder / name).is_file():
                    fetch([address + name], folder / name, progress=progress)
            except DownloadFailed:
                missing += 1
        if missing == len(wanted):
            raise DownloadFailed(f"{address} has none of {', '.join(wanted)}")
    return folder


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def is_web(link: str) -> bool:
    """Tell an http(s) address from a path."""
    return urlsplit(link).scheme in {"http", "https"}


def _fetch_one(link: str, target: Path, progress: Progress, pause: float) -> Path:
    part = target.with_name(target.name + ".part")
    if not is_web(link):
        shutil.copyfile(link, part)
        progress(part.stat().st_size, part.stat().st_size)
        return part
    for attempt in range(TRIES):
        try:
            _go_on(link, part, target, progress)
        except (
            requests.ConnectionError,
            requests.Timeout,
            _Partial,
            requests.exceptions.ChunkedEncodingError,
        ):
            if attempt == TRIES - 1:
                raise
            time.sleep(pause * 2**attempt)
        else:
            return part
    raise AssertionError("the last try returns or raises")


def _go_on(link: str, part: Path, target: Path, progress: Progress) -> None:
    """Ask for what is missing and append it; ask for all where the server has another file by now."""
    done, tag = _so_far(link, part, target)
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={done}-", "If-Range": tag} if done else {})
    with requests.get(link, headers=headers, stream=True, timeout=TIMEOUT) as answer:
        if answer.status_code == requests.codes.requested_range_not_satisfiable:
            part.unlink()
            raise _Partial("the part that is here does not fit the file that is there")
        answer.raise_for_status()
        if answer.status_code != requests.codes.partial_content:
            done = 0
        total = _total(answer, done)
        tag = answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""
        _state_path(target).write_text(json.dumps({"link": link, "tag": tag}), encoding="utf-8")
        with part.open("ab" if done else "wb") as file:
            for chunk in answer.iter_content(CHUNK):
                file.write(chunk)
                done += len(chunk)
                progress(done, total)
    if total is not None and done != total:
        raise _Partial(f"{done} of {total} bytes came")


def _so_far(link: str, part: Path, target: Path) -> tuple[int, str]:
    """Return how many bytes of this very link are here and what the server called that version; 0 for none."""
    try:
        state = json.loads(_state_path(target).read_text(encoding="utf-8"))
        done = part.stat().st_size
    except (OSError, ValueError):
        return 0, ""
    # A weak ETag does not vouch for bytes (RFC 9110, 13.1.5), and without any nothing does.
    same = state.get("link") == link and state.get("tag") and not str(state["tag"]).startswith("W/")
    return (done, str(state["tag"])) if same else (0, "")


def _total(answer: requests.Response, done: int) -> int | None:
    length = answer.headers.get("Content-Length", "")
    return done + int(length) if length.isdigit() else None


def _state_path(target: Path) -> Path:
    return target.with_name(target.name + ".part.json")
