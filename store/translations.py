"""English texts and the sentences remembered from them. Writes: translation, memory, and English in the index."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store import search
from store.database import Store, writing
from store.records import Translated
from store.values import to_json

KEYS_PER_QUERY = 500

# Candidates first, likeliest first; then the rest, newest first. An article that `detect` has not seen is last.
_ORDER = "ifnull(detection.strike, 0) DESC, ifnull(detection.score, 0) DESC, article.published DESC, article.id"


def due(store: Store, versions: Mapping[str, str], default: str) -> list[str]:
    """Return the ids of identified articles whose English is not of the version due for each language in them.

    Candidates come first. `versions` maps a language to the version of its best engine, `default` is for the others.
    """
    rows = store.query(
        f"SELECT article.id {_DUE} ORDER BY {_ORDER}", {"versions": to_json(dict(versions)), "default": default}
    )
    return [str(row["id"]) for row in rows]


# A version is that of the article's language alone, or an object with the version of each language in the article.
_DUE = """FROM article JOIN identification AS i ON i.article_id = article.id
    LEFT JOIN detection ON detection.article_id = article.id
    LEFT JOIN translation AS t ON t.article_id = article.id
    LEFT JOIN json_each(:versions) AS due ON due.key = i.lang
    WHERE CASE WHEN t.version LIKE '{%' THEN json_extract(t.version, '$.' || i.lang) IS NULL
                 OR EXISTS (SELECT 1 FROM json_each(t.version) AS used
                     LEFT JOIN json_each(:versions) AS better ON better.key = used.key
                     WHERE used.value IS NOT ifnull(better.value, :default))
               ELSE t.version IS NOT ifnull(due.value, :default) END"""


def save_translated(store: Store, versions: Mapping[str, str], batch: Sequence[Translated]) -> None:
    """Write a batch of translations; `versions` maps article id to the version that each is of."""
    with writing(store):
        for one in batch:
            search.replace_english(store, one.article_id, one.title or "", one.body or "")
            store.execute(
                """INSERT OR REPLACE INTO translation
                     (article_id, version, state, reason, engine, quality, title, body, sentences, warnings)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                [
                    one.article_id, versions[one.article_id], one.state, one.reason, one.engine, one.quality,
                    one.title, one.body, to_json(one.sentences), to_json(one.warnings),
                ],
            )  # fmt: skip


def waiting_by_reason(store: Store) -> list[dict[str, Any]]:
    """Return what has no English and why: rows of lang, reason, articles, candidates; most first."""
    return list(
        store.query(
            """SELECT i.lang, ifnull(t.reason, 'not reached yet') AS reason, count(*) AS articles,
                 sum(ifnull(d.strike, 0)) AS candidates
               FROM article JOIN identification AS i ON i.article_id = article.id
               LEFT JOIN translation AS t ON t.article_id = article.id
               LEFT JOIN detection AS d ON d.article_id = article.id
               WHERE ifnull(t.state, 'waiting') != 'done'
               GROUP BY 1, 2 ORDER BY articles DESC, lang, reason"""
        )
    )


def by_quality(store: Store) -> list[dict[str, Any]]:
    """Return how much English there is of each quality: rows of lang, quality, engine, articles."""
    return list(
        store.query(
            """SELECT i.lang, t.quality, t.engine, count(*) AS articles FROM translation AS t
               JOIN identification AS i ON i.article_id = t.article_id WHERE t.state = 'done'
               GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
        )
    )


class SentenceMemory:
    """Sentences translated before, by engine and version: the `Memory` of `translate`, kept in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, engine: str, keys: Iterable[bytes]) -> dict[bytes, str]:
        """Return the English of those sentence hashes that this engine has translated before."""
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, str] = {}
        for start in range(0, len(wanted), KEYS_PER_QUERY):
            part = wanted[start : start + KEYS_PER_QUERY]
            marks = ",".join("?" * len(part))
            rows = self._store.query(
                f"SELECT sentence, english FROM memory WHERE engine = ? AND sentence IN ({marks})",
                [engine, *part],
            )
            found.update({row["sentence"]: row["english"] for row in rows})
        return found

    def put(self, engine: str, english: Mapping[bytes, str]) -> None:
        """Remember what the engine made of each sentence hash."""
        with writing(self._store):
            self._store.conn.executemany(
                "INSERT OR REPLACE INTO memory (sentence, engine, english) VALUES (?, ?, ?)",
                [(key, engine, text) for key, text in english.items()],
            )
