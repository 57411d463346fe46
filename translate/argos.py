"""The engine of Argos packages: argostranslate's own Package and tokenizer, CTranslate2 fed in batches.

Reads an installed package folder (metadata.json, model/, sentencepiece.model or bpe.model); writes nothing.
argostranslate translates a paragraph at a time and 32 tokens a batch; here every sentence that waits is one call.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from translate import BrokenModel
from translate.decode import BEAM, Decoder, stamp

if TYPE_CHECKING:
    from argostranslate.package import Package


class ArgosTranslator:
    """One installed Argos package. The model is loaded at the first sentence and released by `close`."""

    engine = "argos"

    def __init__(self, folder: Path, *, beam: int = BEAM, threads: int | None = None) -> None:
        """Open the package in `folder`. Raises BrokenModel."""
        self.package = open_package(folder)
        self._folder = folder
        self._decoder = Decoder(folder / "model", beam=beam, threads=threads)
        pair = f"{self.package.from_code}_{self.package.to_code}"
        self.version = "-".join([pair, self.package.package_version, stamp(folder / "model"), f"b{beam}"])
        self.languages = frozenset({self.package.from_code})
        self.quality = declared_quality(folder)

    def translate(self, sentences: Sequence[str], lang: str) -> list[str]:
        """Return the English of each sentence, in order. Raises BrokenModel."""
        if lang not in self.languages:
            raise ValueError(f"{self.version} does not read {lang!r}")
        prefix = self.package.target_prefix
        pieces = self._decoder.decode([self._encode(s) for s in sentences], [prefix] if prefix else None)
        return [self._text(tokens) for tokens in pieces]

    def close(self) -> None:
        """Release the model and the tokenizer."""
        self._decoder.close()
        self.package = open_package(self._folder)

    def _encode(self, sentence: str) -> list[str]:
        try:
            return list(self.package.tokenizer.encode(sentence))
        except (RuntimeError, OSError, ValueError, IndexError) as error:
            raise BrokenModel(tokenizer_path(self._folder), str(error)) from error

    def _text(self, tokens: list[str]) -> str:
        english = str(self.package.tokenizer.decode(tokens))
        return english.removeprefix(self.package.target_prefix).strip()


def open_package(folder: Path) -> "Package":
    """Open an installed package with argostranslate's own code. Raises BrokenModel."""
    tokenizer_path(folder)
    try:
        with _own_directories(folder.parent):
            from argostranslate.package import Package  # noqa: PLC0415 - see _own_directories
        package = Package(folder)
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BrokenModel(folder / "metadata.json", str(error)) from error
    if not package.from_code or not package.to_code:
        raise BrokenModel(folder / "metadata.json", "from_code and to_code are required")
    return package


def tokenizer_path(folder: Path) -> Path:
    """Return the tokenizer's file. Raises BrokenModel when there is none."""
    for name in ("sentencepiece.model", "bpe.model"):
        if (folder / name).is_file():
            return folder / name
    raise BrokenModel(folder / "sentencepiece.model", "the package has no tokenizer")


def declared_quality(folder: Path) -> str:
    """Return `rough` where the package says so of itself, else `neural`. Raises BrokenModel."""
    try:
        metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenModel(folder / "metadata.json", str(error)) from error
    return "rough" if metadata.get("quality") == "rough" else "neural"


@contextmanager
def _own_directories(packages: Path) -> Iterator[None]:
    """Let argostranslate make its directories beside our packages: its settings make them when they are imported."""
    names = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")
    ours = dict.fromkeys(names, str(packages.parent / "argos"))
    ours["ARGOS_PACKAGES_DIR"] = str(packages)
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
