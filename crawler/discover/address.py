"""Turns what a channel or a page calls an address into one that can be fetched. Reads texts; writes nothing.

Identity is `analysis.address.canonical`'s affair; here the address stays as the site wrote it.
"""

import re
from urllib.parse import urldefrag, urljoin

from w3lib.url import safe_url_string

# "https://tengrinews.kzhttps://tengrinews.kz/...": a generator that glues its host before an absolute address.
# What nearly every sitemap holds needs no repair, and a sitemap holds 50,000 of them.
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::\d+)?/(?:(?!/?https?:)[\w./+-])*", re.ASCII)
_DOUBLED = re.compile(r"^https?://[^/?#]*?/*(?=https?://)", re.IGNORECASE)


def fetchable(raw: str, base: str) -> str | None:
    """Return the address absolute, undoubled, percent-encoded, without fragment; None if it is none of the web."""
    if _PLAIN.fullmatch(raw) and "/." not in raw:
        return raw
    try:
        joined = urljoin(base, raw.strip())
        while (inner := _DOUBLED.sub("", joined)) != joined:
            joined = inner
        # "#!" addresses are pages; every other fragment is a place within one.
        bare = joined if "#!" in joined else urldefrag(joined).url
        url = safe_url_string(bare)
    except ValueError:  # a host that is no host: "http://[", "http://a b/"
        return None
    return url if url.lower().startswith(("http://", "https://")) else None
