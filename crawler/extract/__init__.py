"""From the bytes of a page to an article: pure, no web, no database, no clock but the page's `fetched`.

Reads a Page, returns an Extraction or raises one of a small family:

    ExtractionError
    +-- TooLarge
    +-- Undecodable
    +-- NotAnArticle

Every field is taken from the first place that gives a believable one: JSON-LD, meta tags, the source's
selectors, then trafilatura (body), what readers see (date, title) and the address (date).
"""

from crawler.extract.article import VERSION, examine, extract
from crawler.extract.page import (
    Extraction,
    ExtractionError,
    NotAnArticle,
    Page,
    Precision,
    Selectors,
    TooLarge,
    Undecodable,
)
from crawler.extract.plain import extract_text

__all__ = [
    "VERSION",
    "Extraction",
    "ExtractionError",
    "NotAnArticle",
    "Page",
    "Precision",
    "Selectors",
    "TooLarge",
    "Undecodable",
    "examine",
    "extract",
    "extract_text",
]
