"""The learned reader: a linear model over embeddings of a few passages of an article, and over what was read there.

Nothing is learned here at run time but by `relearn`; the weights that ship are made by `python -m learn.detector`
from the phrases of `made.toml` and from sets whose licence allows it. CARD.md says which, and how well it does.
"""
