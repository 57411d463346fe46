"""Which readers a filter has: the rules alone, or the learned reader with the weights that ship beside them."""

from typing import TYPE_CHECKING

import click

from cli.inert import inert
from cli.options import settings

if TYPE_CHECKING:
    from analysis.learned.reader import LearnedReader

rules_only_option = click.option(
    "--rules-only", is_flag=True, help="Read with the rules alone: no embedding model, and twenty times as fast."
)


def second_reader(*, rules_only: bool) -> "LearnedReader | None":
    """Return the learned reader with the weights that ship; None, said once on standard error, where there is none."""
    if rules_only or not settings().learned:
        return None
    from analysis.embedding import NoEmbeddings, embedder
    from analysis.learned.model import NotAModel, shipped
    from analysis.learned.reader import LearnedReader

    try:
        return LearnedReader(shipped(), embedder())
    except (NoEmbeddings, NotAModel) as error:
        click.echo(inert(f"strikewatch: {error}; the rules read alone"), err=True)
        return None
