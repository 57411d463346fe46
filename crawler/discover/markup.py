"""Looks at markup before a parser does: unpacks gzip within bounds, finds the root tag, refuses entity bombs."""

import re
import zlib

from crawler.discover.records import Hostile, NotAChannel

# The sitemap protocol's own bound for one file. A larger answer is no channel that we can use in a night.
MOST_BYTES = 50 * 1024 * 1024
# Feeds of the RDF age declare a handful of short character entities (&nbsp;). An entity that refers to another
# one, or that is long enough to be worth repeating, is made to grow.
LONGEST_ENTITY = 64
_PROLOGUE = 65_536

_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\b(?:[^\[>]|\[.*?\]\s*(?=>))*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_ENTITY = re.compile(rb"<!ENTITY\s+(%?)\s*[\w.:-]+\s+(SYSTEM|PUBLIC|\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_REFERENCE = re.compile(rb"[&%](?!#)[\w.:-]+;")


def unpacked(body: bytes) -> bytes:
    """Return a gzip file's content, anything else as it is; raises Hostile past MOST_BYTES."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    inflate = zlib.decompressobj(wbits=31)
    try:
        content = inflate.decompress(body, MOST_BYTES)
    except zlib.error as error:
        raise NotAChannel(f"a broken gzip file: {error}") from error
    if inflate.unconsumed_tail:
        raise Hostile(f"{len(body)} bytes of gzip unpack to more than {MOST_BYTES}")
    return content


def root_tag(body: bytes) -> str:
    """Return the local name of the first element, lower-case; an empty text where there is no markup."""
    head = plain_bytes(body[:_PROLOGUE])
    place = 0
    while skipped := _SKIPPED.match(head, place):
        place = skipped.end()
    found = _TAG.match(head, place)
    return found[1].decode("ascii", "replace").rpartition(":")[2].lower() if found else ""


def refuse_bombs(body: bytes) -> None:
    """Raise Hostile if the markup declares entities that grow or that are fetched from elsewhere."""
    for entity in _ENTITY.finditer(plain_bytes(body[:_PROLOGUE])):
        parameter, value = entity.groups()
        if parameter or not value.startswith((b'"', b"'")):
            raise Hostile("it declares an external entity")
        if len(value) > LONGEST_ENTITY or _REFERENCE.search(value):
            raise Hostile("it declares entities that grow when they are read")


def plain_bytes(head: bytes) -> bytes:
    """Drop a byte order mark and the zero bytes of UTF-16, so that ASCII patterns fit."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"")
