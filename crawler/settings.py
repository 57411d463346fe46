"""Scrapy's settings, for the night and for `scrapy crawl NAME` alike. Reads STRIKEWATCH_ variables; writes nothing.

The night lays the settings of `config.py` over these. What is switched off here is off because a news crawl that
keeps no cookies, follows no login and shows no console does not need it, and every piece costs time on every page.
"""

import os
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from crawler.limits import Limits

_LIMITS = Limits()


def user_agent(contact: str) -> str:
    """Return the honest name: who we are, and where to complain if a contact is set."""
    try:
        ours = version("strikewatch")
    except PackageNotFoundError:  # run from a checkout that is not installed
        ours = "0"
    return f"strikewatch/{ours}" + (f" (+{contact})" if contact else "")


BOT_NAME = "strikewatch"
SPIDER_MODULES = ["spiders"]
SPIDER_LOADER_CLASS = "spiders.catalogue.CatalogueLoader"
# Catalogue files besides our own, as for --catalogue; the path separator divides several.
STRIKEWATCH_CATALOGUES = [path for path in os.environ.get("STRIKEWATCH_CATALOGUE", "").split(os.pathsep) if path]
STRIKEWATCH_DB = os.environ.get("STRIKEWATCH_DB", "var/strikewatch.db")
STRIKEWATCH_ARCHIVE = os.environ.get("STRIKEWATCH_ARCHIVE", "")

# Honest and polite: robots.txt, its Crawl-delay, one connection a host, slower where the site is slow.
USER_AGENT = user_agent(os.environ.get("STRIKEWATCH_CONTACT", ""))
ROBOTSTXT_USER_AGENT = "strikewatch"
ROBOTSTXT_OBEY = True
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_REQUESTS = 8
DOWNLOAD_DELAY_JITTER = 0.0  # the default halves a delay at random, under what a Crawl-delay asks
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0

# Bounds; Limits says why.
DOWNLOAD_TIMEOUT = _LIMITS.seconds_per_response
DOWNLOAD_MAXSIZE = _LIMITS.page_bytes
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True  # a broken chain is reported, never overlooked; Scrapy's default overlooks it
REDIRECT_MAX_TIMES = _LIMITS.redirects
RETRY_TIMES = 1  # at once; what fails twice is tried on later nights
# Scrapy's own list without 429 and 503: who says that we are too many is not asked again at once.
RETRY_HTTP_CODES = [500, 502, 504, 522, 524, 408]
DNS_TIMEOUT = 20
TWISTED_DNS_RESOLVER = "crawler.resolving.PublicResolver"  # a public name must not lead into our own network

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "kk,ru;q=0.9,en;q=0.8",
}

ITEM_PIPELINES = {"crawler.pipelines.StoreOutcomes": 100}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier knows what was asked, over all nights
# Complete lists in place of Scrapy's own ones, for those load what they then switch off: aiohttp for a remote
# control, requests for cookies.
DOWNLOADER_MIDDLEWARES_BASE = {
    "crawler.middlewares.SiteGuard": 50,
    "crawler.middlewares.Robots": 100,
    "crawler.middlewares.RobotsAnswers": 150,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": 550,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": 590,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}
SPIDER_MIDDLEWARES_BASE = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": 50,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": 800,
}
EXTENSIONS_BASE = {
    "scrapy.extensions.throttle.AutoThrottle": 0,
    "crawler.throttle.CrawlDelay": 100,
}
REFERRER_POLICY = "scrapy.spidermiddlewares.referer.NoReferrerPolicy"
# A page of ours gives one item. Scrapy starts this many tasks for the items of each page: at its usual 100 they took
# as much CPU as everything else together.
CONCURRENT_ITEMS = 1
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the spider's source code for a fault that mypy finds
STATS_DUMP = False
LOG_LEVEL = "WARNING"


def overlay(*, contact: str, limits: Limits, **more: Any) -> dict[str, Any]:
    """Return these settings with the night's own over them, for a Scrapy started from a program."""
    own = {name: value for name, value in globals().items() if name.isupper() and not name.startswith("_")}
    return {
        **own,
        "USER_AGENT": user_agent(contact),
        "DOWNLOAD_TIMEOUT": limits.seconds_per_response,
        "DOWNLOAD_MAXSIZE": limits.page_bytes,
        "REDIRECT_MAX_TIMES": limits.redirects,
        **more,
    }
