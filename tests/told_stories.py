"""Made strikes put into a store as the steps would leave them, for the tests of the digest and of what runs nightly."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import config
from steps.mailing import digest
from steps.night import Night
from store import articles, passes, runs
from store.database import Store
from store.records import Article, Detected, Grouped, Identified

MORNING = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # a Sunday, 07:00 in Almaty


def put(store: Store, name: str, *, group: str | None = None, strike: bool = True, score: float = 0.9, **fields) -> str:
    """Store a made article that tells of a strike; `fields` are its report's. Put again, it is read anew."""
    article = Article(
        id=name.ljust(16, "0"),
        source="made",
        url=f"https://made.example/{name}",
        title=f"Забастовка {name}",
        body=f"Рабочие {name} не вышли на смену.",
        extractor=1,
        fetched=MORNING,
    )
    articles.add(store, article)
    passes.save_identified(store, "1", [Identified(article_id=article.id, lang="ru", script="Cyrl", confidence=1.0)])
    found = Detected(
        article_id=article.id, strike=strike, score=score, kind="strike", why="made", in_kazakhstan=True, evidence=(),
        reports=({"settlement": "Zhanaozen", "region": "Mangystau", "status": "ongoing", **fields},),
    )  # fmt: skip
    passes.save_detected(store, "1", [found])
    first = (group or name).ljust(16, "0")
    repeated = None if first == article.id else first
    passes.save_grouped(store, "1", [Grouped(article_id=article.id, group_id=first, duplicate_of=repeated)])
    return article.id


def settings_in(folder: Path, **mail: object) -> config.Settings:
    """Return settings that deliver into a Maildir in `folder`."""
    mail = {"maildir": folder / "mail", "recipients": ["desk@example.org"], "back_off": [], **mail}
    return config.load(db=folder / "strikewatch.db", mail=mail)


def night(store: Store, settings: config.Settings, *, days: float = 0) -> Night:
    """Return a night so many days after MORNING."""
    now = MORNING + timedelta(days=days)
    return Night(store=store, settings=settings, run=runs.begin(store, now), now=now, deadline=1e9)


def mailed(store: Store, settings: config.Settings, *, days: float = 0) -> dict[str, int]:
    """Run the digest so many days after MORNING and return its counts."""
    return digest(night(store, settings, days=days))


def subjects(folder: Path) -> list[str]:
    """Return the subjects in the Maildir, by the days of the letters."""
    import mailbox
    from email import policy
    from email.parser import BytesParser

    box = mailbox.Maildir(folder / "mail", factory=lambda file: BytesParser(policy=policy.default).parse(file))
    found = sorted((str(message["Message-ID"]), str(message["Subject"])) for message in box)
    box.close()
    return [subject for _, subject in found]
