"""The writer's network: a pre-norm transformer, 4 layers reading and 2 writing, one table for all pieces.

Reads piece numbers; writes scores of the next piece. Names of the parts follow CTranslate2's specification, so
that `learn.convert` can hand the weights over one by one.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the network; 6.9 million parameters as they stand."""

    pieces: int = 9000
    width: int = 256
    heads: int = 4
    inner: int = 1024
    readers: int = 4
    writers: int = 2
    longest: int = 512
    dropout: float = 0.1


def positions(shape: Shape) -> Tensor:
    """Sinusoids (Vaswani and others, 2017), one row a position."""
    place = torch.arange(shape.longest, dtype=torch.float32)[:, None]
    rate = torch.exp(torch.arange(0, shape.width, 2) * (-math.log(10_000.0) / shape.width))[None, :]
    return torch.cat([torch.sin(place * rate), torch.cos(place * rate)], dim=1)


class Attention(nn.Module):
    """Several heads; `memory` absent means that a sentence attends to itself."""

    def __init__(self, shape: Shape, *, crossed: bool) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, shape.dropout
        self.layer_norm = nn.LayerNorm(shape.width)
        first = 1 if crossed else 3
        self.linear = nn.ModuleList([nn.Linear(shape.width, first * shape.width)])
        if crossed:
            self.linear.append(nn.Linear(shape.width, 2 * shape.width))
        self.linear.append(nn.Linear(shape.width, shape.width))

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor | None, *, causal: bool = False) -> Tensor:
        """Add to x what it attends to."""
        normed = self.layer_norm(x)
        if memory is None:
            query, key, value = self.linear[0](normed).chunk(3, -1)
        else:
            query = self.linear[0](normed)
            key, value = self.linear[1](memory).chunk(2, -1)
        split = [part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in (query, key, value)]
        found = functional.scaled_dot_product_attention(*split, attn_mask=mask, is_causal=causal)
        found = self.linear[-1](found.transpose(1, 2).flatten(-2))
        return x + functional.dropout(found, self.dropout, self.training)


class Feed(nn.Module):
    """The two linear layers after attention."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.dropout = shape.dropout
        self.layer_norm = nn.LayerNorm(shape.width)
        self.linear_0 = nn.Linear(shape.width, shape.inner)
        self.linear_1 = nn.Linear(shape.inner, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        """Add to x what it makes of itself."""
        inner = functional.relu(self.linear_0(self.layer_norm(x)))
        return x + functional.dropout(self.linear_1(inner), self.dropout, self.training)


class Layer(nn.Module):
    """One layer; `attention` (to the sentence read) only where it writes."""

    def __init__(self, shape: Shape, *, writes: bool) -> None:
        super().__init__()
        self.self_attention = Attention(shape, crossed=False)
        self.attention = Attention(shape, crossed=True) if writes else None
        self.ffn = Feed(shape)

    def forward(self, x: Tensor, memory: Tensor | None, mask: Tensor) -> Tensor:
        """One layer's step; `mask` hides the padding of what is read."""
        if self.attention is None:
            return self.ffn(self.self_attention(x, None, mask))
        x = self.self_attention(x, None, None, causal=True)
        return self.ffn(self.attention(x, memory, mask))


class Writer(nn.Module):
    """Glosses and tags in, English out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.pieces, shape.width)
        nn.init.normal_(self.pieces.weight, std=shape.width**-0.5)
        self.register_buffer("places", positions(shape), persistent=False)
        self.readers = nn.ModuleList([Layer(shape, writes=False) for _ in range(shape.readers)])
        self.writers = nn.ModuleList([Layer(shape, writes=True) for _ in range(shape.writers)])
        self.read_norm = nn.LayerNorm(shape.width)
        self.write_norm = nn.LayerNorm(shape.width)

    def _embed(self, numbers: Tensor) -> Tensor:
        x = self.pieces(numbers) * self.shape.width**0.5 + self.places[: numbers.shape[1]]
        return functional.dropout(x, self.shape.dropout, self.training)

    def forward(self, source: Tensor, target: Tensor, padding: int) -> Tensor:
        """States (batch, target length, width) that `scores` turns into pieces."""
        mask = (source != padding)[:, None, None, :]
        x = self._embed(source)
        for layer in self.readers:
            x = layer(x, None, mask)
        memory, y = self.read_norm(x), self._embed(target)
        for layer in self.writers:
            y = layer(y, memory, mask)
        return self.write_norm(y)

    def scores(self, states: Tensor) -> Tensor:
        """Scores over all pieces; the table of pieces is used both ways."""
        return functional.linear(states, self.pieces.weight)
