"""How often the alarms cry wolf over made sources, and how soon they notice; `python -m bench.health` is larger."""

import json
from pathlib import Path

import pytest

from bench.health import RATES, delays, false_alarms

FLOORS = json.loads((Path(__file__).parent / "floors" / "health.json").read_text("utf-8"))


def test_alarms_seldom_cry_wolf():
    opened = false_alarms(10, 150, seed=3)
    assert opened.total() / (10 * 150 / 365) <= FLOORS["false_alarms_a_source_and_year"], opened


@pytest.mark.parametrize("kind", FLOORS["told_within_a_week"])
def test_a_fault_is_told_within_a_week(kind):
    found = delays(kind, RATES[3:], each=3, seed=4)
    told = sum(day is not None and day <= 7 for day in found)
    assert told / len(found) >= FLOORS["told_within_a_week"][kind], found
