"""The page docs/sources.md, made of the catalogue: `strikewatch sources docs` writes it. Reads the catalogue."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from crawler.source import Source

PAGE = Path(__file__).resolve().parent.parent / "docs" / "sources.md"
_HEAD = """# Sources

What the catalogue (`spiders/catalogue.toml`) watches. This page is made by `strikewatch sources docs`, and a test holds
the two together. Nothing here has been tried from a connected machine unless "verified" says so: the grades say what
public material knows of a source's channels (A reported working in 2026, B an address used in public code, undated,
C a guess). [crawling.md](crawling.md) says how to add a source.

"""


def table(sources: Sequence[Source]) -> str:
    """Return the page: a line for each source by name, and sums."""
    verified = sum(source.verified for source in sources)
    counts = ", ".join(f"{sum(lang in one.languages for one in sources)} in {lang}" for lang in ("ru", "kk", "en"))
    sums = f"{len(sources)} sources, {verified} verified; {counts}.\n"
    return _HEAD + sums + "\n" + "\n".join(_lines(sources)) + "\n"


def _lines(sources: Sequence[Source]) -> Iterator[str]:
    yield "| Name | Languages | Region | Kind | Channels | Grade | Verified | Note |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in sources:
        channels = ", ".join(f"[{channel.type}]({channel.url})" for channel in one.channels)
        verified = "yes" if one.verified else "no"
        yield (
            f"| [{one.name}]({one.homepage}) | {', '.join(one.languages)} | {one.region} | {one.kind} "
            f"| {channels} | {one.evidence} | {verified} | {one.note} |"
        )
