"""A small real Argos package of our own making, so that tests run the true loading and decoding code.

    python -m translate.tiny FOLDER

Reads tiny_words.toml, which was written for this; writes tiny-kk_en.argosmodel and tiny-ru_en.argosmodel, the same
bytes each time. Inside is a true CTranslate2 transformer with a true sentencepiece model, whose weights are set by hand
instead of learned: it translates the words that it knows, in place, and spells all others in Latin letters.

How the weights do it. Every piece has a random code of +1 and -1, every position another. The decoder's query at step t
is the code of position t, the keys are the position codes of the source, so step t looks at source piece t; the value
is that piece's code, and the projection gives each English piece the codes of the pieces it translates.
"""

import io
import json
import sys
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt
import sentencepiece
from ctranslate2.specs import TransformerSpec

Floats = npt.NDArray[np.float32]
SPECIAL = ("<unk>", "<s>", "</s>")
POSITIONS = 512
# Sharpness of attention and of the output: with random codes of 64 signs two positions agree in at most 50 of 64, and
# this makes the right one e^20 times likelier all the same.
SHARP = 12.0
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same bytes on any day


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Size of the model; the default is about as small as the codes allow, a benchmark can ask for Argos's own."""

    layers: int = 1
    heads: int = 1
    width: int = 256
    hidden: int = 8
    position_width: int = 64  # the last so many numbers of `width` hold the position
    quantization: str | None = None

    @property
    def token_width(self) -> int:
        """Numbers of `width` that hold the piece."""
        return self.width - self.position_width


def pairs(lang: str) -> dict[str, str]:
    """Return source piece -> English piece for the words and letters of tiny_words.toml, capitals included."""
    words: dict[str, dict[str, str]] = tomllib.loads(
        Path(__file__).with_name("tiny_words.toml").read_text(encoding="utf-8")
    )
    letters: dict[str, str] = {}
    for source, english in words["letters"].items():
        letters |= dict(zip(source, english, strict=True)) if len(source) > 1 else {source: english}
    letters |= {source.upper(): english.capitalize() for source, english in letters.items()}
    known: dict[str, str] = {}
    for source, english in words[lang].items():
        piece = english.replace(" ", "▁")
        known |= {f"▁{source}": f"▁{piece}", f"▁{source.capitalize()}": f"▁{piece[0].upper()}{piece[1:]}"}
    return letters | known


def write_package(path: Path, lang: str, known: Mapping[str, str], shape: Shape, **metadata: Any) -> Path:
    """Write the .argosmodel that translates `lang` by `known`; returns its path. Same bytes for same arguments."""
    tokenizer = train_tokenizer(known)
    names = {"kk": "Kazakh", "ru": "Russian"}
    described = {
        "package_version": "1.0", "argos_version": "1.9", "from_code": lang, "from_name": names[lang],
        "to_code": "en", "to_name": "English", "type": "translate",
    } | metadata  # fmt: skip
    readme = "Made by strikewatch for tests: translates a few words in place and spells the rest. Not for readers.\n"
    root = path.stem.replace("-", "_")
    with TemporaryDirectory() as folder, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        write_model(Path(folder), tokenizer, known, shape)
        parts = {f"model/{file.name}": file.read_bytes() for file in sorted(Path(folder).iterdir())}
        parts |= {"sentencepiece.model": tokenizer, "README.md": readme.encode()}
        parts["metadata.json"] = json.dumps(described, indent=2, ensure_ascii=False).encode()
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(f"{root}/{name}", _ZIP_DATE), content, zipfile.ZIP_DEFLATED)
    return path


def train_tokenizer(known: Mapping[str, str]) -> bytes:
    """Return a sentencepiece model whose pieces are the words of `known` and single characters."""
    symbols = sorted({piece for pair in known.items() for piece in pair if len(piece) > 1})
    characters = sorted({char for pair in known.items() for piece in pair for char in piece} - {"▁"})
    ascii_printable = [chr(code) for code in range(33, 127)]
    more = list("«»“”’—–…№₸")
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        # Full stops between, so that no two characters are taken for one of the symbols.
        sentence_iterator=iter([".".join([*characters, *ascii_printable, *more])]),
        model_writer=written,
        model_type="char",
        vocab_size=len(symbols) + len(characters) + 200,
        hard_vocab_limit=False,
        user_defined_symbols=symbols,
        character_coverage=1.0,
        normalization_rule_name="identity",
        minloglevel=2,
    )
    return written.getvalue()


def write_model(folder: Path, tokenizer: bytes, known: Mapping[str, str], shape: Shape) -> None:
    """Write the CTranslate2 model that turns each piece into what `known` says, into `folder`."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=tokenizer)
    pieces = [processor.id_to_piece(index) for index in range(processor.get_piece_size())]
    assert tuple(pieces[: len(SPECIAL)]) == SPECIAL
    codes = _signs(len(pieces), shape.token_width, seed=1)
    spec = TransformerSpec.from_config(shape.layers, shape.heads)
    _set_encoder(spec.encoder, codes, shape)
    _set_decoder(spec.decoder, codes, _targets(pieces, known), shape)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True  # what step n finds after the n pieces of the source, and ends at
    spec.validate()
    spec.optimize(quantization=shape.quantization)
    spec.save(str(folder))


def _targets(pieces: list[str], known: Mapping[str, str]) -> list[int]:
    """Return for each source piece the number of the English piece that it becomes; itself where none is known."""
    numbers = {piece: number for number, piece in enumerate(pieces)}
    return [numbers.get(known.get(piece, piece), 0) for piece in pieces]


def _signs(rows: int, columns: int, *, seed: int) -> Floats:
    drawn = np.random.default_rng(seed).integers(0, 2, (rows, columns))
    return (2 * drawn - 1).astype(np.float32)


def _zeros(*shape: int) -> Floats:
    return np.zeros(shape, np.float32)


def _positions(shape: Shape) -> Floats:
    encodings = _zeros(POSITIONS, shape.width)
    encodings[:, shape.token_width :] = _signs(POSITIONS, shape.position_width, seed=2)
    return encodings


def _set_encoder(encoder: Any, codes: Floats, shape: Shape) -> None:
    """Give pieces their codes and positions theirs; the layers add nothing."""
    encoder.scale_embeddings = False
    encoder.position_encodings.encodings = _positions(shape)
    embeddings = _zeros(len(codes), shape.width)
    embeddings[:, : shape.token_width] = codes
    encoder.embeddings[0].weight = embeddings
    _set_norm(encoder.layer_norm, shape)
    for layer in encoder.layer:
        _silence(layer.self_attention, [3 * shape.width, shape.width], shape)
        _silence_feed_forward(layer.ffn, shape)


def _set_decoder(decoder: Any, codes: Floats, targets: list[int], shape: Shape) -> None:
    """Make the first layer fetch the source piece of the position; what was written before does not matter."""
    decoder.scale_embeddings = False
    decoder.position_encodings.encodings = _positions(shape)
    decoder.embeddings.weight = _zeros(len(codes), shape.width)
    _set_norm(decoder.layer_norm, shape)
    for layer in decoder.layer:
        _silence(layer.self_attention, [3 * shape.width, shape.width], shape)
        _silence(layer.attention, [shape.width, 2 * shape.width, shape.width], shape)
        _silence_feed_forward(layer.ffn, shape)
    _look_at_own_position(decoder.layer[0].attention, shape)
    projection = _zeros(len(codes), shape.width)
    for target, code in zip(targets, codes, strict=True):
        projection[target, : shape.token_width] += code
    decoder.projection.weight = projection


def _look_at_own_position(attention: Any, shape: Shape) -> None:
    """Each head compares the query's position with the keys', and brings its share of the piece's code."""
    eye = np.eye(shape.width, dtype=np.float32)
    head_width = shape.width // shape.heads
    chosen = shape.token_width + np.arange(shape.width) % head_width % shape.position_width
    used = np.arange(shape.width) % head_width < shape.position_width
    by_position = eye[chosen] * used[:, None]
    tokens_only = eye * (np.arange(shape.width) < shape.token_width)
    attention.linear[0].weight = (SHARP * by_position).astype(np.float32)
    attention.linear[1].weight = np.concatenate([by_position, tokens_only]).astype(np.float32)
    attention.linear[2].weight = tokens_only.astype(np.float32)


def _silence(attention: Any, rows: list[int], shape: Shape) -> None:
    _set_norm(attention.layer_norm, shape)
    for linear, count in zip(attention.linear, rows, strict=True):
        linear.weight, linear.bias = _zeros(count, shape.width), _zeros(count)


def _silence_feed_forward(ffn: Any, shape: Shape) -> None:
    _set_norm(ffn.layer_norm, shape)
    ffn.linear_0.weight, ffn.linear_0.bias = _zeros(shape.hidden, shape.width), _zeros(shape.hidden)
    ffn.linear_1.weight, ffn.linear_1.bias = _zeros(shape.width, shape.hidden), _zeros(shape.width)


def _set_norm(norm: Any, shape: Shape) -> None:
    norm.gamma, norm.beta = np.ones(shape.width, np.float32), _zeros(shape.width)


def main(folder: Path) -> None:
    """Write both packages into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for lang in ("kk", "ru"):
        write_package(folder / f"tiny-{lang}_en.argosmodel", lang, pairs(lang), Shape())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
