import gzip
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.discover import ChannelError, Hostile, NotAChannel, read_channel
from crawler.discover.feed import read_feed
from crawler.source import ChannelEntry

ALMATY = ZoneInfo("Asia/Almaty")
BASE = "https://paper.example/rss"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Made paper</title>
<item><title> Made  headline </title><link>https://paper.example/news/1001?utm_source=rss</link>
<pubDate>Fri, 20 Nov 2026 10:00:00 +0500</pubDate></item>
<item><title>Other</title><link>/news/1002</link></item>
<item><title>No address</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Made</title><entry><title>One</title>
<link rel="alternate" href="https://paper.example/a/1"/><published>2026-11-20T05:00:00Z</published></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Made</title></channel>
<item rdf:about="https://paper.example/r/1"><title>One</title><link>https://paper.example/r/1</link>
<dc:date>2026-11-20T10:00:00+05:00</dc:date></item></rdf:RDF>"""
OLD = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://x/rss-0.91.dtd">
<rss version="0.91"><channel><title>Made</title><item><title>One</title><link>https://paper.example/o/1</link>
</item></channel></rss>"""


def read(text, **headers):
    return read_feed(text if isinstance(text, bytes) else text.encode(), headers, BASE, zone=ALMATY)


def test_items_give_absolute_addresses_titles_and_dates_in_utc():
    first, second = read(RSS).listed
    assert first.url == "https://paper.example/news/1001?utm_source=rss"
    assert first.title == "Made headline"
    assert first.published == datetime(2026, 11, 20, 5, tzinfo=UTC)
    assert (second.url, second.published) == ("https://paper.example/news/1002", None)


@pytest.mark.parametrize(("text", "url"), [(ATOM, "/a/1"), (RDF, "/r/1"), (OLD, "/o/1")])
def test_every_dialect_is_read(text, url):
    (item,) = read(text).listed
    assert item.url == "https://paper.example" + url
    if text is not OLD:
        assert item.published == datetime(2026, 11, 20, 5, tzinfo=UTC)


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-16"])
def test_the_declared_charset_is_read(charset):
    text = f"""<?xml version="1.0" encoding="{charset}"?><rss version="2.0"><channel><title>т</title>
    <item><title>Выдуманный заголовок</title><link>https://paper.example/1</link></item></channel></rss>"""
    assert read(text.encode(charset)).listed[0].title == "Выдуманный заголовок"


def test_a_feed_packed_with_gzip_and_one_after_blank_lines_are_read():
    assert len(read(gzip.compress(RSS.encode())).listed) == 2
    assert len(read("\n\n" + RSS).listed) == 2


def test_a_feed_that_breaks_off_gives_what_is_whole():
    assert read(RSS[: RSS.index("<item><title>Other")]).listed[0].title == "Made headline"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<!DOCTYPE html>\n<!-- x --><html><body>Not found</body></html>", "a web page instead of a feed"),
        ("", "nothing at all"),
        ('{"items": []}', "no markup instead of a feed"),
        ("<opml></opml>", "<opml> instead of a feed"),
    ],
)
def test_what_is_no_feed_is_called_by_its_name(text, said):
    with pytest.raises(NotAChannel, match=said):
        read(text)


@pytest.mark.parametrize(
    "entities",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">',
        f'<!ENTITY a "{"ha" * 500}">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % a SYSTEM "http://elsewhere.example/x.dtd">',
    ],
)
def test_entity_bombs_are_refused_in_feeds_and_sitemaps(entities):
    bomb = f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>" + RSS.split("?>", 1)[1]
    with pytest.raises(Hostile):
        read(bomb)
    with pytest.raises(Hostile):
        read(bomb.encode("utf-16"))


def test_character_entities_of_old_feeds_are_no_bomb():
    text = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY nbsp '&#160;'>]>" + RSS.split("?>", 1)[1]
    assert len(read(text).listed) == 2


def test_impossible_dates_and_other_schemes_are_left_out():
    text = RSS.replace("20 Nov 2026", "99 Nov 0000").replace("/news/1002", "mailto:a@b.example")
    (item,) = read(text).listed
    assert item.published is None


def test_a_sitemap_called_a_feed_and_the_other_way_round_are_read_as_what_they_are():
    sitemap = "<urlset><url><loc>https://paper.example/x-1234</loc></url></urlset>"
    for claimed, text in (("feed", sitemap), ("sitemap", RSS)):
        entry = ChannelEntry(url=BASE, type=claimed)
        assert read_channel(entry, BASE, text.encode(), {}, zone=ALMATY).listed


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_give_an_answer_or_a_named_error(body):
    for start in (b"", b"<rss version='2.0'><channel><item><link>", b"<urlset><url><loc>"):
        for claimed in ("feed", "sitemap", "listing"):
            with suppress(ChannelError):
                read_channel(ChannelEntry(url=BASE, type=claimed), BASE, start + body, {}, zone=ALMATY)
