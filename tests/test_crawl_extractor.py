"""The extractor's processes: one page's trouble is that page's."""

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_paper import article

from crawler.extract import NotAnArticle, Page
from crawler.extracting import Extractor, Stuck, WorkerDied

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def page(answer=None, body=b"<html><body>nothing</body></html>"):
    return Page(url="https://paper.example/1", body=str(answer.body).encode() if answer else body, fetched=NOW)


def workers() -> list[int]:
    return [int(one) for one in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()] + [
        int(one)
        for task in Path("/proc/self/task").glob("*/children")
        if task.parent.name != str(os.getpid())
        for one in task.read_text().split()
    ]


def run(steps, seconds=30.0):
    extractor = Extractor(seconds=seconds, workers=1)
    try:
        return asyncio.run(steps(extractor))
    finally:
        extractor.close()


def test_articles_and_refusals_come_back_from_another_process_which_ends_with_us():
    async def steps(extractor):
        assert not workers()
        assert (await extractor.extract(page(article("One")))).title == "One"
        with pytest.raises(NotAnArticle):
            await extractor.extract(page())
        assert len(workers()) == 1

    run(steps)
    assert not workers()


def test_a_process_that_dies_costs_one_page():
    async def steps(extractor):
        await extractor.extract(page(article("One")))
        os.kill(workers()[0], signal.SIGKILL)
        with pytest.raises(WorkerDied, match="died on this page"):
            await extractor.extract(page(article("Two")))
        assert (await extractor.extract(page(article("Three")))).title == "Three"

    run(steps)


def test_a_page_that_takes_too_long_is_given_up():
    async def steps(extractor):
        with pytest.raises(Stuck, match="more than 0 seconds"):
            await extractor.extract(page(article("One")))

    run(steps, seconds=0.0)
    assert not workers()


def test_several_pages_at_once_come_back_each_to_its_own():
    async def steps(extractor):
        titles = [f"Title {n}" for n in range(8)]
        found = await asyncio.gather(*(extractor.extract(page(article(title))) for title in titles))
        assert [one.title for one in found] == titles

    run(steps)
