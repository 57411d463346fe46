"""Text made even, once: composed letters, plain spaces, one paragraph a line.

Reads a text, writes nothing. Every string that leaves the extractor has passed here.
"""

import html
import re
import unicodedata

# Characters that show nothing but break words for every step that follows: soft hyphen, zero-width space and
# joiners, word joiner, byte order mark, direction marks.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")
_TAG = re.compile(r"<(?:/?[a-zA-Z]|!--)[^<>]*>")
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|h[1-6]|blockquote|tr|table|section|article)\b[^<>]*>", re.IGNORECASE)
_UNSEEN = re.compile(r"<(?:script|style)\b[^<>]*>[^<]*</", re.IGNORECASE)


def clean(text: str) -> str:
    """Return the text composed (NFC), without invisible characters, one paragraph a line, none empty."""
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return "\n".join(line for part in text.split("\n") if (line := part.strip()))


def one_line(text: str) -> str:
    """Return the cleaned text on a single line."""
    return clean(text).replace("\n", " ")


def unescape(text: str) -> str:
    """Resolve HTML entities; twice, because content systems escape what is escaped already."""
    once = html.unescape(text)
    return html.unescape(once) if "&" in once and ";" in once else once


def without_markup(text: str) -> str:
    """Return the text of a string that may hold HTML: blocks become lines, other tags nothing."""
    text = unescape(text)
    if "<" in text and ">" in text:
        text = _TAG.sub("", _BLOCK_TAG.sub("\n", _UNSEEN.sub("</", text)))
    return clean(text)
