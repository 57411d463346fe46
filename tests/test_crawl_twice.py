"""The night twice, the night killed, the night told to stop."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from loopback import Answer, Asked, Site
from made_paper import article, articles, crawl, entry, job, picture, rss, states

from crawler.child import ChildFailed, Job, crawl_in_child

CHECKOUT = Path(__file__).resolve().parents[1]
LISTED = [(f"/news/{n}", f"News {n}") for n in range(1000, 1030)]


def tagged(answer: Answer):
    """A feed that answers 304 to whoever has it."""

    def page(asked: Asked) -> Answer:
        if asked.headers.get("If-None-Match") == '"one"':
            return Answer(status=304, headers={"ETag": '"one"'})
        return Answer(answer.body, headers={**answer.headers, "ETag": '"one"'})

    return page


def pages() -> dict:
    found = {path: article(title) for path, title in LISTED}
    found["/news/1029"] = Answer(status=301, headers={"Location": "/news/1000"})
    return {**found, "/rss": tagged(rss(*LISTED))}


def start(given: Job) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "crawler", given.to_json()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=CHECKOUT,
    )  # fmt: skip


def finish(child: "subprocess.Popen[str]") -> tuple[int, str, str]:
    with child:
        out, err = child.communicate(timeout=60)
    return child.returncode, out, err


def test_a_second_night_fetches_nothing_known_and_changes_nothing(tmp_path):
    with Site(pages()) as site:
        catalogue = entry("made", site)
        first = crawl(tmp_path, catalogue).visits[0]
        before, asked = picture(tmp_path), len(site.asked)
        second = crawl(tmp_path, catalogue).visits[0]
        assert site.paths()[asked:] == ["/robots.txt", "/rss"]
    assert picture(tmp_path) == before
    assert (first.stored, second.stored, second.listed, second.errors) == (29, 0, 0, ())
    assert second.bytes <= 0.02 * first.bytes


def test_a_channel_without_validators_is_known_by_its_bytes_and_a_changed_one_is_read(tmp_path):
    with Site({"/rss": rss(("/news/1", "One")), "/news/1": article("One"), "/news/2": article("Two")}) as site:
        catalogue = entry("made", site)
        crawl(tmp_path, catalogue)
        before = picture(tmp_path)
        crawl(tmp_path, catalogue)
        assert picture(tmp_path) == before
        site.pages["/rss"] = rss(("/news/1", "One"), ("/news/2", "Two"))
        crawl(tmp_path, catalogue)
        assert set(articles(tmp_path)) == {"/news/1", "/news/2"}
        assert site.paths().count("/news/1") == 1


def test_killed_anywhere_and_started_again_it_ends_as_if_undisturbed(tmp_path):
    calm, killed = tmp_path / "calm", tmp_path / "killed"
    for folder in (calm, killed):
        folder.mkdir()
    with Site(pages()) as site:
        catalogue = entry("made", site)
        crawl(calm, catalogue)
        # While the feed is asked, an early page, one after the first batch, and early again.
        for moment in (2, 5, 22, 4):
            _killed_at_request(site, moment, job(killed, catalogue))
        crawl(killed, catalogue)
    assert picture(killed) == picture(calm)


def _killed_at_request(site: Site, moment: int, given: Job) -> None:
    site.asked.clear()
    child = start(given)
    while len(site.asked) < moment and child.poll() is None:
        time.sleep(0.002)
    child.kill()
    finish(child)


def test_told_to_stop_it_writes_what_it_has_and_reports(tmp_path):
    with Site(pages()) as site:
        child = start(job(tmp_path, entry("made", site, more="delay = 0.3")))
        while len(site.asked) < 5:
            time.sleep(0.01)
        child.send_signal(signal.SIGTERM)
        assert child.stdout is not None  # read to its end while standard input stays open
        out = child.stdout.read()
        status, _, err = finish(child)
    assert (status, err) == (0, "")
    report = json.loads(out.splitlines()[-1])["report"]
    assert report["ended"] == "signal"
    assert report["visits"][0]["stored"] == len(articles(tmp_path)) > 0
    assert "waiting" in {state for state, _ in states(tmp_path).values()}


def test_it_ends_when_its_parent_is_gone(tmp_path):
    with Site(pages()) as site:
        child = start(job(tmp_path, entry("made", site, more="delay = 5")))
        while len(site.asked) < 2:
            time.sleep(0.01)
        began = time.monotonic()
        finish(child)  # closes its standard input, as the death of its parent would
    assert child.returncode == 1
    assert time.monotonic() - began < 10
    assert not _workers_of(tmp_path)


def _workers_of(folder: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(folder) in command and process.name != str(os.getpid()):
            found.append(command)
    return found


def test_an_archive_that_cannot_be_written_ends_the_crawl_and_loses_no_page(tmp_path):
    (tmp_path / "archive").write_text("in the way")
    with Site(pages()) as site:
        given = job(tmp_path, entry("made", site))
        with pytest.raises(ChildFailed, match="archive"):
            crawl_in_child(given)
        assert {state for state, _ in states(tmp_path).values()} == {"waiting"}
        (tmp_path / "archive").unlink()
        assert crawl_in_child(given).visits[0].stored == 29


def test_a_catalogue_that_is_wrong_is_told_through_the_child(tmp_path):
    with pytest.raises(ChildFailed, match="homepage: missing"):
        crawl(tmp_path, '[[source]]\nname = "bare"\n')
