"""What a worker does: reads a part of an archive, from raw pages to verdicts, with the functions of the night.

Reads WARC files; returns rows. Writes nothing, so a part that is read twice, or whose worker dies, changes nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from analysis.address import BadAddress, canonical
from crawler.extract import ExtractionError, Page, extract
from crawler.outcomes import believed_canonical, to_article
from crawler.site import host_of
from crawler.source import Source
from crawler.warc import Damage, NotAWarc, Part, Record, records
from scale.detecting import learned_reader
from scale.translating import Models, english
from scale.wanted import Wanted
from steps.reading import detect_version, detected, fingerprinted, identified
from store.passes import Read
from store.records import Article, Capture, Detected, Fingerprinted, Identified, Translated

# Named in the report; what is beyond is counted.
PROBLEMS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWork:
    """A part of an archive and what to take from it.

    `models` is None where nothing shall be translated, `weights` where the rules shall read alone.
    """

    part: Part
    wanted: Wanted
    models: Models | None = None
    weights: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All that is known of one article after a night's reading, but for its duplicates."""

    article: Article
    capture: Capture
    identified: Identified
    fingerprinted: Fingerprinted
    detected: Detected
    detected_as: str  # the version of the detection
    translated: Translated | None = None
    translated_as: str = ""  # the version of the translation


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRead:
    """What a part gave: rows, how many pages went which way, and what was wrong, named by file and page."""

    rows: tuple[Row, ...]
    counts: Mapping[str, int]
    problems: tuple[str, ...]


def read_part(work: PartWork) -> PartRead:
    """Read a part. Raises NotAWarc; a page on which the reading breaks is named and costs nothing else."""
    counts: Counter[str] = Counter()
    problems: list[str] = []
    rows: dict[str, Row] = {}
    for row in _rows(work, counts, problems):
        # An address fetched twice is one article: the later text, as a second night's crawl would have it.
        known = rows.get(row.article.id)
        if known is None or known.article.fetched <= row.article.fetched:
            rows[row.article.id] = row
    told = tuple(english(rows.values(), work.models)) if work.models else tuple(rows.values())
    counts["articles"] = len(told)
    counts["flagged"] = sum(row.detected.strike for row in told)
    return PartRead(rows=told, counts=dict(counts), problems=tuple(problems[:PROBLEMS]))


def _rows(work: PartWork, counts: Counter[str], problems: list[str]) -> Iterator[Row]:
    for one in records(work.part, work.wanted.address):
        if isinstance(one, Damage):
            counts["damaged"] += 1
            problems.append(f"{work.part.file} at byte {one.start}: {one.why}")
            continue
        counts["pages"] += 1
        if not work.wanted.page(one.page):
            counts["passed over"] += 1
            continue
        try:
            row = _row(work, one)
        except ExtractionError:
            counts["no article"] += 1
        except NotAWarc:
            raise
        except Exception as error:  # noqa: BLE001 - a bug that one odd page finds must not cost the other pages
            counts["broken"] += 1
            problems.append(f"{work.part.file}: {one.page.url}: {type(error).__name__}: {error}")
        else:
            if row is None:
                counts["not wanted"] += 1
            else:
                yield row


def _row(work: PartWork, record: Record) -> Row | None:
    """Read one page; None where its date or its language is not wanted."""
    article = _article(record.page, work.wanted)
    if not work.wanted.moment(article.published):
        return None
    language = identified(article)
    if language.lang not in work.wanted.languages:
        return None
    learned = learned_reader(work.weights)
    read = Read(article=article, lang=language.lang, script=language.script, spans=tuple(map(dict, language.spans)))
    return Row(
        article=article,
        capture=Capture(file=str(work.part.file.resolve()), start=record.start, length=record.length),
        identified=language,
        fingerprinted=fingerprinted(article),
        detected=detected(read, learned),
        detected_as=detect_version(learned),
    )


def _article(page: Page, wanted: Wanted) -> Article:
    source = wanted.source_of(page.url)
    if source:
        page = replace(page, selectors=source.page_selectors, zone=ZoneInfo(source.zone))
    extraction = extract(page)
    key = _key(page.url, source, extraction.canonical)
    article = to_article(source.name if source else host_of(page.url), key, page, extraction)
    return replace(article, origin="backfill")


def _key(url: str, source: Source | None, claimed: str | None) -> str:
    """Return the address that identifies the article; the one the page claims only where we know the site."""
    if source is None:
        return canonical(url)
    try:
        return canonical(believed_canonical(source, url, claimed) or url, mirrors=source.mirror_map)
    except BadAddress:
        return canonical(url)
