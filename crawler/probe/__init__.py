"""Fetches single addresses for people at a keyboard, with the manners of the crawl: robots.txt, delays, fences.

`Fetcher` (fetcher.py) starts `python -m crawler.probe`, a process with a reactor of its own, and talks to it in lines
of JSON. Nothing is stored.
"""

from crawler.probe.fetcher import Fetcher, ProbeFailed
from crawler.probe.records import Ask, Fetch, Fetched

__all__ = ["Ask", "Fetch", "Fetched", "Fetcher", "ProbeFailed"]
