"""Prints our extraction beside trafilatura's own (and newspaper4k's, where installed), set by set.

Reads the shared development pages; writes a table to standard output. Run it on an idle machine:
`python -m bench.extraction`, or with names of sets and `--limit N`.
"""

import argparse
import importlib
import importlib.util
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import trafilatura

from bench.extraction_sets import SETS, Case, agreement, by_shingles, by_snippets, load
from crawler.extract import ExtractionError, Page, examine

FETCHED = datetime(2026, 11, 22, tzinfo=UTC)  # later than every page of the sets


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one extractor found on one page."""

    body: str = ""
    title: str = ""
    day: str = ""


Extractor = Callable[[Case], Found]


def ours(case: Case) -> Found:
    """Extract with strikewatch; what the crawl would refuse (too short, a listing) counts as what it holds."""
    try:
        article, _ = examine(Page(url=case.url, body=case.body, fetched=FETCHED))
    except ExtractionError:
        return Found()
    day = article.published.date().isoformat() if article.published else ""
    return Found(body=article.body, title=article.title, day=day)


def trafilatura_body(case: Case) -> Found:
    """Extract the body alone with trafilatura's defaults, comments off: the bare loop that speed is held against."""
    return Found(body=trafilatura.extract(case.body, include_comments=False) or "")


def trafilatura_whole(case: Case) -> Found:
    """Extract body, title and date with trafilatura."""
    document: Any = trafilatura.bare_extraction(case.body, url=case.url, include_comments=False, with_metadata=True)
    return Found(body=document.text or "", title=document.title or "", day=document.date or "") if document else Found()


def newspaper(case: Case) -> Found:
    """Extract with newspaper4k, kept from fetching images."""
    library: Any = importlib.import_module("newspaper")
    article = library.Article(case.url, fetch_images=False)
    article.download(input_html=case.body.decode("utf-8", "replace"))
    article.parse()
    day = article.publish_date.date().isoformat() if article.publish_date else ""
    return Found(body=article.text, title=article.title, day=day)


def extractors() -> dict[str, Extractor]:
    """Return the extractors that can run here, by name."""
    found: dict[str, Extractor] = {
        "strikewatch": ours,
        "trafilatura": trafilatura_body,
        "trafilatura + metadata": trafilatura_whole,
    }
    if importlib.util.find_spec("newspaper"):
        found["newspaper4k"] = newspaper
    return found


def measure(cases: Sequence[Case], extractor: Extractor) -> dict[str, str]:
    """Return the figures of one extractor on one set, as shown."""
    started = time.process_time()
    found = [extractor(case) for case in cases]
    seconds = time.process_time() - started
    score = by_snippets if any(case.present for case in cases) else by_shingles
    known = [(case, result.body) for case, result in zip(cases, found, strict=True) if case.present or case.text]
    figures: dict[str, str] = {"pages/s": f"{len(cases) / seconds:.1f}"}
    if known:
        body = score([case for case, _ in known], [text for _, text in known])
        figures |= {"F1": f"{body.f1:.4f}", "P": f"{body.precision:.4f}", "R": f"{body.recall:.4f}"}
    for name, gold, values in (
        ("title", [case.title for case in cases], [result.title for result in found]),
        ("date", [case.day for case in cases], [result.day for result in found]),
    ):
        share, count = agreement(gold, values)
        if count:
            figures[name] = f"{share:.3f} of {count}"
    return figures


def main() -> None:
    """Measure the sets named on the command line, all without names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--limit", type=int, default=None, help="the first N pages of each set only")
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)  # the peers report every odd page; the table is the report
    for name in arguments.sets:
        cases = load(name)[: arguments.limit]
        print(f"\n{name}: {len(cases)} pages")
        for label, extractor in extractors().items():
            figures = measure(cases, extractor)
            print(f"  {label:24}", "  ".join(f"{key} {value}" for key, value in figures.items()))


if __name__ == "__main__":
    main()
