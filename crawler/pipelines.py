"""Where a spider's outcomes go: into the store, and nowhere else."""

from typing import Any, Self

from scrapy.crawler import Crawler

from crawler.frontier import Frontier
from store.records import Outcome


class StoreOutcomes:
    """Hands each outcome to the crawl's frontier, which writes them in batches."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its pipelines."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Settle one address; a spider of a site's own that yields something else is told so."""
        if not isinstance(item, Outcome):
            raise TypeError(f"a spider yields store.records.Outcome, not {type(item).__name__}")
        spider = self._crawler.spider
        frontier = getattr(spider, "frontier", None)
        assert spider is not None
        assert isinstance(frontier, Frontier)
        frontier.settle(spider.name, item)
        return item
