"""Several machines and one catalogue: every source is watched by one of them, and few move when one comes or goes."""

import pytest

from crawler.loader import load_catalogue
from crawler.shard import NoShard, Shard

SOURCES = load_catalogue()


def shares(count: int) -> list[set[str]]:
    return [{one.name for one in Shard.parse(f"{n}/{count}").of(SOURCES)} for n in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_every_source_is_watched_by_one_machine(count: int) -> None:
    parts = shares(count)
    assert sum(map(len, parts)) == len(SOURCES)
    assert set().union(*parts) == {source.name for source in SOURCES}
    assert all(len(part) > len(SOURCES) / count / 3 for part in parts)


def test_with_a_machine_more_only_its_own_share_moves() -> None:
    before, after = shares(4), shares(5)
    assert all(later <= earlier for earlier, later in zip(before, after, strict=False))


def test_a_machine_stands_in_for_a_lost_one() -> None:
    two, three = shares(5)[1:3]
    assert {one.name for one in Shard.parse("2,3/5").of(SOURCES)} == two | three


@pytest.mark.parametrize("text", ["", "2", "0/5", "6/5", "2/0", "a/b", "1/2/3", "-1/5"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(NoShard, match="shard"):
        Shard.parse(text)
