"""Which pages of an archive are wanted: whose, of when, in which language, and whether they may tell of a strike.

Reads addresses, pages and languages; writes nothing. The cheapest question comes first: an address costs next to
nothing, a look at the raw page 9 ms, extracting and reading it 13 and more (`python -m bench.stages`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit

from analysis.sieve import worth_reading
from crawler.extract.charset import decode
from crawler.extract.page import Page
from crawler.site import host_of
from crawler.source import Source

LANGUAGES = frozenset({"ru", "kk", "en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to take. `anywhere`: pages of any host, not only of the sources; `all_topics`: no look at the words."""

    sources: tuple[Source, ...]
    anywhere: bool = False
    all_topics: bool = False
    since: date | None = None
    until: date | None = None
    languages: frozenset[str] = LANGUAGES
    _by_host: dict[str, Source] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_host.update({host: source for source in self.sources for host in source.site.hosts})

    def source_of(self, url: str) -> Source | None:
        """Return the source whose site the address is on; a subdomain of a site belongs to it."""
        try:
            host = host_of(url)
        except ValueError:
            return None
        while host:
            if host in self._by_host:
                return self._by_host[host]
            host = host.partition(".")[2]
        return None

    def address(self, url: str) -> bool:
        """Tell whether a page is wanted, by its address. A front page is no article."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not (parts.path.strip("/") or parts.query):
            return False
        return self.anywhere or self.source_of(url) is not None

    def page(self, page: Page) -> bool:
        """Tell whether a page is wanted, by a look at its raw text."""
        if self.all_topics:
            return True
        try:
            text = page.body.decode("utf-8")
        except UnicodeDecodeError:
            decoded = decode(page.body, page.headers)
            text = decoded.text if decoded else ""
        return worth_reading(text)

    def moment(self, published: datetime | None) -> bool:
        """Tell whether an article is wanted, by its date; one that does not say is."""
        day = published.date() if published else None
        return day is None or ((self.since is None or day >= self.since) and (self.until is None or day <= self.until))
