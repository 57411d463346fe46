"""The night over the three sample papers, by real HTTP: what it finds, the night after it, and the next edition.

A fourth source stands in the catalogue at which nobody listens: no night is without one.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from sample_nights import (
    ROOT,
    environment,
    id_of,
    key_of,
    pages,
    settings_for,
)
from told_nights import Nights, columns, night, silent_source

from demo.expected import Expected
from demo.server import serve
from store import runs
from store.database import open_store

pytestmark = pytest.mark.xdist_group("night")

# What the night does not do as `demo/expected.toml` asks, and whose matter it is. Only ever shorter.
NOT_YET: dict[tuple[str, str], str] = {}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    folder = tmp_path_factory.mktemp("nights")
    now = datetime.now(UTC)
    with pytest.MonkeyPatch.context() as patch, serve(now=now, slow=0.3) as served:
        patch.setenv("STRIKEWATCH_CONFIG", str(folder / "strikewatch.toml"))
        (folder / "strikewatch.toml").touch()
        settings = settings_for(folder, served, extra=silent_source())
        told = [night(settings, served, now) for _ in range(2)]
        for one in served:
            one.publish(now=now, edition=2)
        told += [night(settings, served, now + timedelta(days=1)) for _ in range(2)]
        yield Nights(served, settings, *told)


def name(page: Expected) -> str:
    return page.paper + page.path


def wanting(page: Expected, what: str, found: object, wanted: object) -> None:
    """Compare, and hold the list of what is known to be wanting to the truth in both directions."""
    if (name(page), what) in NOT_YET:
        assert found != wanted, f"{name(page)}: {what} is right now: take it from NOT_YET"
    else:
        assert found == wanted, f"{name(page)}: {what}: {page.why}"


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_article_is_stored_once_under_its_own_address(nights: Nights, page: Expected) -> None:
    row = nights.row(page)
    assert row is not None, page.why
    assert row["body"]
    assert row["title"]
    wanting(page, "precision", row["published_precision"], page.precision)
    stored = {article for article, *_ in columns(nights, "article", "id")}
    for path in page.also_at:
        if key_of(nights.served, page, path) != key_of(nights.served, page):
            assert id_of(nights.served, page, path) not in stored, f"{path} is the same article"


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_article_is_read_as_its_writer_meant_it(nights: Nights, page: Expected) -> None:
    row = nights.row(page)
    assert row is not None
    wanting(page, "lang", row["lang"], page.lang)
    wanting(page, "script", row["script"], page.script)
    wanting(page, "kind", row["kind"], page.kind)
    if page.kind != "none" and (name(page), "kind") not in NOT_YET:
        wanting(page, "in_kazakhstan", row["in_kazakhstan"], page.in_kazakhstan)
    for lang in page.also_lang:
        assert lang in {span["lang"] for span in row["spans"]}, f"a long passage is {lang}"  # type: ignore[attr-defined]


def test_evidence_stands_where_it_says(nights: Nights) -> None:
    seen = 0
    for page in pages():
        row = nights.row(page)
        assert row is not None
        for one in row["evidence"]:  # type: ignore[attr-defined]
            text = str(row["title"] if one["field"] == "title" else row["body"])
            assert text[one["start"] : one["end"]] == one["text"]
            seen += 1
    assert seen > 20


def test_nothing_else_is_stored(nights: Nights) -> None:
    wanted = {id_of(nights.served, page) for page in pages()}
    allowed = {id_of(nights.served, page) for page in pages(fetch="no article") if (name(page), "fetch") in NOT_YET}
    assert {row[0] for row in columns(nights, "article", "id", of=nights.first)} - wanted == allowed


def test_a_page_that_robots_txt_closes_is_never_asked_for(nights: Nights) -> None:
    closed = {page.path for page in pages(fetch="robots")}
    assert closed
    for told in (nights.first, nights.again, nights.next_day):
        assert not closed & set(told.asked())


def test_a_page_that_answers_an_error_is_asked_for_and_remembered_as_failed(nights: Nights) -> None:
    states = {key: (state, error) for key, state, error in columns(nights, "address", "key", "state", "error")}
    for page in pages(fetch="error"):
        assert page.path in nights.first.asked()
        assert states[key_of(nights.served, page)] == ("failed", "HTTP 500")
    for page in pages(fetch="robots"):
        assert states[key_of(nights.served, page)][0] == "refused"


def test_no_page_is_fetched_twice_in_a_night(nights: Nights) -> None:
    times = Counter((paper, visit.path) for paper, visit in nights.first.visits if visit.status == 200)
    assert {key for key, count in times.items() if count > 1} == set()


def test_copies_of_a_text_are_one_group_and_nothing_else_is(nights: Nights) -> None:
    wanted: dict[str, set[str]] = {}
    for page in pages():
        wanted.setdefault(page.copy_group or name(page), set()).add(id_of(nights.served, page))
    found: dict[str, set[str]] = {}
    known = set().union(*wanted.values())
    for article, group in columns(nights, "grouping", "article_id", "group_id", of=nights.first):
        if article in known:
            found.setdefault(str(group), set()).add(str(article))
    assert sorted(map(sorted, found.values())) == sorted(map(sorted, wanted.values()))


def test_every_error_names_its_source_and_page_and_is_counted(nights: Nights) -> None:
    store = open_store(nights.settings.db)
    try:
        visits = {row["source"]: row for row in runs.visits(store, 1)}
    finally:
        store.close()
    told = "\n".join(visits["bereg"]["errors"])
    assert all(page.path in told for page in pages(fetch="error"))
    refused = "\n".join(visits["bereg"]["refusals"])
    for page in (*pages(fetch="robots"), *pages(fetch="no article")):
        assert page.path not in told  # nothing is wrong with it, so the night stays quiet
        assert page.paper != "bereg" or page.path in refused
    assert visits["bereg"]["failed"] == len(pages(fetch="error"))
    assert visits["bereg"]["refused"] >= len(pages(fetch="robots"))
    for source, row in visits.items():
        assert row["stored"] + row["refused"] + row["failed"] <= row["fetched"]
        assert bool(row["errors"]) == any(f"crawl: {source}: " in one for one in nights.first.result.problems)


def test_a_source_that_is_down_is_told_of_and_touches_no_other(nights: Nights) -> None:
    assert nights.first.result.outcome == "trouble", nights.first.result.problems
    (said,) = [one for one in nights.first.result.problems if one.startswith("crawl: silent: ")]
    assert "/rss.xml" in said or "refused" in said.lower()
    papers = {source for (source,) in columns(nights, "article", "source")}
    assert papers == {one.paper.name for one in nights.served}


def test_the_digest_is_one_letter_that_tells_each_strike_once(nights: Nights) -> None:
    (path,) = nights.first.letters
    letter = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    body = letter.get_body(("plain",))
    assert body is not None
    told = {str(article) for article, _ in columns(nights, "told", "article_id", "day", of=nights.first)}
    flagged = [page for page in pages() if (row := nights.row(page)) and row["strike"]]
    assert {id_of(nights.served, page) for page in flagged} >= told
    assert len(told) == len({page.copy_group or page.path for page in flagged})
    assert letter["To"] == "desk@example.org"


def test_the_night_again_adds_no_row_and_changes_none(nights: Nights) -> None:
    for table, rows in nights.first.rows.items():
        assert nights.again.rows[table] == rows, table


def test_the_night_again_fetches_no_known_article_and_hardly_a_byte(nights: Nights) -> None:
    articles = {path for page in pages() for path in (page.path, *page.also_at)}
    assert not articles & set(nights.again.asked())
    assert nights.again.sent() <= 0.02 * nights.first.sent()


def test_the_night_again_sends_no_mail(nights: Nights) -> None:
    assert nights.again.letters == nights.first.letters
    assert nights.again.result.steps["digest"]["sent"] == 0


def test_of_the_next_edition_exactly_the_new_pages_are_fetched(nights: Nights) -> None:
    new = {page.path for page in pages(edition=2)}
    assert len(new) == 2
    assert {path for path in nights.next_day.asked() if path in new} == new
    # Of what is known only flagged articles are looked at once more: such news is often updated.
    known = {path for page in pages() if page.kind == "none" for path in (page.path, *page.also_at)}
    assert not known & set(nights.next_day.asked())
    before, after = (columns(nights, "article", "id", of=told) for told in (nights.again, nights.next_day))
    assert set(after) - set(before) == {(id_of(nights.served, page),) for page in pages(edition=2)}


def test_of_the_next_edition_what_is_a_strike_is_told_once(nights: Nights) -> None:
    before, after = (set(columns(nights, "told", "article_id", of=told)) for told in (nights.again, nights.next_day))
    wanted = {(id_of(nights.served, page),) for page in pages(edition=2) if page.kind != "none"}
    assert after - before == wanted
    assert len(nights.next_day.letters) == len(nights.first.letters) + 1
    assert nights.next_day_again.letters == nights.next_day.letters
    assert nights.next_day_again.rows == nights.next_day.rows


def test_with_no_source_reached_the_night_has_failed_and_says_so(tmp_path: Path) -> None:
    settings = settings_for(tmp_path, (), extra=silent_source())
    ended = subprocess.run(
        [sys.executable, "-m", "cli", "nightly"],
        cwd=ROOT, env=environment(settings), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 1
    assert "none of 1 sources answered" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
    store = open_store(settings.db)
    try:
        last = runs.last(store)
    finally:
        store.close()
    assert last is not None
    assert last["outcome"] == "failed"
