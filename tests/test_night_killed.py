"""SIGKILL at any moment of the night, then a night left alone: the store is that of a night that nobody killed."""

import json
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample_nights import OF_THE_WAY, Dump, NightProcess, dump, letters, settings_for

from demo.server import Served, serve

pytestmark = pytest.mark.xdist_group("killed")

# Part of a night's time. Before that it only imports, and there is nothing to lose.
EARLIEST = 0.15
# Seconds. A worker whose parent is gone ends when it looks at its pipe: at once, or as soon as it has imported what
# it needs. On a machine with eight people at work and at the lowest priority 5 seconds were once too few.
ORPHANS = 30.0
# Seconds. A night takes 6 on an idle machine and 60 on one that eight people share.
PATIENCE = 240.0


@dataclass
class Undisturbed:
    """The papers, and what a night that nobody killed makes of them in `seconds`."""

    served: tuple[Served, ...]
    rows: Dump
    seconds: float


@dataclass
class Killed:
    """What a store went through: after how many seconds each of its nights was killed, and how the last one ended."""

    after: list[float] = field(default_factory=list)
    orphans: list[int] = field(default_factory=list)
    status: int | None = None
    said: str = ""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    folder = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patch, serve(now=datetime.now(UTC), slow=0.2) as served:
        patch.setenv("STRIKEWATCH_CONFIG", str(folder / "strikewatch.toml"))
        # As tests/conftest.py has it for the killed nights: the learned reader is nine tenths of a night's time.
        patch.setenv("STRIKEWATCH_LEARNED", "false")
        patch.setenv("STRIKEWATCH_EMBEDDINGS", "false")
        (folder / "strikewatch.toml").touch()
        began = time.monotonic()
        ended, said = _left_alone(folder, served)
        assert ended == 0, said
        assert len(letters(folder)) == 1
        yield Undisturbed(served, dump(folder / "strikewatch.db", OF_THE_WAY), time.monotonic() - began)


def _left_alone(folder: Path, served: tuple[Served, ...]) -> tuple[int, str]:
    with NightProcess(settings_for(folder, served)).started() as process:
        _, said = process.communicate(timeout=PATIENCE)
        return process.returncode, said


def _killed(folder: Path, undisturbed: Undisturbed, dice: random.Random, most: int) -> Killed:
    """Kill nights over one store at random moments, `most` times at most, until one ends by itself."""
    killed = Killed()
    while killed.status is None:
        after = undisturbed.seconds * dice.uniform(EARLIEST, 1.0) if len(killed.after) < most else PATIENCE
        night, began = NightProcess(settings_for(folder, undisturbed.served)), time.monotonic()
        with night.started() as process:
            try:
                _, killed.said = process.communicate(timeout=after)
                killed.status = process.returncode
                if not killed.after:  # a whole night was quicker than the first: others are at work less than then
                    undisturbed.seconds = min(undisturbed.seconds, time.monotonic() - began)
                break
            except subprocess.TimeoutExpired:
                assert after < PATIENCE, "the night does not end"
                process.send_signal(signal.SIGKILL)
        killed.after.append(after)
        killed.orphans += night.all_gone_within(ORPHANS)
    return killed


def _kill(folder: Path, undisturbed: Undisturbed, *, seed: int, kills: int) -> None:
    dice, done, store = random.Random(seed), 0, 0
    while done < kills:
        place = folder / str(store)
        killed = _killed(place, undisturbed, dice, most=min(4, kills - done))
        when = f"killed after {killed.after} of {undisturbed.seconds:.1f} seconds"
        assert killed.status == 0, f"{when}: {killed.said}"
        assert killed.orphans == [], f"processes outlived a night {when}"
        rows = dump(place / "strikewatch.db", OF_THE_WAY)
        for table, wanted in undisturbed.rows.items():
            assert rows[table] == wanted, f"{table}, {when}"
        assert len(letters(place)) == 1, when
        done, store = done + len(killed.after), store + 1


@pytest.mark.parametrize("seed", [1, 2])
def test_a_killed_night_ends_in_the_same_store(undisturbed: Undisturbed, tmp_path: Path, seed: int) -> None:
    _kill(tmp_path, undisturbed, seed=seed, kills=4)


@pytest.mark.soak
def test_a_night_killed_two_hundred_times_ends_in_the_same_store(undisturbed: Undisturbed, tmp_path: Path) -> None:
    _kill(tmp_path, undisturbed, seed=2026, kills=200)


def test_two_nights_at_once_are_one_night_and_the_second_names_the_first(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    settings = settings_for(tmp_path, undisturbed.served)
    holder = tmp_path / "strikewatch.db.night"
    with NightProcess(settings).started() as first:
        until = time.monotonic() + PATIENCE
        while not _told(holder) and time.monotonic() < until:
            time.sleep(0.02)
        with NightProcess(settings).started() as second:
            _, said = second.communicate(timeout=PATIENCE)
        assert second.returncode == 75
        assert f"process {first.pid} " in said
        assert said.count("\n") == 1
        first.communicate(timeout=PATIENCE)
        assert first.returncode == 0
    assert dump(settings.db, OF_THE_WAY) == undisturbed.rows
    assert len(letters(tmp_path)) == 1


def _told(holder: Path) -> bool:
    try:
        return "process" in json.loads(holder.read_text())
    except (OSError, ValueError):
        return False
