"""Which articles tell one story: facts and meaning together, whatever the order in which they come."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from story_samples import FIRMS, TOWNS, account, point

from analysis.clues import clues
from analysis.likeness import SAME, likeness
from analysis.stories import QUIET, seat


def parts(accounts, stories=None):
    found = defaultdict(set)
    for one in seat(accounts, stories):
        found[one.story].add(one.id)
    return dict(found)


def test_tellings_of_one_strike_are_one_story_under_the_id_of_the_earliest():
    told = [
        account(name, town="Zhanaozen", firm="Burgylau", hours=hours) for name, hours in (("c", 0), ("a", 5), ("b", 9))
    ]
    assert parts(told) == {"c": {"a", "b", "c"}}
    (first, second, _) = sorted(seat(told), key=lambda one: one.id)
    assert "the same employer: Burgylau" in first.why
    assert "the same place: Zhanaozen" in first.why
    assert second.likeness > SAME


def test_two_strikes_in_one_town_in_one_week_stay_two_even_where_they_sound_alike():
    told = [
        account("a", town="Zhanaozen", firm="Burgylau"),
        account("b", town="Zhanaozen", firm="Kezbi Service", hours=3),
    ]
    assert len(parts(told)) == 2
    assert "different employers: Burgylau; Kezbi Service" in likeness(*told).why


def test_a_telling_that_names_no_firm_joins_the_strike_that_it_is_like():
    told = [
        account("a", 0, town="Zhanaozen", firm="Burgylau"),
        account("b", 1, town="Zhanaozen", firm="Kezbi Service"),
        account("c", 1, town="Zhanaozen", hours=4),
    ]
    assert parts(told) == {"a": {"a"}, "b": {"b", "c"}}


@pytest.mark.parametrize(
    ("towns", "together"),
    [(("Zhanaozen", "Zhanaozen"), True), (("Zhanaozen", "Semey"), False), (("Zhanaozen", None), True)],
)
def test_far_towns_part_what_sounds_alike(towns, together):
    told = [account(name, town=town) for name, town in zip("ab", towns, strict=True)]
    assert (len(parts(told)) == 1) is together


def test_spellings_of_one_firm_are_one_and_a_firm_and_its_owner_agree():
    for one, other in (
        ("Burgylau", "Burgylay"),
        ("Ozenmunaigas", "KazMunayGas"),
        ("Uralsk Avtotrans", "Oral Avtotrans"),
    ):
        assert len(parts([account("a", firm=one), account("b", firm=other)])) == 1


def test_a_story_closes_after_seven_quiet_days_and_goes_on_while_gaps_are_shorter():
    days = QUIET / timedelta(hours=1)
    told = {"a": [account("a", town="Aktau", firm="Tulpar Bus")]}
    assert parts([account("b", town="Aktau", firm="Tulpar Bus", hours=days)], told) == {"a": {"b"}}
    assert parts([account("b", town="Aktau", firm="Tulpar Bus", hours=days + 1)], told) == {"b": {"b"}}
    long = [account(name, town="Aktau", firm="Tulpar Bus", hours=n * days) for n, name in enumerate("abcd")]
    assert parts(long) == {"a": set("abcd")}


def test_two_stories_are_never_joined_by_a_telling_that_is_like_both():
    told = {"a": [account("a", town="Aktau")], "b": [account("b", town="Aktau", hours=1)]}
    (one,) = seat([account("c", town="Aktau", hours=2)], told)
    assert one.story in ("a", "b")


def test_copies_of_one_text_are_one_story_and_follow_their_group():
    one, copy = account("a", 0, firm="Burgylau"), account("b", 5, firm="Aru Tigin", group="a")
    assert parts([one, copy]) == {"a": {"a", "b"}}
    assert parts([copy], {"x": [replace(one, id="x")]}) == {"x": {"b"}}


def test_a_story_made_anew_keeps_its_id_while_its_first_article_is_in_it():
    told = [account("early", town="Aktau", firm="Tulpar Bus"), account("old", town="Aktau", firm="Tulpar Bus", hours=3)]
    assert {one.story for one in seat(told, begun={"old"})} == {"old"}


def test_other_news_goes_by_meaning_and_without_a_model_strikes_go_by_facts():
    plain = [replace(account(name, kind), strike=False) for name, kind in (("a", 0), ("b", 0), ("c", 1))]
    assert parts(plain) == {"a": {"a", "b"}, "c": {"c"}}
    blind = [
        replace(account(name, town=town, firm=firm), among_news=None, among_strikes=None)
        for name, town, firm in (("a", "Aktau", "Tulpar Bus"), ("b", "Aktau", "Tulpar Bus"), ("c", "Aktau", None))
    ]
    shared = [replace(one, clues=replace(one.clues, numbers=frozenset({"120"}))) for one in blind[:2]]
    assert parts([*shared, blind[2]]) == {"a": {"a", "b"}, "c": {"c"}}


def world(seed):
    """Made strikes told one to four times each, some without firm, town or date, some as copies."""
    source, made = random.Random(seed), []
    for strike in range(8):
        town, firm, begin = source.choice(TOWNS), source.choice(FIRMS), source.randrange(0, 300)
        for copy in range(source.randrange(1, 5)):
            name = f"{source.randrange(10**6):06}{strike}{copy}"
            made.append(
                account(
                    name, strike, hours=begin + source.randrange(60),
                    town=town if source.random() < 0.8 else None, firm=firm if source.random() < 0.6 else None,
                    group=made[-1].group if made and source.random() < 0.1 else name,
                    among_strikes=point(strike, 0.8, source.randrange(10**6)),
                )
            )  # fmt: skip
    return made


@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_arrival_does_not_change_a_night(seed, order):
    made = world(seed)
    half = sorted(made, key=lambda one: one.at)[: len(made) // 2]
    known = defaultdict(list)
    for one in seat(half):
        known[one.story] += [account for account in half if account.id == one.id]
    new = [one for one in made if one not in half]
    before = seat(new, known)
    order.shuffle(new)
    shuffled = {
        name: order.sample(members, len(members)) for name, members in order.sample(sorted(known.items()), len(known))
    }
    assert seat(new, shuffled) == before
    assert {one.id for one in before} == {one.id for one in new}


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_no_story_holds_two_firms(seed):
    made = {one.id: one for one in world(seed) if one.group == one.id}
    for members in parts(made.values()).values():
        assert len({firm for name in members for firm in made[name].clues.employers}) <= 1


def test_clues_are_the_same_in_three_languages():
    russian = clues("В Жанаозене бастуют", "Около 250 рабочих «Озенмунайгаза» не вышли на смену в 2024 году.")
    kazakh = clues("Жаңаөзенде ереуіл", "«Өзенмұнайгаз» компаниясының 250 жұмысшысы ауысымға шықпады.")
    english = clues("Strike in Zhanaozen", "About 250 workers of Ozenmunaigas stayed away.")
    assert russian.towns == kazakh.towns == english.towns == {"Zhanaozen"}
    assert russian.named == kazakh.named == english.named == {"Ozenmunaigas"}
    assert russian.numbers == kazakh.numbers == english.numbers == {"250"}
