"""One writer: what the workers made goes into the store. Reads rows; writes articles and what each step made of them.

A part is one transaction, which notes the part's key as well: a kill in the middle leaves nothing of it, and a part
that is merged twice changes nothing. Where two parts hold the same article, the text fetched later stands, in
whatever order the parts are merged.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from scale.reading import Row
from steps.reading import FINGERPRINT, IDENTIFY
from store import articles, merged, passes, translations, versions
from store.database import Store, writing
from store.records import Article


def merge_part(store: Store, key: str, rows: Iterable[Row], *, now: datetime) -> int:
    """Merge the rows of a part in one transaction; return how many articles are new or newer. Done before: 0."""
    with writing(store):
        if merged.has(store, key):
            return 0
        taken = [row for row in rows if _take(store, row)]
        passes.save_identified(store, IDENTIFY, [row.identified for row in taken])
        passes.save_fingerprinted(store, FINGERPRINT, [row.fingerprinted for row in taken])
        for version, rows_of in groupby(taken, key=attrgetter("detected_as")):
            passes.save_detected(store, version, [row.detected for row in rows_of])
        english = [row for row in taken if row.translated]
        translations.save_translated(
            store,
            {row.article.id: row.translated_as for row in english},
            [row.translated for row in english if row.translated],
        )
        merged.note(store, key, len(taken), now=now)
        return len(taken)


def _take(store: Store, row: Row) -> bool:
    """Insert an article, or let it replace an earlier fetch of itself; False where the store's stands."""
    if articles.insert_article(store, row.article, row.capture):
        return True
    known = articles.get(store, row.article.id)
    if _order(known) >= _order(row.article):
        versions.slot_in(store, row.article, row.capture)
        return False
    articles.revise(store, row.article, row.capture)
    return True


def _order(article: Article) -> tuple[datetime, str, str]:
    return (article.fetched, article.title, article.body)
