"""Which readers a night, a command or the desk has: the rules, and beside them the weights in use.

Reads the table model and the weights that ship; writes nothing.
"""

from analysis.embedding import NoEmbeddings, embedder
from analysis.learned.model import Model, NotAModel, from_bytes, shipped
from analysis.learned.reader import LearnedReader
from config import Settings
from store import learned
from store.database import Store


def reader(store: Store, settings: Settings) -> LearnedReader | None:
    """Return the learned reader with the weights in use; None where it is switched off or no embeddings are there."""
    return with_reason(store, settings)[0]


def with_reason(store: Store, settings: Settings) -> tuple[LearnedReader | None, str]:
    """Return the learned reader with the weights in use, or None and why there is none."""
    if not settings.learned:
        return None, "the setting `learned` is off: the rules read alone"
    try:
        return LearnedReader(model(store), embedder()), ""
    except (NoEmbeddings, NotAModel) as error:
        return None, f"{error}; the rules read alone"


def model(store: Store) -> Model:
    """Return the weights in use: the last refit that stands, or those that ship. Raises NotAModel."""
    base = shipped()
    found = learned.current(store, base.version)
    return base if found is None or found.weights is None else from_bytes(found.weights)
