"""What the desk's pages show of events, stories, people and nights, over HTTP."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from desk_made import NOW, STORIES, Served, fill, serving

from store import events, reviews, runs, stories
from store.database import open_store
from store.records import Visit
from store.stories import Placed

JSON = {"accept": "application/json"}
IDS = {article.id[13]: article.id for article in STORIES}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    fill(tmp_path / "strikewatch.db")
    store = open_store(tmp_path / "strikewatch.db")
    told = [
        Placed(article_id=IDS[one], story_id=IDS["1"], at=NOW, likeness=0.9, why="like it") for one in ("1", "2", "4")
    ]
    stories.save_placed(store, "1", told)
    run = runs.begin(store, NOW)
    runs.record_visits(store, run, [Visit(source="bereg", stored=6, failed=1)])
    runs.finish(store, run, "trouble", {"crawl": {"stored": 6, "seconds": 3}}, now=NOW)
    store.close()
    with serving(tmp_path / "strikewatch.db") as served:
        yield served


def post(client: httpx.Client, path: str, **body: object) -> httpx.Response:
    token = re.search(r'data-token="([^"]+)"', client.get("/me").text)
    assert token is not None
    return client.post(path, json=body, headers={"x-desk-token": token[1], **JSON})


def accept(client: httpx.Client, number: str, **more: object) -> None:
    page = client.get(f"/item/{IDS[number]}").text
    sha, version = re.search(r'data-sha="(\w+)" data-version="([^"]+)"', page).groups()  # type: ignore[union-attr]
    body = {"article": IDS[number], "ordinal": 1, "decision": "accept", "sha": sha, "version": version, **more}
    answer = post(client, "/decide", **body)
    assert answer.status_code == 200, answer.text


def linked(desk: Served, number: str) -> str | None:
    store = open_store(desk.db)
    found = events.event_of(store, IDS[number], 1)
    store.close()
    return found


def wait_linked(desk: Served, number: str) -> str:
    for _ in range(200):  # the desk links after its answer
        if (found := linked(desk, number)) is not None:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{number} was not linked")


def test_an_accepted_report_opens_an_event_and_the_next_of_the_same_strike_joins_it(desk: Served) -> None:
    with desk.client("aigul") as client:
        accept(client, "1")
        first = wait_linked(desk, "1")
        offered = client.get(f"/proposal/{IDS['2']}/1", headers=JSON).json()["html"]
        assert re.search(rf'value="{first}" checked', offered)
        assert "the same employer" in offered
        accept(client, "2")
        assert wait_linked(desk, "2") == first
        accept(client, "4", event="new")
        assert wait_linked(desk, "4") != first
        page = client.get(f"/events/{first}").text
        assert "Буровики" in page
        assert "Водители" in page
        rows = client.get("/events.json").json()
        assert sorted(row["reports"] for row in rows) == [1, 2]
        assert client.get("/events.csv").text.splitlines()[0].startswith("event,start,last,employer")
        post(client, "/events/unlink", article=IDS["2"], ordinal=1, event=first)
        assert linked(desk, "2") != first


def test_a_csv_for_spreadsheets_starts_no_formula(desk: Served) -> None:
    with desk.client("aigul") as client:
        page = client.get(f"/item/{IDS['1']}").text
        sha, version = re.search(r'data-sha="(\w+)" data-version="([^"]+)"', page).groups()  # type: ignore[union-attr]
        edited = {"article": IDS["1"], "ordinal": 1, "sha": sha, "version": version, "field": "employer"}
        assert post(client, "/edit", **edited, value='=HYPERLINK("x")').status_code == 200
        accept(client, "1")
        wait_linked(desk, "1")
        assert "'=HYPERLINK" in client.get("/events.csv").text


def test_events_are_on_the_map_in_the_calendar_and_in_the_trends(desk: Served) -> None:
    with desk.client("aigul") as client:
        accept(client, "1")
        wait_linked(desk, "1")
        assert "Aktau: 1" in client.get("/map").text
        assert re.search(r'<th scope="row">Mangystau</th>.*class="n h\d">1<', client.get("/weeks").text, re.DOTALL)
        trends = client.get("/trends").text
        assert "oil and gas: 1" in trends
        assert "wage arrears: 1" in trends


def test_a_telling_is_split_off_and_merged_again_and_the_log_of_stories_has_both(desk: Served) -> None:
    with desk.client("aigul") as client:
        assert "2 other tellings" in client.get(f"/item/{IDS['1']}").text
        assert post(client, "/stories/split", article=IDS["1"], other=IDS["4"]).status_code == 200
        assert "1 other telling" in client.get(f"/item/{IDS['1']}").text
        wrong = post(client, "/stories/split", article=IDS["1"], other=IDS["4"])
        assert (wrong.status_code, IDS["4"] in wrong.json()["error"]) == (400, True)
        assert (
            post(client, "/stories/merge", article=IDS["1"], other=f"{desk.address}/item/{IDS['4']}").status_code == 200
        )
        assert "2 other tellings" in client.get(f"/item/{IDS['1']}").text
        assert post(client, "/stories/merge", article=IDS["1"], other="nowhere").status_code == 400
    store = open_store(desk.db)
    assert [(one.kind, one.curator) for one in stories.edits(store, IDS["1"])] == [
        ("split", "aigul"),
        ("merge", "aigul"),
    ]
    store.close()


def test_a_third_person_settles_what_two_differ_on_and_not_one_of_them(desk: Served) -> None:
    with desk.client("aigul") as aigul, desk.client("daniyar") as daniyar, desk.client("head") as head:
        accept(aigul, "1")
        accept(daniyar, "1", decision="reject")
        page = head.get("/disputes").text
        assert "aigul" in page
        row = re.findall(r'name="row" value="(\d+)"', page)[0]
        assert post(aigul, "/settle", row=row).status_code == 403
        assert post(head, "/settle", row=row).status_code == 303
        assert "Nobody differs" in head.get("/disputes").text
        assert "Decision" in head.get("/agreement").text
    store = open_store(desk.db)
    (one,) = reviews.standing(store, IDS["1"])
    store.close()
    assert (one.verdict, one.settled, len(one.decided)) == ("accept", True, 3)


def test_nights_and_sources_are_told_of(desk: Served) -> None:
    with desk.client("guest") as client:
        page = client.get("/sources").text
        assert "stored 6" in page
        assert "bereg" in page
        assert "trouble" in page


def test_the_data_can_be_browsed_faceted_searched_and_taken_away(desk: Served) -> None:
    with desk.client("guest") as client:
        found = client.get("/strikewatch/article.json", params={"_search": "строители", "_shape": "array"}).json()
        assert [row["id"] for row in found] == [IDS["6"]]
        facets = client.get("/strikewatch/detection.json", params={"_facet": "kind"}).json()["facet_results"]
        assert facets["kind"]["results"][0]["count"] == 6
        assert client.get("/strikewatch/review.csv").text.startswith("id,article_id,ordinal,reviewer")


def test_the_interface_speaks_the_chosen_language(desk: Served) -> None:
    with desk.client("guest") as client:
        assert "Очередь" in client.get("/queue", headers={"accept-language": "ru"}).text
        answer = client.post("/language", data={"lang": "kk", "next": "/queue"})
        assert answer.status_code == 303
        assert "Кезек" in client.get("/queue", headers={"accept-language": "ru"}).text


def test_an_article_without_a_report_can_be_given_one(desk: Served) -> None:
    with desk.client("aigul") as client:
        page = client.get(f"/item/{IDS['6']}?more=1", headers=JSON).json()["html"]
        assert 'data-report="2"' in page
        sha, version = re.search(r'data-sha="(\w+)" data-version="([^"]+)"', page).groups()  # type: ignore[union-attr]
        said = {"article": IDS["6"], "ordinal": 2, "sha": sha, "version": version}
        again = post(client, "/edit", **said, field="settlement", value="Oral").json()["html"]
        assert "added by hand" in again
        assert post(client, "/edit", **said, field="workers_min", value="many").status_code == 400
        assert post(client, "/decide", **said, decision="accept").status_code == 200
    store = open_store(desk.db)
    kept = {one.ordinal: one.fields for one in reviews.accepted(store)}
    store.close()
    assert kept[2]["settlement"] == "Oral"
