"""`learn`: refit the learned reader on what curators decided, or go back. Reads reviews; writes model."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.options import Problem, db_option, json_option, opened, plain_errors, settings

if TYPE_CHECKING:
    from analysis.relearning import Score, Trial
    from store.database import Store


@click.command(
    "learn",
    epilog="""\b
Examples:
  strikewatch learn --dry-run      what would change, and whether it is better
  strikewatch learn                keep the new weights if they are better
  strikewatch learn --back         use the weights before the last ones again""",
)
@db_option
@json_option
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--back", is_flag=True, help="Withdraw the weights in use; those before them are used again.")
@plain_errors()
def learn_command(db: Path | None, as_json: bool, dry_run: bool, back: bool) -> None:
    """Refit the learned reader on what curators accepted and rejected; keep it only if it is better.

    Better means: on past reviews (each fifth judged by a fit on the others), and not worse on a fixed set of made
    articles. New weights make every article due for detection on the next night.
    """
    if dry_run and back:
        raise click.UsageError("--dry-run and --back do not go together")
    with opened(settings(db=db).db) as store:
        if back:
            click.echo(_back(store))
            return
        trial, lines = _learn(store, dry_run=dry_run)
    if as_json:
        from steps.learning import figures

        click.echo(json.dumps({"better": trial.better, "kept": trial.better and not dry_run, **figures(trial)}))
    else:
        click.echo("\n".join(lines))


def _learn(store: "Store", *, dry_run: bool) -> "tuple[Trial, list[str]]":
    from steps.learning import NothingLearned, keep, told, try_out

    try:
        trial = try_out(store)
    except NothingLearned as error:
        raise Problem(f"nothing is learned: {error}") from error
    lines = [*_figures(trial), *told(store, trial), _outcome(trial, dry_run=dry_run)]
    if not dry_run:
        keep(store, trial, datetime.now(UTC))
    return trial, lines


def _back(store: "Store") -> str:
    from analysis.learned.model import shipped
    from steps.readers import model
    from store import learned

    found = learned.withdraw(store, shipped().version, datetime.now(UTC))
    if found is None:
        raise Problem("the weights that ship are in use: there is nothing to go back to")
    return f"withdrew {found.version} of {found.made:%Y-%m-%d}; {model(store).version} is in use"


def _figures(trial: "Trial") -> Iterator[str]:
    yield f"{trial.reviews} reviewed articles {'':12} log-loss   recall  precision"
    for what, one in (
        ("past reviews, before", trial.before),
        ("past reviews, after", trial.after),
        ("fixed set, before", trial.fixed_before),
        ("fixed set, after", trial.fixed_after),
    ):
        yield f"  {what:32} {_score(one)}"


def _score(one: "Score") -> str:
    return f"{one.loss:7.3f}  {one.recall:7.3f}  {one.precision:9.3f}"


def _outcome(trial: "Trial", *, dry_run: bool) -> str:
    if not trial.better:
        return f"not kept: {trial.why}"
    return f"{'would be' if dry_run else 'is'} in use: {trial.model.version}"
