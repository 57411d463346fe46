"""A run that is killed at any moment loses no letter and repeats none, with the real ledger and a real Maildir."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from mailbox import Maildir
from pathlib import Path

import pytest

LETTERS = 60
SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from digest.deliver import MaildirDelivery
from digest.post import post
from digest_samples import addressed
from store.database import open_store
from store.letters import LetterLedger

folder = Path(sys.argv[1])
store = open_store(folder / "strikewatch.db")
letters = [addressed(f"reader{number}@desk.example") for number in range(int(sys.argv[2]))]
ledger = LetterLedger(store, datetime(2026, 11, 22, 2, tzinfo=UTC))
print("ready", flush=True)
for outcome in post(letters, MaildirDelivery(folder=folder / "mail"), ledger):
    assert outcome.state == "sent", outcome
store.close()
"""


def started(folder):
    tests = Path(__file__).parent
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), str(LETTERS)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tests.parent,
        env={"PYTHONPATH": f"{tests}:{tests.parent}", "PATH": "/usr/bin:/bin"},
    )


@pytest.mark.parametrize("seed", [1])
def test_kills_at_random_moments_neither_lose_nor_repeat_a_letter(tmp_path, seed):
    source = random.Random(seed)
    for _ in range(3):
        with started(tmp_path) as run:
            assert run.stdout.readline() == "ready\n"
            time.sleep(source.uniform(0, 0.15))
            run.send_signal(signal.SIGKILL)
    with started(tmp_path) as run:
        assert run.wait(timeout=60) == 0
    box = Maildir(tmp_path / "mail", factory=None)
    delivered = Counter(message["To"] for message in box)
    box.close()
    assert len(delivered) == LETTERS
    assert set(delivered.values()) == {1}
