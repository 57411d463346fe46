"""Articles, the steps' results, the mail and the runs (0.1). Reads and writes: the tables."""

from typing import Final

STATEMENTS: Final = (
    # The crawl's own tables: what is watched, what was listed, what was stored.
    """CREATE TABLE channel (
        url TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL,
        etag TEXT, last_modified TEXT, body_sha TEXT,
        checked TEXT NOT NULL, status INTEGER, listed INTEGER NOT NULL DEFAULT 0, error TEXT
    ) STRICT""",
    """CREATE TABLE article (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, url TEXT NOT NULL,
        title TEXT NOT NULL, body TEXT NOT NULL,
        published TEXT, published_precision TEXT, lang_claimed TEXT,
        authors TEXT NOT NULL DEFAULT '[]', found TEXT NOT NULL DEFAULT '{}',
        extractor INTEGER NOT NULL, fetched TEXT NOT NULL, origin TEXT NOT NULL DEFAULT 'crawl'
    ) STRICT""",
    "CREATE INDEX article_source ON article (source, fetched)",
    "CREATE INDEX article_published ON article (published)",
    """CREATE TABLE address (
        key TEXT PRIMARY KEY, url TEXT NOT NULL, source TEXT NOT NULL, channel TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting'
            CHECK (state IN ('waiting', 'stored', 'refused', 'gone', 'failed')),
        hint_title TEXT, hint_published TEXT, found TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0, tried TEXT, error TEXT,
        article_id TEXT REFERENCES article (id)
    ) STRICT""",
    "CREATE INDEX address_source ON address (source, state)",
    "CREATE INDEX address_article ON address (article_id)",
    """CREATE TABLE capture (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
        file TEXT NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL
    ) STRICT""",
    # One table a step; a row that is missing or of another version is work for the next night.
    """CREATE TABLE identification (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, version TEXT NOT NULL,
        lang TEXT NOT NULL, script TEXT NOT NULL, confidence REAL NOT NULL, spans TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE fingerprint (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, version TEXT NOT NULL,
        text_sha TEXT NOT NULL, sketch BLOB NOT NULL
    ) STRICT""",
    "CREATE INDEX fingerprint_text ON fingerprint (text_sha)",
    """CREATE TABLE band (
        band INTEGER NOT NULL, article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
        PRIMARY KEY (band, article_id)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX band_article ON band (article_id)",
    """CREATE TABLE detection (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, version TEXT NOT NULL,
        strike INTEGER NOT NULL CHECK (strike IN (0, 1)), score REAL NOT NULL,
        kind TEXT NOT NULL, why TEXT NOT NULL, in_kazakhstan INTEGER, evidence TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX detection_score ON detection (strike, score)",
    """CREATE TABLE report (
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
        version TEXT NOT NULL, fields TEXT NOT NULL,
        PRIMARY KEY (article_id, ordinal)
    ) STRICT""",
    """CREATE TABLE translation (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, version TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('done', 'waiting', 'broken')), reason TEXT,
        engine TEXT, quality TEXT, title TEXT, body TEXT, sentences TEXT NOT NULL DEFAULT '[]',
        warnings TEXT NOT NULL DEFAULT '[]'
    ) STRICT""",
    "CREATE INDEX translation_state ON translation (state)",
    """CREATE TABLE memory (
        sentence BLOB NOT NULL, engine TEXT NOT NULL, english TEXT NOT NULL,
        PRIMARY KEY (sentence, engine)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE grouping (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, version TEXT NOT NULL,
        group_id TEXT NOT NULL, duplicate_of TEXT REFERENCES article (id)
    ) STRICT""",
    "CREATE INDEX grouping_group ON grouping (group_id)",
    # What a curator and a reader see: flagged articles, one for each group. The first telling stands for its group,
    # unless it is not flagged itself (a cut copy may tell less); then the flagged one of the smallest id does.
    """CREATE VIEW candidate AS
        SELECT d.article_id, g.group_id, d.score, d.in_kazakhstan FROM detection AS d
        LEFT JOIN grouping AS g ON g.article_id = d.article_id
        WHERE d.strike = 1 AND NOT EXISTS (
            SELECT 1 FROM grouping AS other JOIN detection AS od ON od.article_id = other.article_id
            WHERE other.group_id = g.group_id AND od.strike = 1 AND other.article_id != g.article_id
              AND (other.duplicate_of IS NULL
                   OR (g.duplicate_of IS NOT NULL AND other.article_id < g.article_id)))""",
    # The mail: what a day tells, and what became of each letter.
    """CREATE TABLE told (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, day TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX told_day ON told (day)",
    """CREATE TABLE letter (
        day TEXT NOT NULL, recipient TEXT NOT NULL, message_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'skipped', 'refused', 'failed', 'unknown')),
        attempts INTEGER NOT NULL DEFAULT 0, changed TEXT NOT NULL, error TEXT,
        PRIMARY KEY (day, recipient)
    ) STRICT""",
    # The nights themselves.
    """CREATE TABLE run (
        id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT,
        outcome TEXT CHECK (outcome IN ('good', 'trouble', 'failed')), steps TEXT NOT NULL DEFAULT '{}'
    ) STRICT""",
    """CREATE TABLE visit (
        run_id INTEGER NOT NULL REFERENCES run (id), source TEXT NOT NULL,
        listed INTEGER NOT NULL, fetched INTEGER NOT NULL, stored INTEGER NOT NULL,
        refused INTEGER NOT NULL, failed INTEGER NOT NULL, bytes INTEGER NOT NULL,
        errors TEXT NOT NULL, refusals TEXT NOT NULL,
        PRIMARY KEY (run_id, source)
    ) STRICT""",
    # Full-text search over folded text (store.search); it holds no copy of the text itself.
    """CREATE VIRTUAL TABLE article_search USING fts5 (
        title, body, english_title, english_body, content = '', tokenize = 'unicode61'
    )""",
)
