"""How stories and events look on a terminal. Reads what the store gives; writes text through rich."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.tables import SHORT_ID, safe
from store.events import Claim, Event, Proposal
from store.stories import Edit


def stories_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return stories, a row each."""
    table = _table("id", "last told", "tellings", "open", "edited", "sources", "began with")
    for row in rows:
        table.add_row(
            row["id"][:SHORT_ID], row["last"][:10], str(row["tellings"]), _yes(row["open"]), _yes(row["edited"]),
            safe(", ".join(sorted(row["sources"].split(",")))), safe(row["title"]),
        )  # fmt: skip
    return table


def story_view(story: str, tellings: Sequence[Mapping[str, Any]], edits: Sequence[Edit]) -> Group:
    """Return a story's articles with why each is in it, and its edits."""
    table = _table("id", "told", "lang", "source", "headline, and why it is here")
    for row in tellings:
        like = "" if row["likeness"] is None else f" ({row['likeness']:.2f})"
        line = safe(row["title"]).append_text(Text("\n")).append_text(safe(f"{row['why']}{like}"))
        table.add_row(row["id"][:SHORT_ID], row["at"][:16], safe(row["lang"]), safe(row["source"]), line)
    done = [_edit_line(one) for one in edits]
    return Group(Text(f"Story {story}", style="bold"), table, *done)


def _edit_line(one: Edit) -> Text:
    between = f"from {one.from_story[:SHORT_ID]} to {one.to_story[:SHORT_ID]}"
    told = (
        f"{one.at:%Y-%m-%d %H:%M} {one.curator}: {one.kind}, {len(one.articles)} articles {between}. {one.note or ''}"
    )
    return safe(told)


def events_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """Return events as exported, a row each."""
    table = _table("id", "began", "ended", "employer", "place", "workers", "status", "reports", "where they differ")
    for row in rows:
        workers = dict.fromkeys(row[name] for name in ("participants_min", "participants_max"))
        table.add_row(
            row["event_id"][:SHORT_ID], row["event_date"], row["end_date"] or "", safe(row["employer"]),
            safe(row["location"] or row["admin1"]), "-".join(map(str, filter(None, workers))),
            safe(row["status"]), str(row["reports"]), safe(row["conflicts"]),
        )  # fmt: skip
    return table


def event_view(event: Event, row: Mapping[str, Any], why: Mapping[tuple[str, int], Sequence[str]]) -> Group:
    """Return an event: its values, then its reports with why each was linked."""
    facts = _table("", "")
    for name, said in row.items():
        if said not in (None, ""):
            facts.add_row(Text(name, style="bold"), safe(str(said)))
    parts: list[RenderableType] = [Text(f"Event {event.id}", style="bold"), facts, Text("Reports", style="bold")]
    return Group(*parts, *(_claim_line(one, why.get((one.article_id, one.ordinal), ())) for one in event.claims))


def proposals_table(claim: Claim, proposals: Sequence[Proposal]) -> Table:
    """Return the events that a report may tell of, with the reasons for and against each."""
    table = _table("report", "event", "sure", "because", "but")
    report = f"{claim.article_id[:SHORT_ID]} {claim.ordinal}"
    for one in proposals:
        table.add_row(
            report, one.event.id[:SHORT_ID], _yes(one.match.certain), safe("; ".join(one.match.reasons)),
            safe("; ".join(one.match.against)),
        )  # fmt: skip
    if not proposals:
        table.add_row(report, "none: a new one", "", "", "")
    return table


def _claim_line(claim: Claim, why: Sequence[str]) -> Text:
    said = {name: value for name, value in claim.fields.items() if value not in (None, [], ()) and name != "evidence"}
    values = "; ".join(f"{name}: {value}" for name, value in said.items())
    return safe(f"  {claim.article_id[:SHORT_ID]} {claim.ordinal}, {claim.source}, {claim.told}, accepted by "
                f"{claim.reviewer} [{'; '.join(why)}]: {values}")  # fmt: skip


def _table(*names: str) -> Table:
    table = Table(header_style="bold", pad_edge=False, box=None, show_header=any(names))
    for name in names:
        table.add_column(name, no_wrap=name in ("id", "event", "report"))
    return table


def _yes(flag: object) -> str:
    return "yes" if flag else ""
