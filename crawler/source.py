"""The facts of a site, checked. Reads: an entry of a catalogue file as plain values. Writes nothing.

A source is data. What a curator may write is listed in docs/crawling.md; anything else is refused by name, so that
a misspelt key is an error and not a setting without effect.
"""

import re
from functools import cached_property
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from crawler.extract import Selectors
from crawler.site import Site, host_of

ChannelType = Literal["feed", "sitemap", "news-sitemap", "listing"]
Kind = Literal["local paper", "national", "agency", "state media", "regional", "union", "party", "aggregator"]

# Seconds between two requests to a site that says nothing else. CC-NEWS's news-crawl waits 9, Fundus 1; a night of
# at most 200 articles a site takes seven minutes with 2, all sites side by side.
USUAL_DELAY = 2.0
# Articles in seven nights, at least, of a source that says nothing else. Every site of our catalogue writes several a
# week; one that writes more rarely says so by `floor`.
USUAL_FLOOR = 1.0


def _has_host(value: str) -> str:
    try:
        host = host_of(value)
    except ValueError as error:
        raise ValueError(f"no address of a site: {error}") from error
    if not host:
        raise ValueError("no address of a site: there is no host in it")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+(/\S*)?$"), AfterValidator(_has_host)]


class _Entry(BaseModel):
    """Strict: a TOML string is no number; frozen: a source never changes while it is crawled."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ChannelEntry(_Entry):
    """Where a site lists its articles. `link` is a regular expression on a listed address, `within` a CSS selector."""

    url: WebAddress
    type: ChannelType
    link: str | None = None
    within: str | None = None

    @field_validator("link")
    @classmethod
    def _link_compiles(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from error
        return value

    @model_validator(mode="after")
    def _only_listings_have_regions(self) -> Self:
        if self.within is not None and self.type != "listing":
            raise ValueError("`within` (a part of a page) belongs to a channel of type listing")
        return self


class SelectorsEntry(_Entry):
    """CSS selectors for the site's article pages, where the markup names nothing in a standard way."""

    title: Text | None = None
    body: Text | None = None
    date: Text | None = None
    author: Text | None = None


class Source(_Entry):
    """One site that we watch."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    title: Text
    homepage: WebAddress
    languages: Annotated[list[Literal["ru", "kk", "en"]], Field(min_length=1)]
    region: Text
    kind: Kind
    zone: Text = "Asia/Almaty"
    channels: Annotated[list[ChannelEntry], Field(min_length=1)]
    selectors: SelectorsEntry | None = None
    hosts: list[Text] = []
    mirrors: list[Text] = []
    delay: Annotated[float, Field(ge=0, le=120)] = USUAL_DELAY
    floor: Annotated[float, Field(ge=0)] = USUAL_FLOOR
    evidence: Literal["A", "B", "C"]
    verified: bool = False
    note: str = ""

    @field_validator("zone")
    @classmethod
    def _zone_exists(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value

    @cached_property
    def site(self) -> Site:
        """The hosts that are this source: its homepage's, its channels', `hosts` and `mirrors`."""
        named = [self.homepage, *(channel.url for channel in self.channels)]
        return Site.of([*named, *self.hosts, *self.mirrors], anywhere="*" in self.hosts)

    @cached_property
    def page_selectors(self) -> Selectors | None:
        """The selectors as the extractor takes them."""
        return Selectors(**self.selectors.model_dump()) if self.selectors else None

    @cached_property
    def mirror_map(self) -> dict[str, str]:
        """Hosts that copy this site -> the site's own host, for `analysis.address.canonical`."""
        own = host_of(self.homepage)
        return {host_of(mirror): own for mirror in self.mirrors}
