"""What discovery gives: listed addresses, nested sitemaps, and the errors of channels. Reads and writes nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Form = Literal["feed", "sitemap", "news-sitemap", "sitemap-index", "listing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One address that a channel lists.

    `published` is what the channel says of the article's publication to the minute; `modified` is a sitemap's
    lastmod, which sites set as they like: it orders the addresses and is never taken for a publication date.
    """

    url: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A sitemap that a sitemap index lists."""

    url: str
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a channel answered: addresses, or for an index the sitemaps below it.

    `fresh_for` is how long a feed asks to be left alone (RSS `ttl`, or `sy:updatePeriod`).
    """

    form: Form
    listed: tuple[Listed, ...] = ()
    children: tuple[Child, ...] = ()
    fresh_for: timedelta | None = None

    @property
    def span(self) -> timedelta | None:
        """The time between the oldest and the newest publication that is told; None of fewer than two."""
        told = [one.published for one in self.listed if one.published is not None]
        return max(told) - min(told) if len(told) > 1 else None


class ChannelError(Exception):
    """A channel's answer cannot be used; the message says what it is instead."""


class NotAChannel(ChannelError):
    """The answer is something else than was claimed."""


class Hostile(ChannelError):
    """The answer is built to exhaust whoever reads it."""
