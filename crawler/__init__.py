"""From the web to stored articles: sources, discovery, fetching, extraction, the archive.

`crawler.extract` is pure and needs neither Scrapy nor a database; everything else in the package runs inside a
crawl and stores what it finds through `store`.
"""
