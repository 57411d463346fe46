"""`evaluate`: measure detection on labelled articles. Reads JSON lines; prints figures and the worst errors."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import jsonlines
from cli.filters import files_argument, moment
from cli.inert import inert
from cli.jsonlines import BadLine, Record
from cli.readers import rules_only_option, second_reader

if TYPE_CHECKING:
    from analysis.evaluation import Figures, Judged, Share
    from analysis.learned.reader import LearnedReader


@click.command("evaluate", epilog="Example:\n\n  strikewatch evaluate labelled.jsonl --errors 20")
@files_argument
@click.option("--errors", type=click.IntRange(min=0), default=10, show_default=True, help="How many errors to show.")
@click.option("--headlines", is_flag=True, help="Read headlines alone, of the articles that have one.")
@rules_only_option
@click.option("--json", "as_json", is_flag=True, help="A JSON object instead of tables.")
def evaluate_command(files: Sequence[Path], errors: int, headlines: bool, rules_only: bool, as_json: bool) -> None:
    """Print recall, precision and F1 of detection on labelled articles, each language apart, with 95 % intervals.

    A line has `id`, `text` and a label: `strike` (true or false) or `kind` (strike, threat or none). `title`, `lang`
    and `published` are used where they are given. A `report` with the right values of fields, or `reports` with one for
    each strike told of, measures coding too.
    """
    from analysis.evaluation import measure, worst

    learned = second_reader(rules_only=rules_only)
    records = (one for one in jsonlines.read(files) if one.get("title") or not headlines)
    judged = list(_judged(records, learned, headlines=headlines))
    if not judged:
        raise click.ClickException("no labelled article to measure on")
    figures, wrong = measure(judged), worst(judged, errors)
    if as_json:
        told = {"articles": len(judged), "figures": list(map(_figures, figures)), "errors": list(map(_error, wrong))}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join([*_table(figures), *_fields_table(figures), *_error_lines(wrong)]))
    jsonlines.finish()


def _judged(records: Iterable[Record], learned: "LearnedReader | None", *, headlines: bool) -> "Iterator[Judged]":
    from analysis.evaluation import LabelError

    for record in records:
        try:
            yield _judge(record, learned, headlines=headlines)
        except (BadLine, LabelError) as error:
            jsonlines.complain(f"record {record['id']!r}: {error}")


def _judge(record: Record, learned: "LearnedReader | None", *, headlines: bool) -> "Judged":
    from analysis import detection, language
    from analysis.evaluation import Judged, label

    title, text = record.get("title") or "", "" if headlines else record["text"]
    found = language.identify(text or title)
    lang = record.get("lang") or found.lang
    reports = record.get("reports", [record["report"]] if record.get("report") else [])
    if not (isinstance(reports, list) and all(isinstance(one, dict) for one in reports)):
        raise BadLine("'report' is not a JSON object, or 'reports' not a list of them")
    return Judged(
        id=record["id"],
        lang=lang,
        title=title or text.strip()[:80],
        strike=label(record),
        in_kazakhstan=record.get("in_kazakhstan"),
        reports=reports,
        found=detection.detect(
            title=title,
            text=text,
            lang=lang,
            spans=found.spans,
            published=moment(record.get("published")),
            learned=learned,
        ),
    )


def _table(figures: "Sequence[Figures]") -> Iterator[str]:
    yield f"{'':4} {'recall':24} {'precision':24} {'F1':6} refused"
    for one in figures:
        f1 = "-" if one.f1 is None else f"{one.f1:.3f}"
        yield f"{inert(one.lang):4} {_share(one.recall):24} {_share(one.precision):24} {f1:6} {_share(one.refused)}"
    for one in figures:
        for what, share in (("kept in the top fifth", one.kept), ("Kazakhstan's or not", one.placed)):
            if share.told:
                yield f"{inert(one.lang):4} {what:22} {_share(share)}"


def _fields_table(figures: "Sequence[Figures]") -> Iterator[str]:
    for one in figures:
        if one.found.told:
            yield f"\n{inert(one.lang):4} strikes found      {_share(one.found)}"
            yield f"{inert(one.lang):4} spurious reports   {_share(one.spurious)}"
        for name, share in one.fields.items():
            yield f"{inert(one.lang):4} {name:18} {_share(share)}"


def _share(share: "Share") -> str:
    if share.value is None:
        return "-"
    low, high = share.interval
    return f"{share.value:.3f} [{low:.2f}, {high:.2f}] {share.right}/{share.told}"


def _error_lines(wrong: "Sequence[Judged]") -> Iterator[str]:
    if wrong:
        yield "\nWorst errors"
    for one in wrong:
        what = "missed" if one.strike else "false alarm"
        title = inert(" ".join(one.title.split()))
        yield f"  {inert(str(one.id))} {inert(one.lang)} {one.found.score:.2f} {what}: {title} ({one.found.why})"


def _figures(one: "Figures") -> Mapping[str, Any]:
    shares = {
        "recall": one.recall,
        "precision": one.precision,
        "refused": one.refused,
        "kept": one.kept,
        "placed": one.placed,
        "found": one.found,
        "spurious": one.spurious,
    }
    return {
        "lang": one.lang,
        **{name: _counted(share) for name, share in shares.items()},
        "f1": one.f1,
        "fields": {name: _counted(share) for name, share in one.fields.items()},
    }


def _counted(share: "Share") -> Mapping[str, Any]:
    return {"value": share.value, "interval": share.interval, "right": share.right, "told": share.told}


def _error(one: "Judged") -> Mapping[str, Any]:
    return {
        "id": one.id,
        "lang": one.lang,
        "title": one.title,
        "strike": one.strike,
        "score": one.found.score,
        "why": one.found.why,
    }
