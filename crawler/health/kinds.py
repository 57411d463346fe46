"""Names the kind of an error, so that the same trouble on a hundred pages is one kind. Error texts in, words out."""

import re
from collections import Counter
from collections.abc import Iterable

_HTTP = re.compile(r"\bHTTP (\d{3})\b")
# The first that fits counts; the words are those of Scrapy, Twisted, the extractor and the readers of channels.
_KINDS = (
    ("robots", re.compile(r"robots\.txt", re.IGNORECASE)),
    ("time-out", re.compile(r"timeout|timed out|took longer|more than \d+ seconds", re.IGNORECASE)),
    ("no such host", re.compile(r"CannotResolveHost|DNSLookup|getaddrinfo|no results for hostname", re.IGNORECASE)),
    ("certificate", re.compile(r"certificate|ssl|tls", re.IGNORECASE)),
    ("no connection", re.compile(r"ConnectionRefused|ConnectError|ConnectionLost|ConnectionDone|DownloadFailed"
                                 r"|ResponseNeverReceived|refused|reset by peer", re.IGNORECASE)),
    ("wall", re.compile(r"captcha|cookie|a wall|browser|javascript", re.IGNORECASE)),
    ("html instead of a channel", re.compile(r"a web page instead of", re.IGNORECASE)),
    ("no items", re.compile(r"no link on the page|nothing at all|nothing readable", re.IGNORECASE)),
    ("other site", re.compile(r"another site|private network|the scheme is", re.IGNORECASE)),
    ("too large", re.compile(r"too large|more than \d+|larger than|exceeds|maxsize", re.IGNORECASE)),
    ("hostile", re.compile(r"entity|entities|unpack", re.IGNORECASE)),
    ("our own code", re.compile(r"our own code broke|the extractor broke", re.IGNORECASE)),
)  # fmt: skip


def kind_of(error: str) -> str:
    """Return the kind of one error text: `http 403`, `time-out` ...; `no article` for every other refusal of a page."""
    if found := _HTTP.search(error):
        return f"http {found[1]}"
    return next((name for name, pattern in _KINDS if pattern.search(error)), "no article")


def kinds(errors: Iterable[str]) -> Counter[str]:
    """Return how many errors there are of each kind."""
    return Counter(kind_of(error) for error in errors)
