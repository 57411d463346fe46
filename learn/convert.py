"""Hand a taught writer to CTranslate2, weight by weight, in int8: `python -m learn.convert --work DIR --out DIR`.

Reads <work>/<name>.pt (the running mean of the weights) and <work>/pieces.model; writes a model folder that
`translate.rough.writer` loads.
"""

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from ctranslate2.specs import common_spec, transformer_spec

from learn.model import Attention, Feed, Layer, Shape, Writer, positions
from translate.rough.english import FUNCTION_WORDS, inflect_phrase
from translate.rough.lexicon import load_lexicon
from translate.rough.writer import FORMS


def _norm(spec: common_spec.LayerNormSpec, norm: torch.nn.LayerNorm) -> None:
    spec.gamma, spec.beta = norm.weight.detach().numpy(), norm.bias.detach().numpy()


def _linear(spec: common_spec.LinearSpec, linear: torch.nn.Linear) -> None:
    spec.weight, spec.bias = linear.weight.detach().numpy(), linear.bias.detach().numpy()


def _attention(spec: object, attention: Attention) -> None:
    _norm(spec.layer_norm, attention.layer_norm)
    for part, linear in zip(spec.linear, attention.linear, strict=True):
        _linear(part, linear)


def _feed(spec: object, feed: Feed) -> None:
    _norm(spec.layer_norm, feed.layer_norm)
    _linear(spec.linear_0, feed.linear_0)
    _linear(spec.linear_1, feed.linear_1)


def _layer(spec: object, layer: Layer) -> None:
    _attention(spec.self_attention, layer.self_attention)
    if layer.attention is not None:
        _attention(spec.attention, layer.attention)
    _feed(spec.ffn, layer.ffn)


def specification(writer: Writer, pieces: list[str]) -> transformer_spec.TransformerSpec:
    """Describe the network as CTranslate2 does; the table of pieces serves reading, writing and choosing."""
    shape = writer.shape
    spec = transformer_spec.TransformerSpec.from_config(
        (shape.readers, shape.writers),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
    )
    table, places = writer.pieces.weight.detach().numpy(), positions(shape).numpy()
    spec.encoder.embeddings[0].weight = table
    spec.decoder.embeddings.weight = table
    spec.decoder.projection.weight = table
    spec.decoder.projection.bias = np.zeros(len(table), dtype=np.float32)
    for half, layers, norm in (
        (spec.encoder, writer.readers, writer.read_norm),
        (spec.decoder, writer.writers, writer.write_norm),
    ):
        half.scale_embeddings = True
        half.position_encodings.encodings = places
        _norm(half.layer_norm, norm)
        for part, layer in zip(half.layer, layers, strict=True):
            _layer(part, layer)
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    return spec


def licence_lines(model: sentencepiece.SentencePieceProcessor) -> Iterator[str]:
    """Make the vocabulary map: pieces of a gloss, then the pieces of all its forms; what is always allowed first."""
    always = {piece for word in FUNCTION_WORDS for text in (word, word.capitalize()) for piece in _cut(model, text)}
    pieces = [model.id_to_piece(number) for number in range(model.get_piece_size())]
    always |= {piece for piece in pieces if not any(map(str.isalpha, piece)) or piece == "</s>"}
    yield "\t" + " ".join(sorted(always))
    glosses = {gloss.english for lang in ("ru", "kk") for found in load_lexicon(lang).values() for gloss in found}
    for gloss in sorted(glosses):
        forms = {inflect_phrase(gloss, form) for form in FORMS}
        forms |= {form[:1].upper() + form[1:] for form in forms}
        yield " ".join(_cut(model, gloss)) + "\t" + " ".join(sorted({p for f in forms for p in _cut(model, f)}))
    for piece in pieces:
        # names come piece by piece: what is read may be written
        if piece[0] != "<" and any(map(str.isalpha, piece)):
            yield f"{piece}\t{piece}"


def _cut(model: sentencepiece.SentencePieceProcessor, text: str) -> list[str]:
    return model.encode(text, out_type=str)


def main() -> None:
    """Convert one checkpoint."""
    parser = argparse.ArgumentParser(prog="python -m learn.convert", description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="writer")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    writer = Writer(Shape())
    writer.load_state_dict(torch.load(options.work / f"{options.name}.pt", weights_only=True)["mean"])
    writer.eval()
    model = sentencepiece.SentencePieceProcessor(model_file=str(options.work / "pieces.model"))
    spec = specification(writer, [model.id_to_piece(number) for number in range(model.get_piece_size())])
    spec.validate()
    spec.optimize(quantization="int8")
    options.out.mkdir(parents=True, exist_ok=True)
    spec.save(str(options.out))
    (options.out / "vmap.txt").write_text("\n".join(licence_lines(model)) + "\n", "utf-8")
    shutil.copy(options.work / "pieces.model", options.out / "pieces.model")


if __name__ == "__main__":
    main()
