"""Says what became of a fetched address. Reads responses, extractions and failures; writes nothing.

stored    an article
gone      404, 410, or it leads to the front page
refused   not an article, or not ours to fetch: never asked again
failed    may work another night: a time-out, 403, 429, 5xx
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from urllib.parse import urlsplit

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from analysis.address import BadAddress, article_id, canonical
from crawler.extract import VERSION, Extraction, ExtractionError, NotAnArticle, Page, TooLarge, Undecodable
from crawler.middlewares import RobotsUnknown
from crawler.source import Source
from store.records import Address, AddressState, Article, Capture, Outcome

_FINAL = (NotAnArticle, TooLarge, Undecodable)
# HttpError is an IgnoreRequest as well, and asked for first. A download is cancelled when it grows too large.
_NOT_OURS = (IgnoreRequest, DownloadCancelledError)
GONE = {404, 410}
# What OpenSSL says, among what Twisted and Scrapy say around it.
_TLS = re.compile(r"\('SSL routines', '[^']*', '([^']+)'\)")
# A line in a report; a page's own error text may be a page.
ERROR_CHARACTERS = 300


def from_extraction(source: Source, address: Address, page: Page, capture: Capture, extraction: Extraction) -> Outcome:
    """Return the article, known by its canonical address; where the fetch began and ended are its aliases."""
    keys = [canonical(page.url, mirrors=source.mirror_map)]
    if believable := believed_canonical(source, page.url, extraction.canonical):
        keys.insert(0, canonical(believable, mirrors=source.mirror_map))
    article = to_article(source.name, keys[0], page, extraction, hints=address)
    # What the page calls its own address is the one to show: no trackers, no AMP twin, however it was found.
    article = replace(article, url=believable or page.url)
    aliases = tuple(
        Address(key=key, url=page.url, source=source.name, channel=address.channel)
        for key in dict.fromkeys(keys)
        if key != address.key
    )
    return Outcome(key=address.key, state="stored", article=article, capture=capture, aliases=aliases)


def to_article(source: str, key: str, page: Page, extraction: Extraction, *, hints: Address | None = None) -> Article:
    """Make the store's record; a title or a date that the page lacks is taken from its channel, and marked so."""
    found = dict(extraction.found)
    title, published, precision = extraction.title, extraction.published, extraction.published_precision
    if not title and hints and hints.hint_title:
        title, found["title"] = hints.hint_title, "channel"
    if published is None and hints and hints.hint_published:
        published, precision, found["published"] = hints.hint_published, "minute", "channel"
    return Article(
        id=article_id(key), source=source, url=page.url, title=title, body=extraction.body,
        published=published.astimezone(UTC) if published else None, published_precision=precision,
        lang_claimed=extraction.lang_claimed, authors=extraction.authors, found=found,
        extractor=VERSION, fetched=page.fetched,
    )  # fmt: skip


def from_refusal(address: Address, error: ExtractionError) -> Outcome:
    """Return why a page gave no article; where the fault is the extractor's own, it is tried again."""
    state: AddressState = "refused" if isinstance(error, _FINAL) else "failed"
    return Outcome(key=address.key, url=address.url, state=state, error=error.why)


def from_failure(address: Address, error: BaseException | None) -> Outcome:
    """Return why an address could not be fetched."""
    state: AddressState = "failed"
    if isinstance(error, HttpError) and error.response.status in GONE:
        state = "gone"
    elif _is_refusal(error):
        state = "refused"
    return Outcome(key=address.key, url=address.url, state=state, error=told(error))


def _is_refusal(error: BaseException | None) -> bool:
    """Tell whether an address will never be ours to fetch, or never small enough."""
    if isinstance(error, HttpError):
        return _led_off_the_web(error.response) is not None
    return isinstance(error, _NOT_OURS) and not isinstance(error, RobotsUnknown)


def told(error: BaseException | None) -> str:
    """Return an error in one line: its text where it has one, with the type where the text alone says little."""
    if isinstance(error, HttpError):
        scheme = _led_off_the_web(error.response)
        return f"HTTP {error.response.status}" + (f" to another scheme, {scheme}" if scheme else "")
    text = " ".join(str(error).split())
    if isinstance(error, DownloadCancelledError) and not text:
        return "the answer is larger than we take"
    if broken := _TLS.search(text):
        return f"TLS: {broken[1]}; it was not read"
    text = text[:ERROR_CHARACTERS]
    return text if isinstance(error, _NOT_OURS) and text else f"{type(error).__name__}: {text}".rstrip(": ")


def _led_off_the_web(response: Response) -> str | None:
    """Return the scheme to which a redirect leads that Scrapy has not followed, None for http and https."""
    target = (response.headers.get("Location") or b"").decode("latin-1")
    scheme, parted, _ = target.partition(":")
    return scheme.lower()[:20] if parted and scheme.isalpha() and scheme.lower() not in ("http", "https") else None


def leads_home(response: Response, address: Address) -> bool:
    """Tell whether a site sent us from an article to its front page, which is how many say "gone"."""
    before, after = urlsplit(address.url), urlsplit(response.url)
    return after.path in ("", "/") and not after.query and before.path not in ("", "/")


def believed_canonical(source: Source, url: str, claimed: str | None) -> str | None:
    """Return the address that a page calls its own, if it can be: same site, an article and no section above it.

    Templates that name the front page, or the section, as canonical of every article would make all of them one.
    """
    if not claimed or source.site.refusal(claimed) is not None:
        return None
    try:
        key = canonical(claimed, mirrors=source.mirror_map)
        own = canonical(url, mirrors=source.mirror_map)
    except BadAddress:
        return None
    path = urlsplit(key).path.rstrip("/")
    section = not path or (path + "/" in urlsplit(own).path and not urlsplit(key).query)
    return None if section else claimed


def headers_of(response: Response) -> Mapping[str, str]:
    """Return a response's headers as the extractor takes them: lower-case names, the last value of each."""
    return dict(header_pairs(response))


def header_pairs(response: Response) -> list[tuple[str, str]]:
    """Return every header line of a response, names in lower case."""
    return [
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    ]
