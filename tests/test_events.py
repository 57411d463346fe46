"""The ledger: which reports are one event, what is proposed and why, and values that differ."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
from click.testing import CliRunner
from conftest import NOW
from story_samples import accept, put

from analysis.events import match, same_employer
from analysis.ledger import COLUMNS, row
from cli.main import strikewatch
from store import events, reviews
from store.events import EventError

DAY = timedelta(days=1)
FIELDS = {"employer": "Burgylau", "settlement": "Zhanaozen", "region": "Mangystau", "start_date": "2026-11-20",
          "workers_min": 250, "sector": "oil and gas", "action_type": "strike", "demands": ["wage rise"]}  # fmt: skip


def told(store, name, *, days=0, source="bereg", **changed):
    put(store, name, at=NOW + days * DAY, source=source)
    accept(store, name, **{**FIELDS, **changed})
    return events.accept(store, name, 1, match, by="aigul", now=NOW)


def test_reports_of_one_employer_place_and_day_are_one_event(store):
    first = told(store, "a1")
    assert told(store, "a2", source="dala", employer="Burgylay", start_date="2026-11-22") == first
    (event,) = events.listed(store)
    assert [one.source for one in event.claims] == ["bereg", "dala"]
    assert "starts within 3 days: 2026-11-22" in events.reasons(store, event.id)["a2", 1]


@pytest.mark.parametrize(
    "changed",
    [{"employer": "Kezbi Service"}, {"settlement": "Aktau"}, {"start_date": "2026-12-20", "days": 30}],
    ids=["another employer", "another town", "a month later"],
)
def test_another_employer_place_or_time_is_another_event(store, changed):
    assert told(store, "a1") != told(store, "a2", **changed)
    assert len(events.listed(store)) == 2


def test_a_strike_goes_on_while_gaps_stay_within_seven_days(store):
    first = told(store, "a1", start_date=None)
    assert told(store, "a2", start_date=None, days=7) == first
    assert told(store, "a3", start_date=None, days=14) == first
    assert told(store, "a4", start_date=None, days=23) != first


def test_what_is_not_certain_is_proposed_with_its_reasons_and_opens_an_event(store):
    first = told(store, "a1")
    second = told(store, "a2", employer=None)
    assert second != first
    proposal = events.propose(store, "a2", 1, match)[0]
    assert proposal.event.id == first
    assert not proposal.match.certain
    assert "the same settlement: Zhanaozen" in proposal.match.reasons
    assert events.link(store, first, "a2", 1, by="aigul", now=NOW, reasons=("seen",)) == first
    assert [one.id for one in events.listed(store)] == [first]


def test_values_that_differ_are_kept_with_who_said_them(store):
    told(store, "a1")
    told(store, "a2", source="dala", workers_min=400, demands=["benefits"])
    told(store, "a3", source="union", workers_min=400, status="ended", end_date="2026-11-23", days=1)
    (event,) = events.listed(store)
    out = row(event.id, event.claims, ["https://a", "https://b", "https://a"])
    assert (out["participants_min"], out["participants_max"]) == (250, 400)
    assert "workers_min: 250 (bereg), 400 (dala and union)" in out["conflicts"]
    assert (out["event_date"], out["end_date"], out["duration_days"]) == ("2026-11-20", "2026-11-23", 4)
    assert (out["status"], out["event_type"], out["country"]) == ("ended", "Strike", "Kazakhstan")
    assert out["worker_demands"] == "benefits; wage rise"
    assert out["source_urls"] == "https://a https://b"
    assert (out["geo_precision"], round(out["latitude"])) == (1, 43)
    assert list(out) == [column.name for column in COLUMNS]


def test_only_what_stands_accepted_counts(store):
    put(store, "a1")
    with pytest.raises(EventError):
        events.accept(store, "a1", 1, match, by="aigul", now=NOW)
    event = told(store, "a2")
    reviews.undo(store, "aigul", NOW)
    assert events.get(store, event).claims == ()
    assert events.listed(store) == []


def test_a_report_belongs_to_one_event_and_an_unlinked_one_to_none(store):
    first = told(store, "a1")
    second = told(store, "a2", employer="Kezbi Service")
    events.link(store, first, "a2", 1, by="daniyar", now=NOW)
    assert events.event_of(store, "a2", 1) == first
    assert events.get(store, second).claims == ()
    events.unlink(store, "a2", 1, by="daniyar", now=NOW)
    assert events.event_of(store, "a2", 1) is None
    links = list(store.query("SELECT event_id, unlinked_by FROM event_report ORDER BY id"))
    assert [one["unlinked_by"] for one in links] == [None, "daniyar", "daniyar"]
    with pytest.raises(EventError):
        events.link(store, "nothing", "a2", 1, by="daniyar", now=NOW)


def test_settling_links_what_was_accepted_and_a_second_time_does_nothing(store):
    for name, source in (("a1", "bereg"), ("a2", "dala")):
        put(store, name, source=source)
        accept(store, name, **FIELDS)
    assert events.settle(store, match, now=NOW) == {"linked": 2, "opened": 1}
    assert events.settle(store, match, now=NOW) == {"linked": 0, "opened": 0}


def test_names_of_one_firm_agree_and_those_of_two_do_not():
    assert same_employer("Burgylau", "Burgylay")
    assert same_employer("Ozenmunaigas", "KazMunayGas")
    assert not same_employer("Kazakhmys", "Kazzinc")
    assert not same_employer("Almaty Bus", "Astana Bus")


def run(*words):
    ended = CliRunner().invoke(strikewatch, list(map(str, words)))
    assert ended.exit_code == 0, ended.output
    return ended.output


def test_the_ledger_is_exported_in_three_forms_with_one_code_book(store, tmp_path):
    told(store, "a1", employer="=cmd()")
    told(store, "a2", days=1, employer="=cmd()")
    db = ("--db", tmp_path / "strikewatch.db")
    (line,) = csv.DictReader(io.StringIO(run("export", "events", *db)))
    assert (line["employer"], line["location"], line["reports"]) == ("'=cmd()", "Zhanaozen", "2")
    (made,) = map(json.loads, run("export", "events", "--format", "jsonl", *db).splitlines())
    assert (made["employer"], made["reports"], made["end_date"]) == ("=cmd()", 2, None)
    run("export", "events", "--format", "xlsx", "--output", tmp_path / "out.xlsx", *db)
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
        assert 'name="events"' in names
        assert 'name="codebook"' in names
        assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()
    assert "Zhanaozen" in run("events", "list", *db)
    assert "accepted by aigul" in " ".join(run("events", "show", made["event_id"][:6], *db).split())


def test_the_code_book_tells_of_every_column_and_no_other():
    from pathlib import Path

    page = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text("utf-8")
    told = [
        tuple(cell.strip() for cell in line.split("|")[1:5]) for line in page.splitlines() if line.startswith("| `")
    ]
    assert told == [(f"`{one.name}`", one.meaning, one.lat, one.acled) for one in COLUMNS]
