"""How much one night may take from a site and from this machine. Reads nothing; writes nothing."""

from dataclasses import dataclass
from datetime import timedelta

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one crawl; the night's settings give the first two, the rest have their reasons here."""

    # Articles fetched from one source in one night. The busiest of our papers writes about 150 a day, so that a
    # source which missed a night catches up, and a first night does not ask for an archive.
    max_new: int = 200
    # Older listings are left aside: two weeks cover a holiday of the machine.
    max_age: timedelta = timedelta(days=14)
    # Addresses remembered from one answer of one channel, the newest. More than `max_new`, so that a flood of
    # fresh ones waits for the next nights and is not lost when the channel then answers "304 not modified".
    max_listed: int = 500
    # Sitemaps asked below one index: news, this month, last month and both ends of the rest.
    max_children: int = 5
    # A failure is tried on 4 nights (back-off 1, 2, 4 days), so over a week; then the address counts as dead.
    max_attempts: int = 4
    # The extractor takes 10 MiB; a page of ours has 30 to 300 KiB.
    page_bytes: int = 10 * MIB
    # What the sitemap protocol allows one file.
    channel_bytes: int = 50 * MIB
    # What RFC 9309 asks for robots.txt; news sites need two (scheme, www), and what goes on is a circle.
    redirects: int = 5
    # For a whole response. A page that needs longer is tried again another night.
    seconds_per_response: float = 30.0
    # Articles that a SIGKILL can cost: at most so many, or those of one second.
    batch: int = 20
    batch_seconds: float = 1.0
    # Requests taken from the store at a time, which bounds what waits in memory.
    refill: int = 50
    # A judgement: a page takes milliseconds, and one that takes half a minute is made to stick, or sticks by accident.
    seconds_per_extraction: float = 30.0
    # A backfill: pages of one listing (at 20 articles a page, 27 years of a busy paper; a calendar that never ends
    # would be followed for ever), sitemaps of one source (a sitemap a day is 30 years), indexes below an index.
    max_past_pages: int = 10_000
    max_past_sitemaps: int = 12_000
    max_index_depth: int = 3
    # Pages of a listing whose probe tells no day: then nothing says when the span is over.
    max_dateless_pages: int = 5
