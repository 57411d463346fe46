"""What one asking of a channel says about asking it again. Reads responses; writes nothing."""

from datetime import datetime, timedelta

from scrapy.http import Response

from crawler import outcomes
from crawler.discover import Answer
from crawler.health.polling import Seen
from crawler.health.said import fresh_for, retry_after
from store.records import Channel

# Too Many Requests, Service Unavailable: the two with which Retry-After speaks of the site and not of the page.
_WAIT = {429, 503}


def read(response: Response, answer: Answer, now: datetime) -> Seen:
    """Return an answer that was read; the frontier counts how many of its addresses are new."""
    headers = outcomes.headers_of(response)
    waits = [wait for wait in (answer.fresh_for, fresh_for(headers, now)) if wait is not None]
    return Seen(
        at=now, reached=True, items=len(answer.listed) + len(answer.children), span=answer.span,
        fresh_for=max(waits, default=None),
    )  # fmt: skip


def unchanged(response: Response, last: Channel) -> Seen:
    """Return an answer that says the same as the last one: nothing new."""
    headers = outcomes.headers_of(response)
    return Seen(
        at=last.checked, reached=True, items=last.listed, fresh=0, fresh_for=fresh_for(headers, last.checked)
    )  # fmt: skip


def failed(response: Response | None, now: datetime) -> Seen:
    """Return an asking that brought no channel: an error, something else, or no answer at all."""
    if response is None:
        return Seen(at=now, reached=False, error=True)
    return Seen(at=now, reached=True, error=True, retry_after=retry_after(outcomes.headers_of(response), now))


def asked_to_wait(response: Response | None, now: datetime) -> timedelta | None:
    """Return for how long a site wants to be left alone altogether: a page's Retry-After; None if it does not say."""
    if response is None or response.status not in _WAIT:
        return None
    return retry_after(outcomes.headers_of(response), now)
