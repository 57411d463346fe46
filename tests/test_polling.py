"""When a channel is asked again: pace, manners, rest, retirement, and the way back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from loopback import Answer, Site
from made_paper import article, crawl, entry, rows, rss

from crawler.discover.feed import read_feed
from crawler.health import polling
from crawler.health.polling import DEAD, MISSES, Seen, asked, is_open
from crawler.health.said import fresh_for, retry_after
from store import polls
from store.database import open_store

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def after(*many: Seen) -> polls.Poll:
    poll = None
    for seen in many:
        poll = asked(poll, "http://made.example/rss", "made", seen)
    assert poll is not None
    return poll


def good(at: datetime = NOW, **more: object) -> Seen:
    return Seen(**{"at": at, "reached": True, "items": 30, "fresh": 3, **more})


def bad(at: datetime = NOW, **more: object) -> Seen:
    return Seen(**{"at": at, "reached": True, "error": True, **more})


def test_news_make_the_pause_shorter_and_silence_makes_it_longer():
    busy, quiet = after(good(), good()), after(good(fresh=0), good(fresh=0))
    assert busy.pause < polling.FIRST < quiet.pause


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_the_pause_stays_between_half_an_hour_and_a_day(news):
    poll = after(*(good(fresh=int(new)) for new in news))
    assert polling.SHORTEST <= poll.pause <= polling.LONGEST
    assert NOW < poll.due <= NOW + DAY


def test_a_feed_that_spans_little_time_is_asked_twice_in_it():
    assert after(good(span=3 * HOUR)).due == NOW + 1.5 * HOUR


def test_what_a_server_calls_fresh_is_left_alone_but_never_past_the_night():
    assert after(good(fresh_for=10 * HOUR)).due == NOW + 10 * HOUR
    assert after(good(fresh_for=400 * DAY)).due == NOW + DAY


def test_retry_after_holds_for_nights_as_well_and_for_a_week_at_most():
    poll = after(bad(retry_after=30 * HOUR))
    assert not is_open(poll, NOW + 29 * HOUR, only_due=False)
    assert is_open(poll, NOW + 31 * HOUR, only_due=False)
    assert is_open(after(bad(retry_after=400 * DAY)), NOW + 8 * DAY, only_due=False)


def test_a_channel_that_fails_is_asked_every_night_then_rests_then_retires():
    failing = after(*[bad()] * (MISSES - 1))
    assert failing.state == "active"
    assert is_open(failing, NOW + HOUR, only_due=False)
    resting = after(*[bad()] * MISSES)
    assert resting.state == "resting"
    assert not is_open(resting, NOW + DAY, only_due=False)
    assert is_open(resting, NOW + 2 * DAY, only_due=False)
    retired = after(*[bad()] * DEAD)
    assert retired.state == "retired"
    assert not is_open(retired, NOW + 20 * DAY, only_due=False)
    assert is_open(retired, NOW + 30 * DAY, only_due=False)


def test_what_cannot_be_reached_never_retires():
    poll = after(*[bad(reached=False)] * (2 * DEAD))
    assert poll.state == "resting"
    assert is_open(poll, NOW + 7 * DAY, only_due=False)


def test_one_good_answer_is_the_way_back():
    poll = after(*[bad()] * DEAD, good())
    assert (poll.state, poll.failures, poll.by_hand) == ("active", 0, False)
    assert is_open(poll, NOW + DAY, only_due=False)


def test_a_good_answer_without_items_is_a_failure():
    assert after(good(items=0, fresh=None)).failures == 1


def test_what_a_person_retires_stays_so_until_it_works():
    poll = polling.retired_by_hand(after(good()))
    assert not is_open(poll, NOW + 20 * DAY, only_due=False)
    assert asked(poll, poll.url, "made", bad(NOW + 31 * DAY)).by_hand
    assert not asked(poll, poll.url, "made", good(NOW + 31 * DAY)).by_hand


def test_the_gap_between_two_askings_is_known():
    assert after(good(), good(NOW + 5 * HOUR)).gap == 5 * 3600


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"retry-after": "120"}, timedelta(seconds=120)),
        ({"retry-after": "Sun, 22 Nov 2026 02:00:00 GMT"}, HOUR),
        ({"retry-after": "Sun, 22 Nov 2020 02:00:00 GMT"}, timedelta(0)),
        ({"retry-after": "soon"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(headers, expected):
    assert retry_after(headers, NOW) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"cache-control": "public, max-age=600"}, timedelta(seconds=600)),
        ({"cache-control": "max-age=600", "age": "100"}, timedelta(seconds=500)),
        ({"cache-control": "max-age=600, no-cache"}, None),
        ({"cache-control": "max-age=60", "expires": "Sun, 22 Nov 2026 02:00:00 GMT"}, timedelta(seconds=60)),
        ({"expires": "Sun, 22 Nov 2026 02:00:00 GMT"}, HOUR),
        ({"expires": "0"}, None),
    ],
)
def test_cache_control_comes_before_expires(headers, expected):
    assert fresh_for(headers, NOW) == expected


@given(st.dictionaries(st.sampled_from(["retry-after", "cache-control", "expires", "age"]), st.text(max_size=40)))
@example({"retry-after": "²"})
@example({"cache-control": "max-age=9", "age": "²"})
@example({"expires": "Sun, 99 Nov 99999 02:00:00 +9999"})
def test_any_header_gives_a_duration_or_none(headers):
    for read in (retry_after, fresh_for):
        found = read(headers, NOW)
        assert found is None or found >= timedelta(0)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<ttl>90</ttl>", timedelta(minutes=90)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", timedelta(minutes=30)),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", DAY),
        ("<ttl>never</ttl>", None),
        ("", None),
    ],
)
def test_a_feed_says_how_long_it_wants_to_be_left_alone(said, expected):
    text = f'<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel>{said}<item><link>/1</link></item></channel></rss>'
    assert read_feed(text.encode(), {}, "http://made.example/rss", zone=UTC).fresh_for == expected


# --- in the store, and over HTTP ---


def test_the_sources_with_a_channel_that_is_due_are_named_the_longest_due_first(store):
    poll = after(good())
    wanted = {
        "later": replace(poll, url="1", source="later", due=NOW + HOUR),
        "due": replace(poll, url="2", source="due", due=NOW - HOUR),
        "long": replace(poll, url="3", source="long", due=NOW - DAY),
        "held": replace(poll, url="4", source="held", due=NOW - DAY, held=NOW + HOUR),
    }
    polls.record_all(store, list(wanted.values()))
    assert polls.due_sources(store, NOW) == ("long", "due")
    assert polls.get(store, "4") == wanted["held"]
    assert polls.revive(store, "held", now=NOW) == 1
    assert "held" in polls.due_sources(store, NOW)


def rests(folder, url):
    """Let a channel have failed as often as makes it rest."""
    store = open_store(folder / "crawl.db")
    tired = after(*[bad(datetime.now(UTC))] * MISSES)
    polls.record_all(store, [replace(tired, url=url, source="made")])
    store.close()


def test_the_crawl_keeps_a_pace_for_each_channel_and_honours_what_servers_say(tmp_path):
    busy = Answer("busy", 429, {"Retry-After": "7200"})
    with Site({"/rss": rss(("/news/1001", "One"), headers={"Cache-Control": "max-age=50000"}), "/busy": busy}) as site:
        site.pages["/news/1001"] = article("One")
        channels = [f'{{ url = "{site.url}{path}", type = "feed" }}' for path in ("/rss", "/busy")]
        channels += [
            '{ url = "http://127.0.0.1:9/rss", type = "feed" }',
            f'{{ url = "{site.url}/tired", type = "feed" }}',
        ]
        catalogue = entry("made", site, *channels)
        rests(tmp_path, f"{site.url}/tired")
        crawl(tmp_path, catalogue)
        assert "/tired" not in site.paths()
        told = {
            url.rsplit("/", 1)[1]: (failures, fresh, datetime.fromisoformat(due) - datetime.fromisoformat(when), held)
            for url, failures, fresh, due, when, held in rows(
                tmp_path, "SELECT url, failures, fresh, due, asked, held FROM poll WHERE url NOT LIKE '%:9/%'"
            )
        }
        assert told["rss"][:2] == (0, 1)
        assert told["rss"][2] == timedelta(seconds=50000)
        assert told["busy"][0] == 1
        assert told["busy"][3] is not None
        assert rows(tmp_path, "SELECT failures FROM poll WHERE url LIKE '%:9/%'") == [(1,)], "others were reached"
        site.asked.clear()
        crawl(tmp_path, catalogue)
        assert "/busy" not in site.paths(), "a night as well leaves it alone until then"


def test_a_site_that_asks_us_to_wait_is_left_alone_for_the_night_and_as_long_as_it_says(tmp_path):
    listed = [(f"/news/{1000 + number}", f"Made {number}") for number in range(20)]
    with Site({"/rss": rss(*listed)}) as site:
        site.pages |= {path: Answer("too many", 429, {"Retry-After": "90000"}) for path, _ in listed}
        crawl(tmp_path, entry("made", site, more="delay = 0.1"))
        # Those that were under way already: Scrapy takes eight at a time.
        assert sum(path.startswith("/news/") for path in site.paths()) <= 9
        ((waiting,),) = rows(tmp_path, "SELECT count(*) FROM address WHERE state = 'waiting'")
        assert waiting > 0, "what is left is not lost"
        ((asked_at, held),) = rows(tmp_path, "SELECT asked, held FROM poll")
        assert datetime.fromisoformat(held) - datetime.fromisoformat(asked_at) >= timedelta(seconds=90000)


def test_when_nothing_is_reached_no_failure_counts(tmp_path):
    crawl(tmp_path, entry("dead", "http://127.0.0.1:9"))
    assert rows(tmp_path, "SELECT url FROM poll") == []
    assert rows(tmp_path, "SELECT count(*) FROM channel WHERE error IS NOT NULL") == [(1,)]
