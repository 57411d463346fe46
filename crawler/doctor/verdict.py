"""Judges one answer of a channel by its content. Pure: what was fetched, the catalogue's claim and the clock.

The measure: it is what it claims to be by its root tag, it names 3 addresses or more, one of their dates parses, and
the newest is younger than 7 days. A status of 200 proves nothing, and one of 403 may hide a wall for people as well.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from crawler.discover import ChannelError, Hostile, Listed, NotAChannel, read_channel
from crawler.discover.markup import root_tag
from crawler.doctor.records import Judged, Verdict
from crawler.doctor.walls import wants_browser
from crawler.health.kinds import kind_of
from crawler.probe.records import Fetched
from crawler.source import ChannelEntry

# An aggregator's probe of Central Asian feeds (September 2026): usable are those with 3 items or more, the newest
# under 7 days; 11 of 31 were.
LEAST_ITEMS = 3
FRESH = timedelta(days=7)
# A clock that runs a little fast is no lie; a date further ahead is an announcement's, not a publication's.
AHEAD = timedelta(days=1)
SAMPLES = 3

_SHUT = {401, 402, 403, 407, 429, 451}
_GONE = {404, 410}
_ADVICE: dict[Verdict, str] = {
    "works": "",
    "html instead of feed": "look for the feed's present address: `strikewatch sources add` the homepage",
    "empty": "open the address in a browser; if it lists articles there, give the channel `link` or `within`",
    "stale": "the site may have stopped, or moved its news elsewhere: look at its front page",
    "undated": "nothing dates these addresses: give the source `selectors.date`, or choose another channel",
    "gone": "the address is no more: `strikewatch sources add` the homepage finds its successor",
    "blocked": "write to the site, and set `contact` so that it knows you; we climb no wall",
    "needs a browser": "look for a feed or a sitemap that needs none; else leave the source listed as it is",
    "undecided": "try again later, and from another network, before you call it dead",
}


def judge(entry: ChannelEntry, fetched: Fetched, *, now: datetime, zone: tzinfo) -> Judged:
    """Return the verdict on one answer; for a sitemap index, which names no article itself, see `judge_listed`."""
    if not fetched.answered:
        return _unanswered(entry, fetched)
    if refused := _refused(fetched):
        return judged(entry, *refused)
    try:
        answer = read_channel(entry, fetched.final, fetched.body, fetched.headers, zone=zone)
    except Hostile as error:
        return judged(entry, "blocked", f"not read: {error}", advice="do not watch this channel")
    except ChannelError as error:
        return _no_channel(entry, fetched, error)
    if answer.form == "sitemap-index":
        return judged(entry, "undecided", f"an index of {len(answer.children)} sitemaps", form=answer.form)
    return judge_listed(entry, answer.listed, form=answer.form, now=now)


def with_sent_type(found: Judged, fetched: Fetched) -> Judged:
    """Note a feed or sitemap that is sent as a web page: it works for us, and its site may want to know."""
    said = fetched.headers.get("content-type", "").partition(";")[0].strip().lower()
    odd = found.form not in (None, "listing") and said == "text/html"
    return replace(found, why=f"{found.why}; it is sent as {said}, which some readers refuse") if odd else found


def _refused(fetched: Fetched) -> tuple[Verdict, str] | None:
    wall = None if _is_markup_of_a_channel(fetched) else wants_browser(fetched)
    if wall is not None:
        return "needs a browser", wall
    if fetched.status in _GONE:
        return "gone", f"HTTP {fetched.status}"
    if fetched.status in _SHUT:
        return "blocked", f"HTTP {fetched.status}"
    return None if fetched.good else ("undecided", f"its server fails: HTTP {fetched.status}")


def judge_listed(entry: ChannelEntry, listed: Sequence[Listed], *, form: str, now: datetime) -> Judged:
    """Return the verdict on what a channel names."""
    dates = sorted(date for one in listed if (date := _date(one)) is not None and date <= now + AHEAD)
    found = Judged(
        url=entry.url, type=entry.type, form=form, verdict="works", why="", count=len(listed), dated=len(dates),
        oldest=dates[0] if dates else None, newest=dates[-1] if dates else None,
        titles=tuple(one.title for one in listed if one.title)[:SAMPLES], listed=tuple(listed),
    )  # fmt: skip
    verdict, why = _worth(found, now)
    return with_verdict(found, verdict, why)


def with_verdict(found: Judged, verdict: Verdict, why: str) -> Judged:
    """Return the same channel under another verdict."""
    return replace(found, verdict=verdict, why=why, advice=_ADVICE[verdict])


def judged(
    entry: ChannelEntry, verdict: Verdict, why: str, *, form: str | None = None, advice: str | None = None
) -> Judged:
    """Return a verdict on a channel that named nothing."""
    said = _ADVICE[verdict] if advice is None else advice
    return Judged(url=entry.url, type=entry.type, verdict=verdict, why=why, advice=said, form=form)


def _worth(found: Judged, now: datetime) -> tuple[Verdict, str]:
    if found.count < LEAST_ITEMS:
        return "empty", f"{found.count or 'no'} addresses; {LEAST_ITEMS} make a channel"
    if found.newest is None:
        return "undated", f"{found.count} addresses, and no date that can be read"
    if found.newest < now - FRESH:
        return "stale", f"the newest of {found.count} addresses is of {found.newest:%Y-%m-%d}"
    return "works", f"{found.count} addresses, {found.dated} with a date, the newest of {found.newest:%Y-%m-%d %H:%M}"


def _date(one: Listed) -> datetime | None:
    return one.published or one.modified


def _unanswered(entry: ChannelEntry, fetched: Fetched) -> Judged:
    kind = kind_of(fetched.error or "")
    if kind == "robots":
        advice = "robots.txt closes it; write to the site, or choose a channel that it leaves open"
        return judged(entry, "blocked", fetched.error or kind, advice=advice)
    if kind == "other site":
        advice = "if it moved there, correct the entry, or add the host to `hosts`"
        return judged(entry, "gone", f"it leads elsewhere: {fetched.error}", advice=advice)
    if kind == "certificate":
        return judged(entry, "undecided", f"its certificate is not in order: {fetched.error}")
    return replace(judged(entry, "undecided", f"{kind}: {fetched.error}"), silent=True)


def _no_channel(entry: ChannelEntry, fetched: Fetched, error: ChannelError) -> Judged:
    assert isinstance(error, NotAChannel)
    if entry.type == "listing":
        return judged(entry, "empty", str(error))
    if root_tag(fetched.body) == "html":
        return judged(entry, "html instead of feed", str(error))
    return judged(entry, "empty" if not fetched.body.strip() else "gone", str(error))


def _is_markup_of_a_channel(fetched: Fetched) -> bool:
    """Tell whether an answer is XML of the kind that a channel is: the words of walls may stand in its headlines."""
    return root_tag(fetched.body) in {"rss", "rdf", "feed", "urlset", "sitemapindex"}
