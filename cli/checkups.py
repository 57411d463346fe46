"""How the doctor's findings look on a terminal. Reads verdicts; writes text through rich."""

import difflib
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.tables import safe
from crawler.doctor.discovery import Found
from crawler.doctor.records import Checkup, Judged

OPENING = 120


def checkup_table(found: Sequence[Checkup]) -> Table:
    """Return a row for each channel: its verdict, why, and what to do."""
    table = Table(header_style="bold", box=None, pad_edge=False)
    for name in ("source", "channel", "verdict", "items", "newest", "why, and what to do"):
        table.add_column(name, no_wrap=name in ("source", "verdict", "newest"))
    for checkup in found:
        for one in checkup.channels:
            said = safe(one.why)
            if one.advice:
                said.append_text(Text("\n-> ", style="dim")).append_text(safe(one.advice))
            newest = f"{one.newest:%Y-%m-%d}" if one.newest else ""
            table.add_row(checkup.source, safe(one.url), one.verdict, str(one.count or ""), newest, said)
    return table


def found_view(found: Sequence[Found]) -> Group:
    """Return what was found at a new site, the best first: what each gives, and one article of it."""
    parts: list[RenderableType] = []
    for one, verdict in found:
        parts.append(safe(f"{verdict.verdict}: {verdict.form or one.type} {one.url} (named by {one.named_by})"))
        parts += [safe(f"    {line}") for line in _lines(verdict)]
    return Group(*parts)


def difference_lines(name: str, found: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Yield the differences of one case as a person reads them: what was expected (-) and what was found (+)."""
    for field, expected, now in found:
        yield f"{name}: {field}"
        for line in difflib.ndiff(expected.splitlines() or [""], now.splitlines() or [""]):
            if not line.startswith(("  ", "? ")):
                yield f"    {line}"


def _lines(verdict: Judged) -> Iterator[str]:
    yield verdict.why
    if verdict.oldest and verdict.newest:
        hours = (verdict.newest - verdict.oldest).total_seconds() / 3600
        yield f"from {verdict.oldest:%Y-%m-%d %H:%M} to {verdict.newest:%Y-%m-%d %H:%M} UTC: {hours:.0f} hours"
    for title in verdict.titles:
        yield f"title: {title}"
    article = verdict.article
    if article is not None and article.error is None:
        when = f"{article.published:%Y-%m-%d %H:%M}" if article.published else "no date"
        yield f"one article: {article.title} ({article.lang}, {when}, {article.characters} characters)"
        yield f"    {article.opening[:OPENING]} ..."
    elif article is not None:
        yield f"one article: {article.url}: {article.error}"
