"""The address that a page itself gives as its own, if it can be believed.

Reads the claims and the address fetched, writes nothing. Sites give the home page for every article, the
address of a mirror or test host, and doubled hosts ("https://a.kzhttps://a.kz/x"): the last is repaired, the
others refused, for two articles with one canonical address would become one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from crawler.extract.facts import Facts

_DOUBLED = re.compile(r"^https?:/{0,2}[^/?#]*?(?=https?:/)", re.IGNORECASE)
_SCHEME = re.compile(r"^(https?):/*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Canonical:
    """An address and how it was found."""

    url: str
    how: str


def find_canonical(url: str, claims: Sequence[Facts]) -> Canonical | None:
    """Return the first believable canonical address; link rel=canonical stands before JSON-LD's."""
    ordered = sorted(claims, key=lambda facts: facts.how != "meta")
    for facts in ordered:
        for claimed in facts.addresses:
            believable = repaired(claimed, url)
            if believable:
                return Canonical(url=believable, how=facts.how)
    return None


def repaired(claimed: str, url: str) -> str | None:
    """Return a claimed address made absolute and whole, None where it cannot be this page's."""
    whole = _DOUBLED.sub("", claimed.strip())
    whole = _SCHEME.sub(lambda match: f"{match[1].lower()}://", whole)
    try:
        parts = urlsplit(urljoin(url, whole))
        here = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not same_site(parts.hostname, here.hostname):
        return None
    if parts.path in {"", "/"} and not parts.query and (here.path not in {"", "/"} or here.query):
        return None
    return urlunsplit(parts._replace(fragment=""))


def same_site(one: str | None, other: str | None) -> bool:
    """Tell whether two hosts are of one site: equal, or one within the other's domain (m., www., kaz.)."""
    if not one or not other:
        return False
    first, second = one.lower().removeprefix("www."), other.lower().removeprefix("www.")
    return (
        first == second
        or first.endswith(f".{second}")
        or second.endswith(f".{first}")
        or _domain(first) == _domain(second)
    )


def _domain(host: str) -> str:
    """Return the last two labels: enough for .kz, .org and .com, where all our sources are."""
    return ".".join(host.split(".")[-2:])
