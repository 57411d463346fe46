"""The engine of multilingual models converted to CTranslate2: NLLB-200, M2M-100, MADLAD-400, OPUS-MT groups.

Reads a converted model's folder (model.bin, a vocabulary, a sentencepiece model); writes nothing. The families
differ in how a sentence says which language it is and which is wanted; that is all that is told apart here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece

from translate import BrokenModel
from translate.decode import BEAM, Decoder, culprit, stamp

TOKENIZERS = (
    *("sentencepiece.model", "sentencepiece.bpe.model", "spiece.model", "spm.model", "source.spm"),
    *("flores200_sacrebleu_tokenizer_spm.model", "spm.128k.model"),
)
END = "</s>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """How a family of models is spoken to: token before the source, first token of the target, languages known."""

    name: str
    source: dict[str, str]  # language -> token put before its sentences; "" for none
    target: str  # token that the output starts with; "" for none
    proof: str  # a token that only this family's vocabulary has


FAMILIES = (
    Family(
        name="nllb",
        source={"kk": "kaz_Cyrl", "ru": "rus_Cyrl"},
        target="eng_Latn",
        proof="kaz_Cyrl",
    ),
    Family(name="m2m", source={"kk": "__kk__", "ru": "__ru__"}, target="__en__", proof="__kk__"),
    Family(name="madlad", source={"kk": "<2en>", "ru": "<2en>"}, target="", proof="<2en>"),
    Family(name="opus", source={"kk": "", "ru": ""}, target="", proof=END),  # into English only: no tokens
)


class MultilingualTranslator:
    """One multilingual model, loaded once for all the languages it is used for."""

    engine = "ctranslate"
    quality = "neural"

    def __init__(
        self, folder: Path, *, languages: Sequence[str] = (), beam: int = BEAM, threads: int | None = None
    ) -> None:
        """Open the model in `folder`; `languages` limits what it is used for (OPUS-MT). Raises BrokenModel."""
        self.family, vocabulary = recognise(folder)
        known = {lang for lang, token in self.family.source.items() if not token or token in vocabulary}
        self.languages = frozenset(languages or known) & known
        self.version = f"{folder.name}-{stamp(folder)}-b{beam}"
        self._decoder = Decoder(folder, beam=beam, threads=threads)
        self._appends_end = not _config(folder).get("add_source_eos", False)
        self._processors: tuple[Any, Any] | None = None

    def translate(self, sentences: Sequence[str], lang: str) -> list[str]:
        """Return the English of each sentence, in order. Raises BrokenModel."""
        if lang not in self.languages:
            raise ValueError(f"{self.version} does not read {lang!r}")
        source, target = self._tokenizers()
        before = [self.family.source[lang]] if self.family.source[lang] else []
        after = [END] if self._appends_end else []
        tokens = [[*before, *source.encode(sentence, out_type=str), *after] for sentence in sentences]
        prefix = [self.family.target] if self.family.target else None
        decoded = self._decoder.decode(tokens, prefix)
        return [str(target.decode([t for t in out if t not in {self.family.target, END}])).strip() for out in decoded]

    def close(self) -> None:
        """Release the model and the tokenizer."""
        self._decoder.close()
        self._processors = None

    def _tokenizers(self) -> tuple[Any, Any]:
        if self._processors is None:
            folder = self._decoder.folder
            source = _processor(tokenizer_path(folder))
            both = (folder / "source.spm").is_file() and (folder / "target.spm").is_file()
            self._processors = (source, _processor(folder / "target.spm") if both else source)
        return self._processors


def recognise(folder: Path) -> tuple[Family, frozenset[str]]:
    """Return the family of the model in `folder` and its source vocabulary. Raises BrokenModel."""
    tokenizer_path(folder)
    vocabulary = _vocabulary(folder)
    for family in FAMILIES:
        if family.proof in vocabulary:
            return family, vocabulary
    raise BrokenModel(folder, "not a model of a known family: " + ", ".join(family.name for family in FAMILIES))


def tokenizer_path(folder: Path) -> Path:
    """Return the sentencepiece model's file. Raises BrokenModel when there is none."""
    for name in TOKENIZERS:
        if (folder / name).is_file():
            return folder / name
    raise BrokenModel(folder / TOKENIZERS[0], f"no tokenizer; one of {', '.join(TOKENIZERS)} is needed")


def _processor(path: Path) -> Any:
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (RuntimeError, OSError) as error:
        raise BrokenModel(path, str(error)) from error


def _vocabulary(folder: Path) -> frozenset[str]:
    for stem in ("shared_vocabulary", "source_vocabulary"):
        for path in (folder / f"{stem}.json", folder / f"{stem}.txt"):
            if path.is_file():
                return frozenset(_tokens(path))
    raise BrokenModel(folder / "shared_vocabulary.json", "the file is missing")


def _tokens(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
        return [str(token) for token in json.loads(text)] if path.suffix == ".json" else text.splitlines()
    except (OSError, ValueError) as error:
        raise BrokenModel(path, str(error)) from error


def _config(folder: Path) -> dict[str, Any]:
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenModel(culprit(folder), str(error)) from error
    return config if isinstance(config, dict) else {}
