"""Which addresses a source may be sent to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.resolving import LeadsInside, checked, refusal
from crawler.site import Site, host_of

PAPER = Site.of(["https://www.paper.example/", "https://kk.paper2.example/rss", "cdn.example"])


@pytest.mark.parametrize(
    "url",
    [
        "https://paper.example/a",
        "http://WWW.paper.example/",
        "https://ru.paper.example/a",
        "https://kk.paper2.example/a",
        "http://cdn.example/",
    ],
)
def test_a_sites_own_hosts_and_those_below_them_are_its_own(url):
    assert PAPER.refusal(url) is None


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://elsewhere.example/", "another site"),
        ("https://notpaper.example/", "another site"),
        ("https://paper2.example/", "another site"),
        ("https://paper.example:8080/", "another site"),
        ("ftp://paper.example/", "the scheme is ftp"),
        ("file:///etc/passwd", "the scheme is file"),
        ("//paper.example/", "the scheme is missing"),
        ("http://127.0.0.1/", "private network"),
        ("http://localhost:8000/", "private network"),
        ("http://169.254.169.254/latest/meta-data", "private network"),
        ("http://[::1]/", "private network"),
        ("http://10.0.0.7/", "private network"),
        ("http://printer.local/", "private network"),
    ],
)
def test_everything_else_is_refused_with_the_reason(url, why):
    assert why in (PAPER.refusal(url) or "")


def test_an_aggregators_articles_lie_anywhere_but_not_in_our_own_network():
    aggregator = Site.of(["https://collector.example/", "*"], anywhere=True)
    assert aggregator.refusal("https://elsewhere.example/1") is None
    assert "private network" in (aggregator.refusal("http://192.168.1.1/") or "")


def test_a_source_on_loopback_may_be_read_on_its_own_port_only():
    sample = Site.of(["http://127.0.0.1:8001/"])
    assert sample.refusal("http://127.0.0.1:8001/a") is None
    assert "private network" in (sample.refusal("http://127.0.0.1:8002/a") or "")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("sold.example", "10.0.0.7"),
        ("2130706433", "127.0.0.1"),
        ("meta.example", "169.254.169.254"),
        ("six.example", "::1"),
    ],
)
def test_a_public_name_that_leads_inside_is_refused_and_named(name, address):
    with pytest.raises(LeadsInside, match="inside a private network"):
        checked(address, name)
    assert address in (refusal(name) or "")


@pytest.mark.parametrize(("name", "address"), [("paper.example", "93.184.216.34"), ("localhost", "127.0.0.1")])
def test_a_name_that_leads_where_it_says_is_believed(name, address):
    assert checked(address, name) == address
    assert refusal(name) is None


def test_a_cyrillic_host_is_the_same_as_its_punycode():
    assert host_of("https://газета.example/") == host_of("https://xn--80aahjj1e.example/")


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_allowed_or_refused_and_never_breaks(text):
    assert PAPER.refusal(text) is not None
    PAPER.refusal("https://" + text)
    PAPER.refusal("https://paper.example" + text)
