"""How rows look on a terminal. Reads what `store.queue` gives; writes text through rich.

Everything from the web is shown as text: markup in it is escaped, control characters are dropped.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.changes import changes
from cli.inert import inert

EVIDENCE_SHOWN = 6
# Enough to tell a million articles apart in nearly every case; `show` takes the first letters and says if not.
SHORT_ID = 10
LINE = 100


def write(what: RenderableType, *, width: int | None = None) -> None:
    """Print to standard output; into a pipe the table is 160 wide, so that ids and titles stay whole."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=width or 160)
    console.print(what)


def safe(text: object) -> Text:
    """Return text from the web as plain text that cannot steer the terminal."""
    return Text(inert(str(text or "")))


def queue_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the flagged queue: a row for each group of duplicates."""
    table = Table(title=None, header_style="bold", pad_edge=False, box=None)
    for name in ("id", "score", "kind", "lang", "day", "place", "source", "title, and what made us think so"):
        table.add_column(name, no_wrap=name in ("id", "score", "kind", "lang", "day"))
    for row in rows:
        table.add_row(
            row["id"][:SHORT_ID],
            "" if row["score"] is None else f"{row['score']:.2f}",
            safe(row["kind"]),
            safe(row["lang"]),
            (row["published"] or row["fetched"])[:10],
            safe(_place(row)),
            safe(_sources(row)),
            _title_and_evidence(row),
        )
    return table


def article_view(row: Mapping[str, Any]) -> Group:
    """Return everything known of one article, the original beside its English."""
    facts = Table(box=None, show_header=False, pad_edge=False)
    facts.add_column(style="bold")
    facts.add_column()
    for name, value in _facts(row):
        facts.add_row(name, safe(value))
    parts: list[RenderableType] = [Text(inert(row["title"]), style="bold"), facts]
    parts += [Text("Evidence", style="bold"), *(_evidence_line(one) for one in row["evidence"])]
    for number, report in enumerate(row["reports"], 1):
        parts += [Text(f"Report {number}", style="bold"), safe(_report_line(report))]
    parts += [Text(f"Original ({row['lang'] or 'und'})", style="bold"), safe(row["body"])]
    parts += changes(row)
    parts += [Text(f"English ({row['quality'] or 'none yet'})", style="bold"), _english(row)]
    return Group(*parts)


def _facts(row: Mapping[str, Any]) -> list[tuple[str, object]]:
    verdict = f"{row['kind']} {row['score']:.2f}: {row['why']}" if row["score"] is not None else "not read yet"
    place = {True: "in Kazakhstan", False: "abroad", None: "place not told"}[row["in_kazakhstan"]]
    return [
        ("id", row["id"]),
        ("source", f"{row['source']} ({row['origin']})"),
        ("address", row["url"]),
        ("published", f"{row['published'] or 'not known'} ({row['published_precision'] or 'no date found'})"),
        ("verdict", f"{verdict}; {place}"),
        (
            "language",
            f"{row['lang']} in {row['script']}, {row['confidence']:.2f}" if row["lang"] else "not read yet",
        ),
        (
            "story",
            row.get("story") or "none yet",
        ),
        (
            "also told by",
            "; ".join(f"{one['source']}: {one['title']}" for one in row["tellings"]) or "nobody else",
        ),
        ("warnings", "; ".join(row["warnings"]) or "none"),
        *([("doubt", f"{row['doubt']}; the raw page is kept: `strikewatch reextract`")] if row.get("doubt") else []),
    ]


def _english(row: Mapping[str, Any]) -> Text:
    if row["translation"] == "done":
        return safe(f"{row['english_title']}\n{row['english']}")
    return safe(f"waiting: {row['waiting_for'] or 'the night has not reached it yet'}")


def _title_and_evidence(row: Mapping[str, Any]) -> Text:
    line = safe(row["title"][:LINE])
    if row["english_title"] and row["english_title"] != row["title"]:
        label = f" [{row['quality']}]" if row["quality"] else ""
        line.append_text(Text("\n= ", style="dim")).append_text(safe(row["english_title"][:LINE] + label))
    words = dict.fromkeys(" ".join(one["text"].split()) for one in row["evidence"])
    shown = ", ".join(f"«{word}»" for word in list(words)[:EVIDENCE_SHOWN])
    return line.append_text(Text("\n")).append_text(Text(inert(shown), style="dim"))


def _evidence_line(one: Mapping[str, Any]) -> Text:
    return safe(f"  {one['field']} {one['start']}-{one['end']}: «{one['text']}»: {one['reason']}")


def _report_line(report: Mapping[str, Any]) -> str:
    shown = {name: value for name, value in report.items() if value not in (None, [], ()) and name != "evidence"}
    return "  " + "; ".join(f"{name}: {value}" for name, value in shown.items())


def _place(row: Mapping[str, Any]) -> str:
    places = dict.fromkeys(
        str(report.get("settlement") or report.get("region"))
        for report in row["reports"]
        if report.get("settlement") or report.get("region")
    )
    if places:
        return ", ".join(list(places)[:3]) + (f" +{len(places) - 3}" if len(places) > 3 else "")
    return {True: "Kazakhstan", False: "abroad", None: "?"}[row["in_kazakhstan"]]


def _sources(row: Mapping[str, Any]) -> str:
    others = len(row["tellings"])
    return f"{row['source']} +{others}" if others else str(row["source"])


def status_view(told: Mapping[str, Any]) -> Group:
    """Return the state of the store: counts, the last run, each source, and what waits for English."""
    counts = ", ".join(f"{value} {name.replace('_', ' ')}" for name, value in told["counts"].items())
    parts: list[RenderableType] = [Text(counts), safe(_run_line(told["last_run"]))]
    parts += [safe(line) for line in keeping_lines(told)]
    parts += [safe(line) for line in reader_lines(told)]
    parts += health_lines(told)
    if told["sources"]:
        parts.append(_sources_table(told["sources"]))
    english = [f"  {row['articles']} from {row['lang']}: {row['quality']} ({row['engine']})" for row in told["english"]]
    parts += [Text("In English", style="bold"), safe("\n".join(english) or "  nothing yet")]
    waiting = [
        f"  {row['articles']} in {row['lang']} ({row['candidates']} candidates): {row['reason']}"
        for row in told["waiting"]
    ]
    parts += [Text("Waiting for English", style="bold"), safe("\n".join(waiting) or "  nothing")]
    return Group(*parts)


def keeping_lines(told: Mapping[str, Any]) -> list[str]:
    """Return what runs now, which letters did not reach anybody, and how old the newest backup is."""
    running, backup = told["running"], told["backup"]
    lines = []
    if running is not None:
        what, process, host = running.get("what", "a night"), running.get("process"), running.get("host")
        lines.append(f"Running: {what}, process {process} on {host} since {running.get('since')}")
    lines += [
        f"Letter lost: {one['recipient']}, {one['day']}: {one['state']}: {one['error']}" for one in told["letters"]
    ]
    return [*lines, f"Newest backup: {backup or 'none'}"]


def reader_lines(told: Mapping[str, Any]) -> list[str]:
    """Return who reads, and how much of what is told they are thought to find."""
    readers, recall = told["readers"], told["recall"]
    alone = readers["alone"]
    lines = [alone if alone else f"Two readers: the rules, and learned weights {readers['learned']}"]
    if recall is None:
        waiting = len(told["audit_waiting"])
        lines.append(f"Recall: not known yet; {waiting} articles of the audit wait for a decision")
    else:
        lines.append(
            f"Recall: {recall['value']:.0%}, between {recall['low']:.0%} and {recall['high']:.0%}"
            f" ({recall['missed']} strikes in {recall['audited']} unflagged articles that were looked at)"
        )
    return lines


def health_lines(told: Mapping[str, Any]) -> list[RenderableType]:
    """Return what is wrong with sources, what is not asked every night, and whose articles are doubted."""
    alarms = [f"  {one['source']}: {one['kind']} since {one['opened'][:10]}: {one['what']}" for one in told["alarms"]]
    resting = [
        f"  {one['url']} ({one['source']}): {one['state']}{' by hand' if one['by_hand'] else ''}, "
        f"asked again {one['due'][:10]}"
        for one in told["resting"]
    ]
    doubts = [f"  {one['source']}: {one['articles']}, as {one['article_id']}: {one['why']}" for one in told["doubts"]]
    wanting = (one for one in told["verdicts"] if one["verdict"] != "works")
    checked = [f"  {one['url']} ({one['source']}): {one['verdict']}, {one['at'][:10]}: {one['why']}" for one in wanting]
    parts: list[RenderableType] = []
    for heading, lines in (
        ("Sources in trouble", alarms),
        ("Channels that the last `sources check` found wanting", checked),
        ("Channels that are not asked every night", resting),
        ("Articles whose extraction is doubted", doubts),
    ):
        if lines:
            parts += [Text(heading, style="bold"), safe("\n".join(lines))]
    return parts


def _run_line(run: Mapping[str, Any] | None) -> str:
    if run is None:
        return "No night has run yet: `strikewatch nightly`"
    steps = "; ".join(
        f"{name}: " + ", ".join(f"{key} {value}" for key, value in counts.items())
        for name, counts in run["steps"].items()
    )
    return f"Last run {run['id']}: {run['started']}, {run['outcome'] or 'still running or cut off'}. {steps}"


def _sources_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    table = Table(header_style="bold", box=None, pad_edge=False)
    for name in ("source", "last visit", "listed", "fetched", "stored", "refused", "failed", "kB", "articles"):
        table.add_column(name, justify="left" if name in ("source", "last visit") else "right", no_wrap=True)
    table.add_column("trouble")
    for row in rows:
        numbers = [str(row[name]) for name in ("listed", "fetched", "stored", "refused", "failed")]
        size = str(row["bytes"] // 1000)
        errors = safe("; ".join(row["errors"][:2]))
        table.add_row(row["source"], row["started"][:16], *numbers, size, str(row["articles"]), errors)
    return table


def sources_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return the catalogue: a row for each source."""
    table = Table(header_style="bold", box=None, pad_edge=False)
    for name in ("name", "title", "languages", "region", "kind", "channels", "evidence", "verified"):
        table.add_column(name, no_wrap=name == "name")
    for row in rows:
        table.add_row(
            row["name"],
            safe(row["title"]),
            ", ".join(row["languages"]),
            safe(row["region"]),
            safe(row["kind"]),
            ", ".join(channel["type"] for channel in row["channels"]),
            row["evidence"],
            "yes" if row["verified"] else "no",
        )
    return table
