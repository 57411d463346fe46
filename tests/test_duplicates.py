"""Which articles tell the same text, whatever the order in which they come."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_texts import FOOTER, OTHER, STORY, TITLE, edited, made_text, text_of

from analysis.duplicates import BUCKET, Telling, bands, connected_to, group, is_duplicate, similarity
from analysis.fingerprint import fingerprint
from analysis.linkage import average_linkage, connected

DAWN = datetime(2026, 11, 22, tzinfo=UTC)


def telling(name, text, *, title="", hours=0, address=None, dated=True):
    published = DAWN + timedelta(hours=hours) if dated else None
    return Telling(id=name, published=published, address=address, fingerprint=fingerprint(title, text))


def groups_of(tellings):
    groups = defaultdict(set)
    for name, place in group(tellings).items():
        groups[place.group].add(name)
    return dict(groups)


SYNDICATED = {
    "word for word": STORY,
    "retyped": [line.upper().replace("Ё", "Е").replace("—", "-").replace(",", " ,") for line in STORY],
    "with another lead": ["Работники буровой компании на западе страны прекратили работу из-за долгов.", *STORY[1:]],
    "with a cut tail": STORY[:5],
    "with an added line": [*STORY[:4], "Ранее мы сообщали о задержке зарплаты у водителей.", *STORY[4:]],
    "with a site's boilerplate": [*STORY, FOOTER],
    "with a sentence less and a number changed": [STORY[0].replace("трёхсот", "двухсот"), *STORY[1:3], *STORY[4:]],
}


@pytest.mark.parametrize("sentences", SYNDICATED.values(), ids=SYNDICATED)
@pytest.mark.parametrize("title", [TITLE, "В Жанаозене рабочие остались без зарплаты"])
def test_a_syndicated_copy_joins_its_original(sentences, title):
    first = telling("b", text_of(STORY), title=TITLE)
    copy = telling("a", text_of(sentences), title=title, hours=3)
    places = group([copy, first])
    assert places["b"].duplicate_of is None
    assert (places["a"].group, places["a"].duplicate_of) == ("b", "b")
    assert places["a"].like == "b"
    assert places["a"].why == "same text" or places["a"].why.endswith("% of word runs in common")


APART = {
    "two stories with one boilerplate": (text_of([*STORY[:2], FOOTER]), text_of([*OTHER[:2], FOOTER])),
    "a story and a retelling in other words": (text_of(STORY), "На буровой в Жанаозене забастовка из-за долгов."),
    "a story and a page of nothing": (text_of(STORY), ""),
    "two pages of nothing": ("", " … "),
    "two prices on one form": tuple(
        f"С понедельника литр дизельного топлива на городских заправках стоит {price} тенге, сообщил отдел."
        for price in ("295", "310")
    ),
    "two lines that differ in a word": ("Рейс из Актау задержан.", "Рейс из Атырау задержан."),
    "two head counts of two strikes": (
        "Бастуют 120 рабочих завода в Текели, они требуют поднять зарплату.",
        "Бастуют 300 рабочих шахты в Абае, они требуют поднять зарплату.",
    ),
}


@pytest.mark.parametrize("texts", APART.values(), ids=APART)
def test_what_only_looks_alike_stays_apart(texts):
    assert len(groups_of([telling("a", texts[0]), telling("b", texts[1])])) == 2


def test_the_same_short_words_are_the_same_text():
    assert len(groups_of([telling("a", "Бастау тоқтады."), telling("b", "бастау  тоқтады")])) == 1


def test_one_address_is_one_article_even_when_it_was_rewritten():
    url = "https://paper.kz/1"
    places = group([telling("b", text_of(STORY), address=url), telling("a", text_of(OTHER), address=url, hours=1)])
    assert places["a"].duplicate_of == "b"
    assert (places["a"].like, places["a"].why) == ("b", "same address")


@pytest.mark.parametrize("url", ["https://paper.kz/", "https://paper.kz/ru", "https://paper.kz/kk"])
def test_the_front_page_of_a_site_makes_no_two_articles_one(url):
    made = [telling("a", text_of(STORY), address=url), telling("b", text_of(OTHER), address=url)]
    assert len(groups_of(made)) == 2
    assert connected_to(made[:1], {"b": made[1]}.__getitem__, lambda one: ["b"]) == made[:1]


def test_the_earliest_telling_heads_the_group_then_the_smaller_id_and_no_date_comes_last():
    text = text_of(STORY)
    made = [telling("d", text, hours=2), telling("c", text, hours=1), telling("b", text, hours=1)]
    assert set(groups_of(made)) == {"b"}
    assert set(groups_of([*made, telling("a", text, dated=False)])) == {"b"}


def test_a_chain_of_updates_does_not_join_end_to_end():
    """Each version shares three quarters of its words with the next; the first and the last share none."""
    words = made_text(800, seed=5).split()
    versions = [" ".join(words[at : at + 200]) for at in range(0, 601, 50)]
    found = groups_of([telling(f"{at:02}", text, hours=at) for at, text in enumerate(versions)])
    assert len(found) > 1
    assert all(is_duplicate(fingerprint("", a), fingerprint("", b)) for a, b in pairwise(versions))
    for members in found.values():
        assert max(map(int, members)) - min(map(int, members)) <= 4


def world(seed, stories=8):
    """Made stories told one to five times each, some of them edited, some at a shared address, some without a date."""
    source, made = random.Random(seed), []
    for story in range(stories):
        text = made_text(source.choice([6, 25, 60, 200]), seed * 100 + story)
        for copy in range(source.randrange(1, 6)):
            shown = edited(text, source.choice([0, 0.1, 0.3, 0.5]), seed * 10_000 + story * 10 + copy)
            address = f"https://paper.kz/{story}" if source.random() < 0.2 else None
            name = f"{source.randrange(10**6):06}{story}{copy}"
            made.append(telling(name, shown, hours=source.randrange(48), address=address, dated=source.random() < 0.9))
    return made


class Index:
    """The store's part in a few lines: keys to articles, the smallest ids of a key."""

    def __init__(self):
        self.tellings, self.keys = {}, defaultdict(set)

    def add(self, one):
        self.tellings[one.id] = one
        for key in self._of(one):
            self.keys[key].add(one.id)

    def _of(self, one):
        return [*bands(one.fingerprint), one.fingerprint.text_hash, *filter(None, [one.address])]

    def candidates(self, one):
        return {other for key in self._of(one) for other in sorted(self.keys[key])[:BUCKET]}


@given(seed=st.integers(0, 10_000), order=st.randoms(use_true_random=False), nights=st.integers(1, 4))
@settings(max_examples=30, deadline=None)
def test_neither_order_nor_nights_change_the_groups(seed, order, nights):
    made = world(seed)
    whole = group(made)
    arriving = list(made)
    order.shuffle(arriving)
    assert group(arriving) == whole
    index, stored = Index(), {}
    for night in range(nights):
        tonight = arriving[night::nights]
        for one in tonight:
            index.add(one)
        changed = connected_to(tonight, index.tellings.__getitem__, index.candidates)
        stored |= group(changed, index.candidates)
    assert stored == whole


def test_near_texts_find_each_other_among_many():
    """Recall of keys and threshold together on made pairs that share half of their word runs or more."""
    pairs = [(text := made_text(120, seed), edited(text, 0.05 + seed % 5 / 20, seed)) for seed in range(400)]
    made = [telling(f"{n}{side}", text) for n, pair in enumerate(pairs) for side, text in zip("ab", pair, strict=True)]
    places = group(made)
    alike = [n for n, (a, b) in enumerate(pairs) if similarity(fingerprint("", a), fingerprint("", b)).jaccard >= 0.5]
    assert len(alike) > 250
    assert sum(places[f"{n}b"].group == f"{n}a" for n in alike) >= 0.99 * len(alike)
    assert all(place.group[:-1] == name[:-1] for name, place in places.items())


def test_a_key_that_all_share_does_not_make_all_be_compared():
    made = [telling(f"{n:03}", f"{made_text(40, n)} {FOOTER}") for n in range(300)]
    made += [telling("copy", f"{made_text(40, 299)} {FOOTER}", hours=5)]
    assert group(made)["copy"].duplicate_of == "299"


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_what_pairs_connect_is_one_part(pairs):
    parts = connected(10, pairs)
    assert sorted(item for part in parts for item in part) == list(range(10))
    where = {item: at for at, part in enumerate(parts) for item in part}
    assert all(where[a] == where[b] for a, b in pairs)


def test_groups_join_by_the_mean_of_their_pairs():
    similar = np.array([[1, 0.9, 0.5], [0.9, 1, 0.3], [0.5, 0.3, 1]])
    assert average_linkage(similar, 0.5) == [[0, 1], [2]]
    assert average_linkage(similar, 0.4) == [[0, 1, 2]]
    assert average_linkage(np.ones((1, 1)), 0.5) == [[0]]
