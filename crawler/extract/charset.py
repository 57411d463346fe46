"""From the bytes of a page to its text, although declarations lie.

Reads the bytes and the Content-Type header; writes nothing. A declaration is a claim, the bytes are the
evidence: a byte order mark and valid UTF-8 settle the matter, and a declared single-byte charset is kept only
while the Cyrillic it yields looks as well-formed as what chardet finds without having seen the declaration.
"""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass

import chardet

from crawler.extract.cyrillic import letters, well_formed

# Declarations stand in the first bytes: the standard says 1024, real pages go on; 16 KiB covers every page of
# our extraction data.
PRESCAN_BYTES = 16_384
# One broken byte must not cost a page its charset. Cyrillic in a legacy charset, read as UTF-8, breaks at
# nearly every letter, so that a tenth of broken sequences divides the two with room on both sides.
BROKEN_UTF8_SHARE = 0.1
# How much better formed the detected reading must be to overrule a declaration that decodes; of few letters,
# much better, for then detection is a guess. Measured over 146 texts, whole and cut to 80-300 bytes, each
# declared rightly and in twelve wrong ways.
MARGIN, MARGIN_OF_FEW = 0.05, 0.15
ENOUGH_LETTERS = 40
# Share of well-formed words from which a text is Cyrillic beyond doubt, and share of high bytes that stand in
# words: in French or Turkish a tenth does.
WELL_FORMED = 0.6
# A declared Cyrillic charset is kept from here on where detection sees a Western one: of a page with one short
# Cyrillic name, .37 is well-formed; of French read as windows-1251, next to nothing.
IN_DOUBT = 0.35
WORD_SHARE = 0.7

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_IN_BYTES = re.compile(rb"(?:<meta\b[^>]*?charset|<\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_ANY_CLAIM = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*[\w.:-]+", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_WORD = re.compile(rb"[\x80-\xff]{3,}")
# Browsers read these labels as their Windows supersets, and pages are written for browsers.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# Where chardet answers with one of these, it has seen more than single letters.
_NOT_WESTERN = (
    "cp1251",
    "koi8",
    "cp855",
    "cp866",
    "iso8859-5",
    "mac-cyr",
    "kz1048",
    "ptcp154",
    "utf",
    "gb",
    "big5",
    "euc",
    "shift",
    "cp932",
    "cp949",
    "johab",
    "iso2022",
    "hz",
    "cp1253",
    "cp1255",
    "cp1256",
    "iso8859-7",
    "iso8859-6",
    "iso8859-8",
    "tis",
    "cp874",
    "iso8859-11",
)
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "cp866", "cp855", "iso8859-5", "mac-cyrillic", "kz1048", "ptcp154")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's text; `how` is bom, utf-8, header, meta, detected or repaired."""

    text: str
    charset: str
    how: str


def decode(body: bytes, headers: Mapping[str, str]) -> Decoded | None:
    """Read the bytes in the charset that they are in; None where they are no text at all."""
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return Decoded(text=body[len(mark) :].decode(charset, "replace"), charset=charset, how="bom")
    claims = _claims(body, headers)
    if not _HIGH.search(body):
        return _pure_ascii(body, claims)
    return _as_utf8(body, claims) or _as_legacy(body, claims)


def _claims(body: bytes, headers: Mapping[str, str]) -> dict[str, str]:
    """Return declared charset -> where it was declared, the header's first."""
    claims: dict[str, str] = {}
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    in_header = _IN_HEADER.search(content_type)
    if in_header and (name := _codec(in_header[1])):
        claims[name] = "header"
    in_bytes = _IN_BYTES.search(body, 0, PRESCAN_BYTES)
    if in_bytes and (name := _codec(in_bytes[1].decode("ascii", "replace"))):
        claims.setdefault(name, "meta")
    return claims


def _codec(label: str) -> str | None:
    """Return Python's name of a text charset, None for a label nobody knows."""
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    name = info.name.replace("_", "-")
    if name in {"utf-7", "idna", "punycode", "rot13", "hex", "base64", "zlib", "bz2", "uu", "quopri"}:
        return None  # no charset of a web page, or a way to smuggle markup
    return _SUPERSETS.get(name, name)


def _pure_ascii(body: bytes, claims: Mapping[str, str]) -> Decoded | None:
    """Seven-bit bytes: ASCII, unless an escape-based charset (ISO-2022, HZ) or UTF-16 without a mark."""
    escaped = next((name for name in claims if name.startswith(("iso2022", "hz"))), None)
    if escaped:
        return Decoded(text=body.decode(escaped, "replace"), charset=escaped, how=claims[escaped])
    if b"\x00" in body:
        return _as_legacy(body, {})
    return Decoded(text=body.decode("ascii"), charset="utf-8", how=claims.get("utf-8", "utf-8"))


def _as_utf8(body: bytes, claims: Mapping[str, str]) -> Decoded | None:
    """Read as UTF-8, whatever is declared, what is valid UTF-8 or nearly: no legacy text is so by chance."""
    try:
        return Decoded(text=body.decode("utf-8"), charset="utf-8", how=claims.get("utf-8", "utf-8"))
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    beyond_ascii = sum(1 for char in text if char > "\x7f") - broken
    if broken > beyond_ascii * BROKEN_UTF8_SHARE:
        return None
    return Decoded(text=text, charset="utf-8", how="repaired")


def _as_legacy(body: bytes, claims: Mapping[str, str]) -> Decoded | None:
    """Weigh what is declared against what the bytes look like when the declarations are hidden."""
    detected = _detect(body)
    best: Decoded | None = None
    if detected is not None:
        best = Decoded(text=body.decode(detected, "replace"), charset=detected, how="detected")
    for name, where in claims.items():
        if name == "utf-8" or (text := _strictly(body, name)) is None:
            continue
        if best is None or _believable(text, name, best):
            return Decoded(text=text, charset=name, how=where)
    return best


def _detect(body: bytes) -> str | None:
    """Ask chardet, with every declaration blanked out (it would believe them).

    Where it takes a short text for a Western one although the high bytes come in whole words, the Cyrillic
    charset that gives the best words is taken: 16 of 146 texts cut to 80 bytes need it, 14 of those cut to 300.
    """
    bare = _ANY_CLAIM.sub(b"", body)
    found = chardet.detect(bare, prefer_superset=False, compat_names=False)["encoding"]
    name = _codec(found) if found else None
    if name is None or (not name.startswith(_NOT_WESTERN) and _in_words(bare)):
        readings = {charset: text for charset in _CYRILLIC if (text := _strictly(bare, charset)) is not None}
        best = max(readings, key=lambda charset: well_formed(readings[charset]), default=None)
        if best and well_formed(readings[best]) > WELL_FORMED:
            return best
    return name


def _in_words(body: bytes) -> bool:
    """Tell whether the high bytes stand side by side, as the letters of no Western language do."""
    high = len(_HIGH.findall(body))
    return sum(len(run) for run in _HIGH_WORD.findall(body)) > high * WORD_SHARE


def _strictly(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _believable(text: str, charset: str, best: Decoded) -> bool:
    """Tell whether a declared charset that decodes may stand against the detected one."""
    if charset == best.charset or text == best.text:
        return True
    if best.charset not in _CYRILLIC:
        return charset not in _CYRILLIC or well_formed(text) > IN_DOUBT
    margin = MARGIN if letters(best.text) >= ENOUGH_LETTERS else MARGIN_OF_FEW
    return well_formed(text) >= well_formed(best.text) - margin
