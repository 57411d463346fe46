"""Finds a site's channels: asks where they may be, and has each examined. Reads the web through a Fetch."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

from crawler.doctor.candidates import Candidate, candidates
from crawler.doctor.examine import ask_for, examine
from crawler.doctor.records import Judged
from crawler.probe.records import Fetch, Fetched
from crawler.source import ChannelEntry, Source

# Requests that a stranger may send a site in one go: the usual places are thirty, and as many of its own naming.
MOST = 60
# The best first: a news sitemap dates and titles everything and never runs over; a listing tells least.
ORDER: tuple[str, ...] = ("news-sitemap", "feed", "sitemap", "sitemap-index", "listing")

Found = tuple[Candidate, Judged]


def find_channels(source: Source, address: str, fetch: Fetch, *, now: datetime) -> tuple[list[Found], Fetched]:
    """Return every channel that is worth a look, the best first, and the page at `address`.

    `source` names the site's hosts and pace; its own channels are not looked at.
    """
    homepage = source.homepage
    asked = [address, *([homepage] if homepage.rstrip("/") != address.rstrip("/") else [])]
    rules_ask = replace(ask_for(source, urljoin(homepage, "/robots.txt")), robots=True)
    *pages, rules = fetch([*(ask_for(source, url) for url in asked), rules_ask])
    found = candidates(address, homepage, pages, rules)
    wanted = [one for one in found if source.site.refusal(one.url) is None][:MOST]
    entries = [ChannelEntry(url=one.url, type=one.type) for one in wanted]
    checkup = examine(source.model_copy(update={"channels": entries}), fetch, now=now)
    judged = zip(wanted, checkup.channels, strict=True)
    return _best_first([(one, verdict) for one, verdict in judged if _is_told(one, verdict)]), pages[0]


def chosen(found: Sequence[Found]) -> list[Found]:
    """Return the channels to watch: the best that works, and a second of another kind; listings only for want of it.

    Two kinds, because a feed shows what a sitemap forgets, and the other way round; more would cost the site a
    request each every night and tell nothing new.
    """
    working = [pair for pair in found if pair[1].verdict == "works"]
    best = [pair for pair in working if pair[1].form != "listing"]
    if not best:
        return working[:2]
    second = [pair for pair in best[1:] if (pair[1].form == "feed") != (best[0][1].form == "feed")]
    return [best[0], *second[:1]]


def _is_told(one: Candidate, verdict: Judged) -> bool:
    """Leave out usual places where there is nothing: only what the site itself names is worth a bad word."""
    return verdict.verdict == "works" or one.named_by not in ("the usual place", "a link")


def _best_first(found: Sequence[Found]) -> list[Found]:
    """Order by worth, and leave out what names the same addresses as a better one: aliases of feeds and pages."""
    kept: list[Found] = []
    seen: set[frozenset[str]] = set()
    for one, verdict in sorted(found, key=lambda pair: _rank(*pair)):
        addresses = frozenset(listed.url for listed in verdict.listed)
        if not addresses or addresses not in seen:
            kept.append((one, verdict))
        seen.add(addresses)
    return kept


def _rank(one: Candidate, verdict: Judged) -> tuple[bool, int, bool, int, str]:
    readable = verdict.article is not None and verdict.article.error is None
    return verdict.verdict != "works", ORDER.index(verdict.form or one.type), not readable, -verdict.count, one.url
