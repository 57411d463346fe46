"""The reading steps as filters over JSON lines, so that anyone can measure them on data of their own.

In: one JSON object a line with at least `id` and `text` (optional `title`, `lang`, `url`, `published`), from files or
standard input. Out: the same `id` first, then what the step found; every other key passes through. A bad line is
named with its number on standard error and left out; the exit status is then 1.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli import jsonlines
from cli.inert import inert
from cli.jsonlines import BadLine, Record
from cli.readers import rules_only_option, second_reader

if TYPE_CHECKING:
    from analysis.coding import Report
    from analysis.language import Identification
    from translate import Article, Translation
    from translate.articles import Refusal

files_argument = click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path, allow_dash=True))


def declared(name: str, example: str, output: str) -> Callable[[Callable[..., None]], click.Command]:
    """Declare a filter: its name, an example line in and out, and the files that it reads."""
    epilog = f"\b\nExample:\n  $ echo '{example}' | strikewatch {name}\n  {output}"
    return click.command(f"{name}", epilog=epilog)


@declared("identify", '{"id": 1, "text": "Жұмысшылар жалақы талап етті"}', '{"id": 1, "lang": "kk", ...}')
@files_argument
def identify_command(files: Sequence[Path]) -> None:
    """Say the language (ISO 639-1 or und), script, confidence and, for mixed text, the spans of each text."""
    from analysis import language

    def step(record: Record) -> Mapping[str, Any]:
        return asdict(language.identify(record["text"] or record.get("title") or ""))

    jsonlines.each(files, step)


@declared("detect", '{"id": 1, "text": "Мұнайшылар жұмысқа шықпай қойды"}', '{"id": 1, "strike": true, "score": ...}')
@files_argument
@click.option("--explain", is_flag=True, help="Show the evidence on standard error as well, to try out a new word.")
@rules_only_option
def detect_command(files: Sequence[Path], explain: bool, rules_only: bool) -> None:
    """Say whether each text tells of a strike or a threat of one: strike, score, evidence, reports.

    The language is `lang` where it is given, else it is identified. Evidence has start, end, text and reason; `field`
    says whether the offsets are into `text` or into `title`.
    """
    from analysis import detection, language

    learned = second_reader(rules_only=rules_only)

    def step(record: Record) -> Mapping[str, Any]:
        found = language.identify(record["text"] or record.get("title") or "")
        verdict = detection.detect(
            title=record.get("title") or "",
            text=record["text"],
            lang=_lang(record, found),
            spans=found.spans,
            published=moment(record.get("published")),
            learned=learned,
        )
        if explain:
            _explain(record, verdict.evidence)
            for number, report in enumerate(verdict.reports):
                _explain_report(record, number, report)
        return asdict(verdict)

    jsonlines.each(files, step)


def _lang(record: Record, found: "Identification") -> str:
    """Return the language that the record claims, `ru` for `ru-RU`, unless its letters belie it; else what was found.

    A text in Cyrillic is no English, whatever its tag says: put down as English it would count as translated.
    """
    claimed = str(record.get("lang") or "").replace("_", "-").split("-")[0].lower()
    letters = {"en": "Latn", "ru": "Cyrl"}.get(claimed, found.script)
    return claimed if claimed not in ("", "und") and found.script in (letters, "Zyyy") else found.lang


def _explain(record: Record, evidence: Sequence[Any]) -> None:
    for one in evidence:
        told = f"{record['id']}: {one.field} {one.start}-{one.end} «{one.text}»: {one.reason}"
        click.echo(inert(told), err=True)


def _explain_report(record: Record, number: int, report: "Report") -> None:
    """Show each coded value of a report with the words that give it."""
    for one in report.evidence:
        value = getattr(report, one.supports)
        told = ", ".join(map(str, value)) if isinstance(value, tuple) else value
        shown = (
            f"{record['id']}: report {number} {one.supports} = {told}: {one.start}-{one.end} «{one.text}»: {one.reason}"
        )
        click.echo(inert(shown), err=True)


def moment(text: str | None) -> datetime | None:
    """Read an ISO 8601 time, a bare date included, or a feed's; without a zone it counts as UTC. Raises BadLine."""
    if not (text := (text or "").strip()):
        return None
    told = _read_moment(datetime.fromisoformat, text) or _read_moment(parsedate_to_datetime, text)
    if told is None:
        raise BadLine(f"'published' is no ISO 8601 time: {text!r}")
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _read_moment(reader: Callable[[str], datetime], text: str) -> datetime | None:
    try:
        return reader(text)
    except ValueError:
        return None


@declared("translate", '{"id": 1, "text": "Кеншілер ереуілге шықты."}', '{"id": 1, "english": ..., "engine": ..., ...}')
@files_argument
@click.option("--models", type=click.Path(file_okay=False, path_type=Path), help="The folder of installed models.")
def translate_command(files: Sequence[Path], models: Path | None) -> None:
    """Put each text into English: english, engine, quality, and warnings where a number or name went missing.

    The best installed model of a language is used, else the rough translator that ships. `lang` is used where it is
    given, else it is identified. A text that nothing can translate has english null and `waiting_for` says why.
    """
    from cli.options import settings
    from translate.articles import translate_articles
    from translate.batching import DictMemory
    from translate.choices import advise
    from translate.choose import choose

    chosen = settings(models=models)
    translators = choose(chosen.models_folder, rough=chosen.rough)
    waiting: deque[Record] = deque()
    articles = _articles(jsonlines.read(files), waiting)
    for one in translate_articles(articles, translators, DictMemory(), advice=advise):
        record = waiting.popleft()
        jsonlines.write(jsonlines.joined(record, _translated(one)))
    jsonlines.finish()


def _articles(records: Iterable[Record], waiting: "deque[Record]") -> "Iterator[Article]":
    """Yield what is to be translated, and keep the records beside it in the same order."""
    from analysis import language
    from translate import Article

    for record in records:
        found = language.identify(record["text"] or record.get("title") or "")
        lang = _lang(record, found)
        spans = found.spans if lang == found.lang else ()
        title = record.get("title") or ""
        waiting.append(record)
        yield Article(
            id=str(record["id"]), title=title, text=record["text"], lang=lang, script=found.script, spans=spans
        )


def _translated(one: "Translation | Refusal") -> Mapping[str, Any]:
    from translate.articles import Refusal

    if isinstance(one, Refusal):
        return {"english": None, "engine": None, "quality": None, "waiting_for": str(one.error)}
    return {
        "english": one.english,
        "english_title": one.english_title or None,
        "engine": f"{one.engine} {one.version}",
        "quality": one.quality,
        "warnings": list(one.warnings),
    }
