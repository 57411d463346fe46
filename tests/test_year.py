"""Night after night over a made world, in an accelerated clock: nothing is lost, doubled or worn out.

`make soak` runs a year of forty papers; here it is four nights of five. Everything is real but the
papers and the calendar: HTTP over loopback, the crawl's child process, the store, a Maildir.
"""

import json
import os
import statistics
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest
from made_world import FIRST, Page, Paper, world
from world_server import World, serving

import config
from analysis.address import article_id, canonical
from nightly import run_night
from store import database, letters

pytestmark = pytest.mark.xdist_group("year")

# A night costs two to three seconds of CPU, most of it for starting: the whole suite has eight minutes.
NIGHTS = 3
# Read here, for a test sees nothing of the machine's STRIKEWATCH_ variables.
DAYS = int(os.environ.get("STRIKEWATCH_YEAR_DAYS", "365"))
PAPERS = int(os.environ.get("STRIKEWATCH_YEAR_PAPERS", "40"))
ROUGH = os.environ.get("STRIKEWATCH_YEAR_ROUGH", "true") == "true"  # reading its tables is most of such a night
FIGURES = os.environ.get("STRIKEWATCH_YEAR_FIGURES", "")


@dataclass
class Year:
    """What the nights were like: seconds, new articles and resident memory, by night."""

    seconds: list[float] = field(default_factory=list)
    articles: list[int] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    late: int = 0
    told: int = 0

    def figures(self) -> dict[str, float | int]:
        quarter = max(1, len(self.seconds) // 4)
        first, last = slice(0, quarter), slice(-quarter, None)
        return {
            "nights": len(self.seconds),
            "articles": sum(self.articles),
            "told": self.told,
            "late": self.late,
            "seconds_first_quarter": round(statistics.median(self.seconds[first]), 2),
            "seconds_last_quarter": round(statistics.median(self.seconds[last]), 2),
            "articles_first_quarter": round(statistics.mean(self.articles[first]), 1),
            "articles_last_quarter": round(statistics.mean(self.articles[last]), 1),
            "megabytes_first_quarter": round(statistics.median(self.memory[first]) / 1e6),
            "megabytes_last_quarter": round(statistics.median(self.memory[last]) / 1e6),
        }


def live(folder: Path, papers: list[Paper], days: int, *, rough: bool = True) -> Year:
    """Live through the days: each evening the papers write, each night they are read, each letter is checked."""
    year, told = Year(), {}
    with serving(papers) as server:
        settings = settings_in(folder, server, rough=rough)
        for day in range(days):
            server.day = day
            (folder / "catalogue.toml").write_text(server.catalogue(), "utf-8")
            now = datetime.combine(FIRST + timedelta(days=day), datetime.min.time(), UTC) + timedelta(hours=21)
            began = time.monotonic()
            result = run_night(settings, now=now)
            year.seconds.append(time.monotonic() - began)
            year.articles.append(int(result.steps["crawl"]["stored"]))
            year.memory.append(resident())
            assert result.outcome != "failed", f"night {day}: {result.problems}"
            check_night(settings, day, told, days)
            if FIGURES:
                nights = list(zip(year.seconds, year.articles, year.memory, strict=True))
                Path(FIGURES).write_text(json.dumps({**year.figures(), "by_night": nights}))
        year.told, year.late = len(told), check_told(server, papers, told, days)
    return year


def settings_in(folder: Path, server: World, *, rough: bool) -> config.Settings:
    folder.mkdir(parents=True, exist_ok=True)
    return config.load(
        db=folder / "strikewatch.db",
        catalogue=folder / "catalogue.toml",
        only_catalogue=True,
        rough=rough,
        mail={"maildir": folder / "mail", "recipients": ["desk@example.org"], "back_off": []},
    )


def resident() -> int:
    """Return the bytes of memory that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def check_night(settings: config.Settings, day: int, told: dict[str, int], days: int) -> None:
    """Check that the night told what nobody was told of, in the letter of its day, and left a sound store."""
    store = database.open_store(settings.db)
    try:
        local = (FIRST + timedelta(days=day + 1)).isoformat()  # 21:00 UTC is the next day in Almaty
        new = [str(row["article_id"]) for row in store.query("SELECT article_id FROM told WHERE day = ?", [local])]
        assert not set(new) & told.keys(), f"night {day} tells again"
        told |= dict.fromkeys(new, day)
        assert letters.untold(store) == [], f"night {day} left news untold"
        state = [row["state"] for row in store.query("SELECT state FROM letter WHERE day = ?", [local])]
        assert len(state) == 1
        letter = letter_of(settings, local)
        assert (letter is not None) == (state == ["sent"]), f"night {day}: {state}"
        for row in store.query("SELECT title FROM article JOIN told ON article_id = id WHERE day = ?", [local]):
            assert letter is not None
            assert folded(row["title"]) in letter, f"night {day}: {row['title']} is not in the letter"
        if day % 30 == 0 or day == days - 1:
            assert [row["integrity_check"] for row in store.query("PRAGMA integrity_check")] == ["ok"]
            assert list(store.query("PRAGMA foreign_key_check")) == []
    finally:
        store.close()


def letter_of(settings: config.Settings, local: str) -> str | None:
    assert settings.mail.maildir is not None
    for path in (settings.mail.maildir / "new").glob(f"digest.{local}.*"):
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        body = message.get_body(("plain",))
        assert body is not None
        return folded(body.get_content())
    return None


def folded(text: str) -> str:
    return " ".join(text.split())


def check_told(server: World, papers: list[Paper], told: dict[str, int], days: int) -> int:
    """Check each strike's articles against what was told; return how many came late because their paper was down.

    An article that its paper showed on the night of its day was told that night, once, copies apart; news that
    tells of no strike was told by nobody.
    """
    late = 0
    of_strikes: dict[tuple[int, str], list[tuple[Paper, Page]]] = {}
    for paper in papers:
        for page in paper.pages:
            one = article_id(canonical(server.address(paper) + page.path))
            if page.strike is None:
                assert one not in told, f"{page.title} was told as a strike"
            else:
                of_strikes.setdefault((page.strike, f"{page.stage} {page.title}"), []).append((paper, page))
    for (strike, stage), tellings in of_strikes.items():
        nights = [
            told[one]
            for paper, page in tellings
            if (one := article_id(canonical(server.address(paper) + page.path))) in told
        ]
        shown = [page.day for paper, page in tellings if paper.answers(page.day) and reached(paper, page.day)]
        if stage.startswith("end"):
            assert len(nights) <= 1
        elif shown:
            assert nights == [min(shown)], f"strike {strike}, {stage}: told in nights {nights}, shown in {shown}"
        else:
            assert len(nights) <= 1
            late += len(nights)
    return late


def reached(paper: Paper, day: int) -> bool:
    """Whether the night of `day` certainly asks the paper: one that was down shortly before may rest for some days."""
    return not any(day - 8 <= down <= day for down in paper.down)


def test_some_nights_tell_every_strike_once_in_the_letter_of_its_day(tmp_path: Path) -> None:
    papers = world(seed=11, papers=5, days=NIGHTS)
    stages = {(page.stage, page.copied) for paper in papers for page in paper.pages}
    assert stages >= {("", False), ("begin", False), ("begin", True), ("end", False)}
    year = live(tmp_path, papers, NIGHTS, rough=False)  # half of a short night goes into loading its tables
    assert sum(year.articles) > NIGHTS
    assert year.told >= 2


@pytest.mark.soak
def test_a_year_of_nights_stays_sound_flat_and_as_quick_as_its_articles(tmp_path: Path) -> None:
    year = live(tmp_path, world(seed=2025, papers=PAPERS, days=DAYS), DAYS, rough=ROUGH)
    figures = year.figures()
    assert figures["megabytes_last_quarter"] <= 1.15 * figures["megabytes_first_quarter"], figures
    busier = max(1.0, float(figures["articles_last_quarter"]) / float(figures["articles_first_quarter"]))
    assert figures["seconds_last_quarter"] <= 1.5 * busier * figures["seconds_first_quarter"], figures
