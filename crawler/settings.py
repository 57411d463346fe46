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
REDIRECT_MAX_TIMES = 5  # what RFC 9309 asks for robots.txt; news sites need two (scheme, www)
RETRY_TIMES = 1  # at once; what fails twice is tried on later nights
DNS_TIMEOUT = 20

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "kk,ru;q=0.9,en;q=0.8",
}

ITEM_PIPELINES = {"crawler.pipelines.StoreOutcomes": 100}
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier knows what was asked, over all nights
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.middlewares.SiteGuard": 50,
    "crawler.middlewares.RobotsAnswers": 150,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.PlainRedirect": 600,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": 800,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
EXTENSIONS: dict[str, int | None] = {
    "crawler.throttle.CrawlDelay": 100,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.closespider.CloseSpider": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
}
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
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
        **more,
    }
