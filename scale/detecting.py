"""The readers on a worker: the rules, and beside them the weights that came with the work. Writes nothing.

The embedding model of 90 MB is loaded once a process; the weights, a few kilobytes, travel with each piece, so that
every worker reads with those of the store that asked.
"""

from functools import cache

from analysis.embedding import embedder
from analysis.learned.model import from_bytes
from analysis.learned.reader import LearnedReader


@cache
def learned_reader(weights: bytes | None) -> LearnedReader | None:
    """Return the learned reader with these weights; None for none. Raises NoEmbeddings where the model is missing."""
    return None if weights is None else LearnedReader(from_bytes(weights), embedder())
