"""One address for one article: canonicalise what feeds, phones, printers and campaigns do to a URL.

Reads a URL as found; writes nothing. The result is an identity key, not an address to fetch: its scheme is
always https and its host has no www, so the address that was really fetched is kept beside it. Applying
`canonical` twice changes nothing. What looks like content (ids, pages, languages, dates) is never dropped:
two articles merged by mistake cost more than one article seen twice.

BadAddress
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import quote, unquote_to_bytes, urlsplit


class BadAddress(ValueError):
    """The text is not the address of a page on the web."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Parameters that tell where the reader came from, never what the page is.
TRACKER_PREFIXES: Final = ("utm_", "hsa_", "mtm_", "pk_", "piwik_", "fb_", "_x_tr_", "at_", "xtor")
TRACKERS: Final = _words("""
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid ymclid twclid ttclid rdid li_fat_id igsh igshid
    mc_cid mc_eid mkt_tok vero_id vero_conv s_cid ncid cmpid icid cmp _openstat openstat rb_clickid _ga _gl
    _hsenc _hsmi __twitter_impression ref_src ref_url referrer referer smid smtyp share shared sharetype
    replytocom cpage nocache cachebuster turbo yrwinfo frommail
    """)
# The same words name an offset, a date or an article when their value is a number: only words are dropped.
TRACKERS_IF_WORD: Final = _words("from ref source src via origin")
SESSIONS: Final = _words("phpsessid jsessionid sessionid session_id aspsessionid cfid cftoken zenid oscsid sid")
# A view of a page: printed, accelerated, for phones. Values are those seen; another value is kept.
VIEWS: Final[Mapping[str, frozenset[str]]] = {
    "amp": frozenset({"", "1", "true", "yes", "amp"}),
    "outputtype": frozenset({"amp"}),
    "output": frozenset({"amp", "print"}),
    "print": frozenset({"", "1", "true", "yes", "y"}),
    "printable": frozenset({"", "1", "true", "yes"}),
    "printversion": frozenset({"", "1", "true", "yes"}),
    "format": frozenset({"amp", "print"}),
    "view": frozenset({"amp", "print", "mobile"}),
    "action": frozenset({"print"}),
    "tmpl": frozenset({"component"}),
    "mobile": frozenset({"", "0", "1", "true", "yes"}),
    "m": frozenset({"", "1"}),
    "noamp": frozenset({"", "1", "mobile"}),
}
FRONT_LABELS: Final = _words("www m mobile amp wap pda touch")
# Under these second-level names a registration is one label longer: m.org.kz is a site, not the phones' org.kz.
SECOND_LEVEL: Final = _words("com org net gov edu mil co ac")
LANGUAGES: Final = _words("ru kk kz en qaz kaz eng rus uz ky tt")
VIEW_SEGMENTS: Final = _words("amp print printable print.html print.php amp.html amp.php")
LEADING_VIEWS: Final = _words("amp print m")
INDEX_FILES: Final = _words("index.html index.htm index.php index.asp index.aspx default.aspx")

ROUNDS: Final = 20
"""Addresses within addresses; two rounds settle what sites really write."""

_SCHEME = re.compile(r"(?i)^([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))")
_BARE = re.compile(r"(?i)^(?://)?(?:localhost|[^/?#\s:]+\.[^/?#\s:]+)(?=[:/?#]|$)")
# A generator that glues its host before an absolute address: "https://a.kzhttps://a.kz/x", "https://a.kz/https://a.kz/x".
_DOUBLED = re.compile(r"(?i)^https?://[^/?#]*?/*(?=https?:?//)")
_AMP_CACHE = re.compile(r"(?i)^https?://[^/?#]*\.(?:ampproject\.org|bing-amp\.com)(?::\d+)?/[civ]/(?:s/)?(?=[^/]+\.)")
_AMP_VIEWER = re.compile(r"(?i)^https?://(?:www\.)?google\.[a-z.]+/amp/(?:s/)?(?=[^/]+\.)")
_HOST = re.compile(r"^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$")
_SESSION_PATH = re.compile(r"(?i);(?:jsessionid|phpsessid|sid)=[^/;]*")
# DataLife Engine, which several Kazakh papers run: "print:page,1,12345-slug.html" prints "12345-slug.html".
_DLE_PRINT = re.compile(r"^(?:print:)?page,\d+,(?:\d+,)?(?=\d+-)|^print:(?=\d+-)")
_AMP_ENDING = re.compile(r"(?i)(?<=.)\.amp(\.html?)?$")
_FRONT_PAGE = re.compile(r"^https://[^/?#]+/([a-z]{2,3})?$")
_WORD = re.compile(r"[^\W\d]")
_LONG_TOKEN = re.compile(r"^[0-9A-Za-z,-]{16,}$")
_KEEP_IN_PATH: Final = "!$&'()*+,;=:@~"
_KEEP_IN_QUERY: Final = "!$'()*,:@~/?"


def canonical(url: str, *, mirrors: Mapping[str, str] | None = None) -> str:
    """Give the identity key of an address; `mirrors` maps hosts that copy a site to that site's host.

    Raises BadAddress for anything but http, https, a bare host with a path, or a urn (a tip without an address).
    """
    text = url
    for _ in range(ROUNDS):  # an address may lie in another, and be seen only once dots and slashes are settled
        found = _once(text, mirrors or {})
        if found == text:
            return found
        text = found
    raise BadAddress(f"not an address of a page, or a circle of mirrors: {url[:200]!r}")


def article_id(url: str, *, mirrors: Mapping[str, str] | None = None) -> str:
    """Give the stable id of the article at an address: 16 hexadecimal digits, equal for equal canonical forms.

    64 bits: a million articles collide with a chance of 3 in 100 million.
    """
    return hashlib.sha256(canonical(url, mirrors=mirrors).encode()).hexdigest()[:16]


def _once(url: str, mirrors: Mapping[str, str]) -> str:
    text = url.strip()
    if re.match(r"(?i)urn:\S", text):
        return "urn:" + text[4:]
    try:
        parts = urlsplit(_unwrapped(_with_scheme(text)))
        host = _host(parts.hostname or "", mirrors)
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
        path, query = _path(parts.path), _query(parts.query.replace("&amp;", "&"))
        # "#!" addresses are pages of a site drawn by script; any other fragment is a place within the page.
        fragment = "#" + _recoded(parts.fragment, _KEEP_IN_QUERY) if parts.fragment[:1] == "!" else ""
    except (ValueError, UnicodeError) as error:
        raise BadAddress(f"not an address of a page: {url[:200]!r} ({error})") from error
    return f"https://{host}{port}{path}{'?' + query if query else ''}{fragment}"


def names_article(address: str) -> bool:
    """Say whether a canonical address can name one article: not a site's front page, in whatever language.

    Sites give their front page as the canonical address of every article by mistake, and people as the source of a
    text: 710 of 2,277 BSNLP articles have one site's front page for their address.
    """
    front = _FRONT_PAGE.match(address)
    return front is None or (front[1] is not None and front[1].lower() not in LANGUAGES)


def _with_scheme(text: str) -> str:
    scheme = _SCHEME.match(text)
    if scheme is None:
        if not _BARE.match(text):
            raise BadAddress("there is neither a scheme nor a host")
        return "https://" + text.removeprefix("//")
    if scheme[1].lower() not in ("http", "https"):
        raise BadAddress(f"the scheme is {scheme[1]}")
    return text


def _unwrapped(text: str) -> str:
    """Take the article's own address out of doubled hosts and AMP caches, however deep."""
    while True:
        inner = _AMP_VIEWER.sub("https://", _AMP_CACHE.sub("https://", _DOUBLED.sub("", text)))
        inner = re.sub(r"(?i)^(https?)//", r"\1://", inner)
        if inner == text:
            return text
        text = inner


def _host(name: str, mirrors: Mapping[str, str]) -> str:
    host = _bare_host(name)
    for mirror, site in mirrors.items():
        if _bare_host(mirror) == host:
            return _bare_host(site)
    return host


def _bare_host(name: str) -> str:
    """Lower-case, in punycode, without the labels for phones; numeric addresses are left alone."""
    try:
        numeric = ipaddress.ip_address(name)
    except ValueError:
        pass  # a name, as usual
    else:
        return f"[{numeric}]" if numeric.version == 6 else str(numeric)
    host = name.lower().rstrip(".").encode("idna").decode("ascii").lower()
    if not _HOST.match(host):
        raise BadAddress(f"the host is {name!r}")
    labels = host.split(".")
    site = 3 if len(labels) > 2 and labels[-2] in SECOND_LEVEL else 2
    front = [label for label in labels[:-site] if label not in FRONT_LABELS]
    return ".".join(front + labels[-site:])


def _path(path: str) -> str:
    segments: list[str] = []
    for raw in _SESSION_PATH.sub("", path).split("/"):
        segment = _recoded(raw, _KEEP_IN_PATH)
        if segment == "..":
            segments = segments[:-1]
        elif segment not in ("", "."):
            segments.append(segment)
    while (article := _without_view(segments)) != segments:
        segments = article
    return "/" + "/".join(segments)


def _without_view(segments: list[str]) -> list[str]:
    """Drop one sign of a view: "/amp/..", "/ru/amp/..", "../print", "print:page,1,", "/index.php"."""
    if not segments:
        return segments
    first, last = segments[0].lower(), segments[-1].lower()
    if last in INDEX_FILES:
        return segments[:-1]
    if len(segments) > 1 and last in VIEW_SEGMENTS:
        return segments[:-1]
    if len(segments) > 1 and first in LEADING_VIEWS:
        return segments[1:]
    if len(segments) > 2 and first in LANGUAGES and segments[1].lower() in LEADING_VIEWS:
        return [segments[0], *segments[2:]]
    return [*segments[:-1], _AMP_ENDING.sub(r"\1", _DLE_PRINT.sub("", segments[-1]))]


def _query(query: str) -> str:
    return "&".join(sorted({f"{name}={value}" for name, value in _kept(query)}))


def _kept(query: str) -> Iterator[tuple[str, str]]:
    for part in query.split("&"):
        raw_name, _, raw_value = part.replace("+", "%20").partition("=")
        name, value = _recoded(raw_name, _KEEP_IN_QUERY), _recoded(raw_value, _KEEP_IN_QUERY)
        if name and not _says_nothing(name.lower(), value):
            yield name, value


def _says_nothing(name: str, value: str) -> bool:
    if name in TRACKERS or name.startswith(TRACKER_PREFIXES):
        return True
    if name in SESSIONS or name.startswith("aspsessionid"):
        return name != "sid" or bool(_LONG_TOKEN.match(value))  # a short sid is a section
    if name in TRACKERS_IF_WORD:
        return bool(_WORD.search(value)) or not value
    return name in VIEWS and value.lower() in VIEWS[name]


def _recoded(text: str, keep: str) -> str:
    """Percent-encode in one way: NFC, UTF-8, upper-case digits; bytes of another charset stay as they are."""
    raw = unquote_to_bytes(text)
    try:
        return quote(unicodedata.normalize("NFC", raw.decode("utf-8")), safe=keep)
    except UnicodeDecodeError:
        return quote(raw, safe=keep)
