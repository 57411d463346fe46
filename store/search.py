"""Full-text search over originals and English. Writes: article_search (folded words only, no copy of the text).

Letters are folded on the way in and in the question alike, so that a Kazakh word is found however it is typed:
with Kazakh letters, on a Russian keyboard, in capitals, or with ё written as е.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from store.database import Store
from store.records import Article

# What people type for a Kazakh letter on a Russian keyboard; the two Latin ones have no decomposition either.
# Replaced one after another: str.translate takes twenty times as long over Cyrillic.
_FOLDED = dict(
    zip("әғқңөұүһіёйıŋʼ’", "агкноуухиеиin''", strict=True)
)  # fmt: skip
_WORD = re.compile(r"[\w']+")
# Accents and soft hyphens, which go. A compiled class, because every article stored is folded.
_MARKS = re.compile(f"[{''.join(filter(unicodedata.combining, map(chr, range(0x300, 0x10000))))}\u00ad]+")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, Kazakh letters as the Russian ones typed in their place."""
    text = text.casefold()
    for letter, typed in _FOLDED.items():
        text = text.replace(letter, typed)
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))


def insert(store: Store, number: int, title: str, body: str) -> None:
    """Index a new article's original, inside the caller's transaction."""
    store.execute(
        "INSERT INTO article_search (rowid, title, body, english_title, english_body) VALUES (?, ?, ?, '', '')",
        [number, fold(title), fold(body)],
    )


def insert_many(store: Store, rows: Iterable[tuple[int, str, str, str, str]]) -> None:
    """Index many new articles (number, title, body, English title and body), inside the caller's transaction."""
    store.conn.executemany(
        "INSERT INTO article_search (rowid, title, body, english_title, english_body) VALUES (?, ?, ?, ?, ?)",
        ((number, *map(fold, texts)) for number, *texts in rows),
    )


def replace_original(store: Store, article_id: str, old: Article, new: Article) -> None:
    """Index a changed original, inside the caller's transaction; its English is void and leaves the index."""
    number, title, body = _english(store, article_id)
    _move(store, number, (old.title, old.body, title, body), (new.title, new.body, "", ""))


def replace_english(store: Store, article_id: str, title: str, body: str) -> None:
    """Index an article's English, inside the caller's transaction and before the translation row changes."""
    number, old_title, old_body = _english(store, article_id)
    row = next(store.query("SELECT title, body FROM article WHERE id = ?", [article_id]))
    original = (str(row["title"]), str(row["body"]))
    _move(store, number, (*original, old_title, old_body), (*original, title, body))


def search(store: Store, question: str, *, limit: int = 50) -> Iterator[str]:
    """Yield the ids of articles that hold all words of the question, best first; a final * asks for a prefix."""
    words = [f'"{word}"' for word in _WORD.findall(fold(question))]
    if not words:
        return
    match = " ".join(words) + ("*" if question.rstrip().endswith("*") else "")
    rows = store.query(
        """SELECT article.id FROM article_search JOIN article ON article.number = article_search.rowid
           WHERE article_search MATCH ? ORDER BY bm25(article_search, 4, 1, 4, 1), article.id LIMIT ?""",
        [match, limit],
    )
    yield from [str(row["id"]) for row in rows]


def rebuild(store: Store) -> int:
    """Index everything anew, inside the caller's transaction (after `fold` changed); return the count."""
    store.execute("INSERT INTO article_search (article_search) VALUES ('delete-all')")
    rows = store.query(
        """SELECT number, article.title, article.body, ifnull(t.title, '') AS english_title,
             ifnull(t.body, '') AS english_body
           FROM article LEFT JOIN translation AS t ON t.article_id = article.id"""
    )
    count = 0
    for row in rows:
        values = [fold(row[name]) for name in ("title", "body", "english_title", "english_body")]
        store.execute(
            "INSERT INTO article_search (rowid, title, body, english_title, english_body) VALUES (?, ?, ?, ?, ?)",
            [row["number"], *values],
        )
        count += 1
    return count


def _english(store: Store, article_id: str) -> tuple[int, str, str]:
    rows = store.query(
        """SELECT number, ifnull(t.title, '') AS title, ifnull(t.body, '') AS body
           FROM article LEFT JOIN translation AS t ON t.article_id = article.id WHERE article.id = ?""",
        [article_id],
    )
    row = next(iter(rows))
    return int(row["number"]), str(row["title"]), str(row["body"])


def _move(store: Store, number: int, old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Index new words for a row: a table without content forgets the old ones only when told them."""
    store.execute(
        "INSERT INTO article_search (article_search, rowid, title, body, english_title, english_body)"
        " VALUES ('delete', ?, ?, ?, ?, ?)",
        [number, *map(fold, old)],
    )
    store.execute(
        "INSERT INTO article_search (rowid, title, body, english_title, english_body) VALUES (?, ?, ?, ?, ?)",
        [number, *map(fold, new)],
    )
