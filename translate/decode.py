"""CTranslate2 behind one class: load once, decode many, release.

Reads a converted model folder; writes nothing. Both engines that run neural models use it, so that batching, threads
and the error for a damaged file are decided in one place.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

import ctranslate2

from translate import BrokenModel

# argostranslate's own is 4; 2 takes half the processor time (docs/translation.md, with what is not measured there).
BEAM = 2
# Tokens in one batch of the decoder. With 128, 256, 512 and 1,024 it wrote 9.9, 11.3, 13.0 and 12.8 sentences a
# processor second and needed 25, 55, 100 and 195 MB beside a model of 92: the logits of a batch are as
# wide as the vocabulary.
BATCH_TOKENS = 128
LENGTH_PENALTY = 0.2  # argostranslate's own
# What CTranslate2 raises on damaged weights: IndexError for a missing variable, MemoryError for an absurd size.
DAMAGED = (RuntimeError, ValueError, OSError, IndexError, MemoryError)
MEGABYTE = 1 << 20


class Decoder:
    """A CTranslate2 sequence-to-sequence model that is loaded at the first batch."""

    def __init__(self, folder: Path, *, beam: int = BEAM, threads: int | None = None) -> None:
        self.folder = folder
        self.beam = beam
        # One single-threaded worker a core: batches run side by side and no thread waits for another at a barrier.
        self.threads = threads or len(os.sched_getaffinity(0))
        self._model: ctranslate2.Translator | None = None

    def decode(
        self, sources: Sequence[Sequence[str]], prefix: Sequence[str] | None = None, max_length: int = 256
    ) -> list[list[str]]:
        """Return the target tokens of each tokenised source. Raises BrokenModel."""
        try:
            results = self._loaded().translate_batch(
                list(sources),
                target_prefix=[list(prefix)] * len(sources) if prefix else None,
                replace_unknowns=True,
                max_batch_size=BATCH_TOKENS,
                batch_type="tokens",
                beam_size=self.beam,
                length_penalty=LENGTH_PENALTY,
                max_decoding_length=max_length,
            )
        except DAMAGED as error:
            raise BrokenModel(self.folder / "model.bin", f"decoding failed: {error}") from error
        return [result.hypotheses[0] for result in results]

    def close(self) -> None:
        """Release the model."""
        self._model = None

    def _loaded(self) -> ctranslate2.Translator:
        if self._model is None:
            path = self.folder / "model.bin"
            if not path.is_file():
                raise BrokenModel(path, "the file is missing")
            try:
                self._model = ctranslate2.Translator(
                    str(self.folder), device="cpu", inter_threads=self.threads, intra_threads=1
                )
            except DAMAGED as error:
                raise BrokenModel(culprit(self.folder), str(error)) from error
        return self._model


def culprit(folder: Path) -> Path:
    """Return the file that is most likely to blame for a model that does not load."""
    vocabularies = sorted(folder.glob("*vocabulary.*"))
    if not vocabularies:
        return folder / "shared_vocabulary.json"
    for path in [folder / "config.json", *(path for path in vocabularies if path.suffix == ".json")]:
        try:
            json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return path
    return folder / "model.bin"


def stamp(folder: Path) -> str:
    """Return eight hex digits that tell this model from others of its name: size, first and last megabyte."""
    path = folder / "model.bin"
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            digest = hashlib.sha256(f"{size} ".encode() + file.read(MEGABYTE))
            file.seek(max(0, size - MEGABYTE))
            digest.update(file.read())
    except OSError as error:
        raise BrokenModel(path, error.strerror or str(error)) from error
    return digest.hexdigest()[:8]
