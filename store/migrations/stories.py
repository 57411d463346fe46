"""Stories, events and the versions of articles (0.2). Reads and writes: those tables, and the view `candidate`."""

from typing import Final

STATEMENTS: Final = (
    # An article's place among meanings: 384 numbers of 16 bits, centred for its language (analysis.meaning).
    """CREATE TABLE embedding (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, version TEXT NOT NULL,
        vector BLOB NOT NULL
    ) STRICT""",
    # A story's id is that of the article that began it. It is never deleted: one that was merged says into which.
    """CREATE TABLE story (
        id TEXT PRIMARY KEY REFERENCES article (id), first TEXT NOT NULL, last TEXT NOT NULL,
        edited INTEGER NOT NULL DEFAULT 0 CHECK (edited IN (0, 1)), merged_into TEXT REFERENCES story (id)
    ) STRICT""",
    "CREATE INDEX story_last ON story (last)",
    """CREATE TABLE story_member (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, version TEXT NOT NULL,
        story_id TEXT NOT NULL REFERENCES story (id), day TEXT NOT NULL, likeness REAL, why TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX story_member_story ON story_member (story_id)",
    "CREATE INDEX story_member_day ON story_member (day)",
    # What curators did to stories, never changed. `articles` moved from one story to the other.
    """CREATE TABLE story_edit (
        id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('split', 'merge')),
        from_story TEXT NOT NULL REFERENCES story (id), to_story TEXT NOT NULL REFERENCES story (id),
        articles TEXT NOT NULL, curator TEXT NOT NULL, at TEXT NOT NULL, note TEXT
    ) STRICT""",
    # Events hold no values of their own: what is known of one is what its reports say (store.events reads them).
    """CREATE TABLE event (
        id TEXT PRIMARY KEY, opened TEXT NOT NULL, opened_by TEXT NOT NULL
    ) STRICT""",
    # `ordinal` is 0 where a review is of the article as a whole. A link that was taken back keeps its row.
    """CREATE TABLE event_report (
        id INTEGER PRIMARY KEY, event_id TEXT NOT NULL REFERENCES event (id),
        article_id TEXT NOT NULL REFERENCES article (id), ordinal INTEGER NOT NULL, reasons TEXT NOT NULL,
        linked TEXT NOT NULL, linked_by TEXT NOT NULL, unlinked TEXT, unlinked_by TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX event_report_one ON event_report (article_id, ordinal) WHERE unlinked IS NULL",
    "CREATE INDEX event_report_event ON event_report (event_id)",
    # Earlier texts of an article whose address was read again with another text; the article's row is the latest.
    """CREATE TABLE article_version (
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE CASCADE, number INTEGER NOT NULL,
        title TEXT NOT NULL, body TEXT NOT NULL, published TEXT, fetched TEXT NOT NULL, extractor INTEGER NOT NULL,
        file TEXT, start INTEGER, length INTEGER, replaced TEXT NOT NULL,
        PRIMARY KEY (article_id, number)
    ) STRICT""",
    # One row for each story. The article that began it stands for it if it is flagged, else a group's first telling,
    # else the smallest id; what is in no story yet (there is no model, or its step has not run) goes by its group.
    "DROP VIEW candidate",
    """CREATE VIEW candidate AS
        SELECT d.article_id, g.group_id, m.story_id, d.score, d.in_kazakhstan FROM detection AS d
        LEFT JOIN grouping AS g ON g.article_id = d.article_id
        LEFT JOIN story_member AS m ON m.article_id = d.article_id
        WHERE d.strike = 1 AND CASE WHEN m.story_id IS NOT NULL THEN d.article_id = m.story_id OR NOT EXISTS (
            SELECT 1 FROM story_member AS other JOIN detection AS od ON od.article_id = other.article_id
            LEFT JOIN grouping AS og ON og.article_id = other.article_id
            WHERE other.story_id = m.story_id AND od.strike = 1 AND other.article_id != m.article_id
              AND (other.article_id != m.story_id, og.duplicate_of IS NOT NULL, other.article_id)
                < (1, g.duplicate_of IS NOT NULL, m.article_id))
        ELSE NOT EXISTS (
            SELECT 1 FROM grouping AS other JOIN detection AS od ON od.article_id = other.article_id
            WHERE other.group_id = g.group_id AND od.strike = 1 AND other.article_id != g.article_id
              AND (other.duplicate_of IS NULL
                   OR (g.duplicate_of IS NOT NULL AND other.article_id < g.article_id))) END""",
)
