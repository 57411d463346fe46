"""Makes a Scrapy spider of each catalogue entry, so that `scrapy list` and `scrapy crawl lada` work. Reads TOML."""

from pathlib import Path

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from crawler.loader import CATALOGUE, load_catalogue
from crawler.source import Source
from spiders.news import NewsSpider
from spiders.past import PastSpider


class CatalogueLoader(SpiderLoader):
    """Scrapy's loader, with a spider for every source; classes in `spiders/` serve the odd sites.

    The setting STRIKEWATCH_SOURCES holds the night's sources; without it our catalogue is read, and the files of
    STRIKEWATCH_CATALOGUES over it. Raises CatalogueError.
    """

    def __init__(self, settings: BaseSettings) -> None:
        super().__init__(settings)
        files = [CATALOGUE, *map(Path, settings.getlist("STRIKEWATCH_CATALOGUES"))]
        sources: tuple[Source, ...] = settings.get("STRIKEWATCH_SOURCES") or load_catalogue(files)
        past = settings.getbool("STRIKEWATCH_PAST")
        odd: dict[str, type[Spider]] = {} if past else self._spiders
        usual = PastSpider if past else NewsSpider
        self._spiders = {source.name: spider_of(source, odd.get(source.name, usual)) for source in sources}


def spider_of(source: Source, kind: type[Spider]) -> type[Spider]:
    """Return a spider class for one source: its name, its pace."""
    settings = {"DOWNLOAD_DELAY": source.delay, "AUTOTHROTTLE_START_DELAY": source.delay}
    return type(kind.__name__, (kind,), {"name": source.name, "source": source, "custom_settings": settings})
