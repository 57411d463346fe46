"""What is found wrong with a source from its nights: against its own past and its floor."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.health.doubts import doubted
from crawler.health.findings import Case, by_day, findings
from crawler.health.kinds import kind_of
from crawler.health.norms import Norm, distance
from store.measures import Extracted, Measure
from store.polls import Poll

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def night(ago: int, articles: int = 10, **more: object) -> Measure:
    """A good night of a Russian paper, `ago` days before now, unless told otherwise."""
    said = {
        "source": "made", "at": NOW - timedelta(days=ago), "upto": 1, "reached": True, "items": 30,
        "articles": articles, "dated": articles, "characters": 1500, "languages": Counter(ru=articles),
        "found": Counter({"body=json-ld": articles, "title=json-ld": articles, "published=meta": articles}),
        "fetched": articles, "failed": 0, "kinds": Counter(),
    }  # fmt: skip
    return Measure(**{**said, **more})


def usual(**more: object) -> list[Measure]:
    """Five weeks that differ a little from night to night, as papers do."""
    return [night(ago, 8 + ago % 5, **more) for ago in range(34, -1, -1)]


def week(**more: object) -> list[Measure]:
    """The same with another last week."""
    return [*usual()[:-7], *(night(ago, **more) for ago in range(6, -1, -1))]


def kinds(nights: list[Measure], *, floor: float = 1, polls: tuple[Poll, ...] = ()) -> dict[str, str]:
    case = Case(source="made", nights=nights, polls=polls, floor=floor, languages=("ru",))
    return {one.kind: one.what for one in findings(case)}


def poll(**more: object) -> Poll:
    return Poll(**{"url": "u", "source": "made", "asked": NOW, "due": NOW, "pause": 3600, **more})


def test_a_usual_source_has_no_finding():
    assert kinds(usual()) == {}


def test_a_new_source_has_no_baseline_to_fall_under():
    assert kinds([night(0, 1)]) == {}


@pytest.mark.parametrize("nights", [1, 35])
def test_zero_items_are_a_failure_on_the_first_night_already(nights):
    history = [*usual()[-nights:-1], night(0, 0, items=0)]
    assert "name no article for 1 night" in kinds(history)["no items"]


def test_nights_without_items_are_counted():
    assert "for 3 nights" in kinds([*usual()[:-3], *(night(ago, 0, items=0) for ago in (2, 1, 0))])["no items"]


def test_what_cannot_be_reached_is_undecided_and_not_called_dead():
    told = kinds([*usual()[:-1], night(0, 0, items=0, reached=False, kinds=Counter({"time-out": 2}))])
    assert list(told) == ["unreachable"]
    assert "undecided" in told["unreachable"]
    assert "time-out (2)" in told["unreachable"]


def test_a_source_that_shuts_us_out_is_told_as_such():
    assert list(kinds([night(0, 0, items=0, kinds=Counter({"http 403": 1}))])) == ["blocked"]


def test_the_declared_floor_holds_without_a_baseline():
    few = [night(ago, 1) for ago in range(6, -1, -1)]
    assert kinds(few, floor=7) == {}
    assert "7 articles in 7 nights; its floor is 10" in kinds(few, floor=10)["few"]
    assert kinds(few[1:], floor=10) == {}, "a week is not over"


def test_a_week_far_under_the_usual_number_is_told_and_one_a_little_under_is_not():
    assert "usually 10" in kinds(week(articles=4))["few"]
    assert kinds(week(articles=9)) == {}


def test_dates_that_are_no_longer_found_are_told():
    assert "14 of 70" in kinds(week(dated=2))["dates"]
    assert kinds(week(dated=9)) == {}


def test_a_new_source_without_any_date_is_told():
    assert "none of 20" in kinds([night(1, dated=0), night(0, dated=0)])["dates"]


@pytest.mark.parametrize("characters", [300, 5000])
def test_texts_of_another_length_are_told(characters):
    assert "usually 1500" in kinds(week(characters=characters))["bodies"]


def test_another_mix_of_languages_is_told():
    assert "usually ru 100%" in kinds(week(languages=Counter(ru=3, en=7)))["language"]
    assert kinds(week(languages=Counter(ru=8, kk=2))) == {}


def test_a_language_that_the_entry_does_not_name_is_told():
    assert "its entry says ru" in kinds([night(ago, languages=Counter(kk=10)) for ago in (1, 0)])["language"]


def test_more_failures_than_usual_are_told_with_their_kinds():
    assert "http 500" in kinds(week(failed=5, kinds=Counter({"http 500": 5})))["errors"]
    assert kinds(week(failed=1)) == {}


def test_a_field_that_is_found_in_another_way_is_told():
    found = Counter({"body=trafilatura": 10, "title=json-ld": 10, "published=meta": 10})
    assert "body is now found by trafilatura, before by json-ld" in kinds(week(found=found))["layout"]


def test_one_channel_of_several_that_fails_long_enough_is_told():
    failing = poll(url="http://made.example/rss", failures=6)
    assert "http://made.example/rss (6 times)" in kinds(usual(), polls=(failing, poll()))["channel"]
    assert kinds(usual(), polls=(poll(failures=5), poll())) == {}


def test_a_channel_that_names_nothing_known_may_lose_items():
    assert "losing" in kinds(usual(), polls=(poll(gap=86_400, listed=30, fresh=30),))
    assert "losing" in kinds(usual(), polls=(poll(gap=86_400, listed=30, fresh=12, span=7_200),))
    assert kinds(usual(), polls=(poll(gap=3_600, listed=30, fresh=12, span=7_200),)) == {}


def test_a_source_whose_channels_are_retired_is_told_unless_a_person_did_it():
    gone = [*usual()[:-1], night(0, 0, items=0)]
    assert list(kinds(gone, polls=(poll(state="retired", failures=30),))) == ["retired"]
    assert kinds(gone, polls=(poll(state="retired", by_hand=True),)) == {}


def test_two_runs_of_one_day_are_one_night():
    (one,) = by_day([night(0, 3, characters=1000), night(0, 1, characters=2000, items=5)])
    assert (one.articles, one.characters, one.items, one.languages) == (4, 1250, 5, {"ru": 4})


def test_a_night_on_which_nobody_was_reached_is_no_part_of_the_norm():
    dark = [night(ago, 0, reached=False, items=0) for ago in range(20, 10, -1)]
    kept = [one for one in usual() if not 11 <= (NOW - one.at).days <= 20]
    assert kinds(sorted([*kept, *dark], key=lambda one: one.at)) == {}


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=40))
def test_the_mean_itself_never_falls_or_rises(values):
    norm = Norm.of(values)
    assert not norm.falls(norm.mean)
    assert not norm.rises(norm.mean)


@given(*[st.dictionaries(st.sampled_from(["ru", "kk", "en"]), st.integers(1, 50), min_size=1)] * 2)
def test_the_distance_of_mixes_is_a_part_of_one_and_symmetric(one, other):
    assert 0 <= distance(one, other) <= 1 + 1e-9
    assert distance(one, other) == distance(other, one)
    assert distance(one, one) == 0


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("HTTP 503", "http 503"),
        ("DownloadTimeoutError: Getting http://made.example/ took longer than 30.0 seconds.", "time-out"),
        ("CannotResolveHostError: DNS lookup failed: no results for hostname lookup", "no such host"),
        ("DownloadConnectionRefusedError: Connection was refused by other side", "no connection"),
        ("Forbidden by robots.txt", "robots"),
        ("a web page instead of a feed", "html instead of a channel"),
        ("no text that is an article's", "no article"),
    ],
)
def test_errors_are_named_by_their_kind(error, kind):
    assert kind_of(error) == kind


# --- doubts ---


def extracted(number: int, **more: object) -> Extracted:
    said = {
        "id": f"id{number}", "number": number, "title": f"Headline {number}", "characters": 1200 + 37 * (number % 20),
        "dated": True, "lang": "ru", "found": {}, "text_sha": f"sha{number}", "extractor": 1,
    }  # fmt: skip
    return Extracted(**{**said, **more})


def test_an_article_like_its_sources_others_is_not_doubted():
    assert doubted([extracted(number) for number in range(60)]) == {}


def test_a_very_short_text_and_a_missing_date_are_doubted():
    others = [extracted(number) for number in range(30)]
    why = doubted([*others, extracted(30, characters=90), extracted(31, dated=False)])
    assert why.keys() == {"id30", "id31"}
    assert "90 characters" in why["id30"]
    assert "no date" in why["id31"]


def test_a_source_that_dates_seldom_or_is_hardly_known_raises_no_doubt():
    assert doubted([extracted(number, dated=number % 2 == 0) for number in range(40)]) == {}
    assert doubted([*(extracted(number) for number in range(10)), extracted(10, characters=90, dated=False)]) == {}


def test_one_text_under_three_headlines_is_doubted():
    same = [extracted(number, text_sha="same") for number in range(3)]
    assert doubted(same).keys() == {"id0", "id1", "id2"}
    assert doubted(same[:2]) == {}, "a correction under a new headline"
