"""What the morning's mail says, and that no page can put words into its headers or its markup."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from digest_samples import DAY, MAIL, NEWS, STRIKE, THREAT, addressed
from hypothesis import given
from hypothesis import strategies as st

from digest.compose import compose
from digest.errors import BadLetter
from digest.message import message_id_of
from digest.records import DigestDay, Mail
from digest.subject import subject


def day_of(*items):
    return DigestDay(day=DAY, items=items)


def at(*places, kind="strike"):
    return [replace(STRIKE, id=f"{kind}{n}", kind=kind, place=place) for n, place in enumerate(places)]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (at("Zhanaozen"), "1 new strike: Zhanaozen"),
        (at("Zhanaozen", "Temirtau", "Almaty"), "3 new strikes: Zhanaozen, Temirtau, Almaty"),
        (at("Zhanaozen", "Zhanaozen", "Almaty"), "3 new strikes: Zhanaozen (2), Almaty"),
        (at("A", "B", "C", "D", "E"), "5 new strikes: A, B, C, 2 more"),
        (at("Aktau", kind="threat"), "1 strike threat: Aktau"),
        (at("Oral") + at("Aktau", "Semey", kind="threat"), "1 new strike: Oral; 2 strike threats: Aktau, Semey"),
        ([replace(STRIKE, course="ongoing")], "1 ongoing strike: Zhanaozen"),
        ([replace(STRIKE, place=None)], "1 new strike: Mangystau"),
        ([replace(STRIKE, place=None, region=None)], "1 new strike: Sample Drilling LLP"),
        ([replace(STRIKE, place=None, region=None, employer=None)], "1 new strike"),
        ([], "No new strikes"),
        ([replace(STRIKE, abroad=True)], "No new strikes in Kazakhstan; 1 abroad"),
        ([STRIKE, replace(STRIKE, id="z", abroad=True)], "1 new strike: Zhanaozen; 1 abroad"),
    ],
)
def test_the_subject_tells_the_news(items, said):
    assert subject(day_of(*items)) == said


KNOWN = [
    *(STRIKE.english_title, STRIKE.original_title, STRIKE.summary, "Zhanaozen, Mangystau", STRIKE.employer),
    *("about 300", "wage arrears", "0.97", "не выходят на смену", "Sample Gazette", STRIKE.url, STRIKE.link),
    *("2026-11-21 09:30 UTC", *STRIKE.warnings, STRIKE.tellings[0].title, STRIKE.tellings[0].url, "Kazakh"),
    *("quiet.example", "no article for 3 nights", "14 articles", "Sunday, 22 November 2026"),
]


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_story_is_told_with_all_that_is_known(form):
    told = " ".join(getattr(compose(NEWS), form).split())
    for known in KNOWN:
        assert known in told


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_rough_translation_says_so_and_a_missing_one_shows_the_original(form):
    told = getattr(compose(NEWS), form)
    assert "rough machine translation" in told
    assert "waiting for translation" in told
    assert "no package kk-en is installed" in told
    assert THREAT.original_title in told


@pytest.mark.parametrize("form", ["text", "html"])
def test_an_english_article_is_neither_called_translated_nor_waiting(form):
    english = replace(STRIKE, lang="en", original_title="Drillers stay away", english_title=None, quality=None)
    told = getattr(compose(day_of(english)), form)
    assert "Drillers stay away" in told
    assert "translat" not in told


def test_strikes_come_before_threats_and_news_before_what_goes_on():
    going_on = replace(STRIKE, id="c3", course="ongoing", english_title="An older strike goes on", score=0.99)
    text = compose(day_of(going_on, THREAT, STRIKE)).text
    assert text.index(STRIKE.english_title) < text.index(THREAT.original_title) < text.index("An older strike")


def test_other_countries_come_last():
    abroad = replace(STRIKE, id="d4", abroad=True, english_title="Dockers of another country strike", score=1.0)
    text = compose(day_of(abroad, THREAT, STRIKE)).text
    assert text.index(THREAT.original_title) < text.index("ABROAD") < text.index("Dockers of another")


@pytest.mark.parametrize(
    ("place", "region", "said"),
    [
        ("Oral", "West Kazakhstan", "Oral, West Kazakhstan"),
        ("Aktobe", "Aktobe", "Aktobe"),
        ("Almaty", "Almaty city", "Almaty"),
        (None, "Abai", "Abai"),
        ("Aktau", None, "Aktau"),
        (None, None, None),
    ],
)
def test_a_region_that_repeats_the_place_is_left_out(place, region, said):
    assert replace(STRIKE, place=place, region=region).where == said


def test_many_warnings_are_counted():
    mail = compose(day_of(replace(STRIKE, warnings=("one lost", "two lost", "three lost", "four lost"))))
    for form in (mail.text, mail.html):
        assert "two lost" in form
        assert "and 2 more" in form
        assert "three lost" not in form


def test_the_order_in_which_stories_come_does_not_change_the_mail():
    assert compose(day_of(STRIKE, THREAT)).text == compose(day_of(THREAT, STRIKE)).text


def test_the_lines_of_the_text_are_short():
    lines = compose(day_of(replace(STRIKE, summary="word " * 200))).text.splitlines()
    assert max(map(len, lines)) <= 78


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.open = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def tags_of(html):
    parser = Tags()
    parser.feed(html)
    assert parser.open == []
    return parser.tags


def test_the_html_needs_nothing_from_the_web():
    tags = tags_of(compose(NEWS).html)
    assert not {"script", "link", "style", "img", "iframe"} & {tag for tag, _ in tags}
    assert "viewport" in [attrs.get("name") for tag, attrs in tags if tag == "meta"]


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=y>\u202e\x00\x1b"


def test_what_a_page_says_is_never_markup():
    item = replace(
        STRIKE, original_title=HOSTILE, english_title=HOSTILE, summary=HOSTILE, evidence=(HOSTILE,), employer=HOSTILE,
        url="javascript:alert(1)", place=HOSTILE, source=HOSTILE, workers=HOSTILE, warnings=(HOSTILE,), link="data:x",
    )  # fmt: skip
    mail = compose(day_of(item))
    tags = tags_of(mail.html)
    assert {tag for tag, _ in tags} == {tag for tag, _ in tags_of(compose(day_of(STRIKE)).html)}
    assert not [attrs for _, attrs in tags if any(name.startswith("on") for name in attrs)]
    assert not [attrs for tag, attrs in tags if tag == "a" and not attrs["href"].startswith("http")]
    assert not {"\u202e", "\x00", "\x1b"} & set(mail.text + mail.html + mail.subject)


@given(st.text(max_size=60))
def test_any_title_makes_a_subject_of_one_line(place):
    said = subject(day_of(replace(STRIKE, place=place)))
    assert said.isprintable()
    addressed(mail=replace(MAIL, subject=said))


def test_a_letter_reads_back_as_it_was_written():
    mail = compose(NEWS)
    read = message_from_bytes(addressed(mail=mail).data, policy=default)
    assert read["Subject"] == mail.subject
    assert read.get_body(("plain",)).get_content().replace("\r\n", "\n") == mail.text
    assert read.get_body(("html",)).get_content().replace("\r\n", "\n") == mail.html


def test_a_letter_is_marked_as_an_automatic_list_mail():
    message = addressed().message
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "strikewatch digest <strikewatch.desk.example>"
    assert message["List-Unsubscribe"] == "<mailto:strikewatch@desk.example?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] is None
    assert message["Date"] == "Sun, 22 Nov 2026 02:00:00 +0000"
    one_click = addressed(unsubscribe="https://desk.example/u/1").message
    assert one_click["List-Unsubscribe"].startswith("<https://desk.example/u/1>, <mailto:")
    assert one_click["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_same_letter_is_the_same_bytes_and_fits_every_server():
    data = addressed(mail=compose(NEWS)).data
    assert data == addressed(mail=compose(NEWS)).data
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_message_id_depends_on_day_recipient_and_database_and_hides_the_recipient():
    ids = {
        message_id_of(day, who, database=db, domain="desk.example")
        for day in (DAY, DAY.replace(day=23))
        for who in ("curator@desk.example", "other@desk.example")
        for db in ("d", "e")
    }
    assert len(ids) == 8
    assert addressed().message_id in ids
    assert addressed("Curator@desk.example").message_id in ids
    assert not [one for one in ids if "curator" in one]


INJECTED = ["a@desk.example\r\nBcc: all@desk.example", "a@desk.example\nX: y", "a@desk.example\x00"]
MALFORMED = ["", "a", "@desk.example", "a@", "a b@desk.example", "a@desk.example, b@desk.example", "ә@desk.example"]


@pytest.mark.parametrize("text", INJECTED + MALFORMED)
def test_an_address_that_no_header_may_carry_is_refused(text):
    with pytest.raises(BadLetter):
        addressed(text)
    with pytest.raises(BadLetter):
        addressed(sender=text)


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\x0b", "\u2028"])
def test_a_subject_with_a_line_end_is_refused(line_end):
    with pytest.raises(BadLetter):
        addressed(mail=Mail(subject=f"News{line_end}Bcc: all@desk.example", text="", html=""))


def test_a_domain_in_cyrillic_is_written_in_ascii():
    assert addressed("curator@үлгі.қаз").recipient.startswith("curator@xn--")
