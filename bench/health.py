"""How often alarms cry wolf, and how soon they notice: `python -m bench.health`. Reads nothing; prints a table.

Made sources live through made years: articles come by a Poisson process with quiet Sundays and holidays, at rates from
two a week to 150 a night; lengths are lognormal; a few articles have no date. Then faults are put in. Nothing here is a
real site's history: the rates are those that the catalogue's kinds of papers are known to write at.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from crawler.health.findings import BASELINE, RECENT, Case, findings
from store.measures import Measure

START = datetime(2026, 1, 5, 21, 0, tzinfo=UTC)
# Articles a night: a weekly, a district paper, a regional site, a national site, an agency.
RATES = (0.3, 2.0, 8.0, 30.0, 150.0)
SUNDAY = 0.4  # of a weekday's articles
HOLIDAYS = 12  # nights of a year on which a third of the usual is written
DATED = 0.97
LENGTH, SPREAD = 1800.0, 0.7  # the median, and the standard deviation of the logarithm
FAILED = 0.04
WINDOW = BASELINE + RECENT + 1
# From which night on, and what: the faults that alarms are for.
FAULTS: Mapping[str, Mapping[str, float]] = {
    "few": {"rate": 0.35},
    "dates": {"dated": 0.2},
    "bodies": {"length": 0.2},
    "errors": {"failed": 0.5},
    "layout": {"layout": 1.0},
    "language": {"foreign": 0.8},
}


def nights(rng: np.random.Generator, rate: float, count: int, fault: Mapping[str, float], since: int) -> list[Measure]:
    """Return the measures of a made source; `fault` changes it from night `since` on."""
    holidays = set(rng.choice(365, HOLIDAYS, replace=False).tolist())
    return [_night(rng, rate, day, holidays, fault if day >= since else {}) for day in range(count)]


def _night(rng: np.random.Generator, rate: float, day: int, holidays: set[int], fault: Mapping[str, float]) -> Measure:
    at = START + timedelta(days=day)
    quiet = (SUNDAY if at.weekday() == 6 else 1.0) * (1 / 3 if day % 365 in holidays else 1.0)
    articles = int(rng.poisson(rate * quiet * fault.get("rate", 1.0)))
    lengths = rng.lognormal(math.log(LENGTH * fault.get("length", 1.0)), SPREAD, articles)
    foreign = int(rng.binomial(articles, fault.get("foreign", 0.05)))
    other = int(rng.binomial(articles, fault.get("layout", 0.03)))
    failed = int(rng.binomial(articles, min(fault.get("failed", FAILED), 1.0)))
    return Measure(
        source="made", at=at, upto=day, reached=True, items=30, articles=articles,
        dated=int(rng.binomial(articles, fault.get("dated", DATED))),
        characters=int(np.median(lengths)) if articles else 0,
        languages=Counter(ru=articles - foreign, kk=foreign),
        found=Counter({"body=json-ld": articles - other, "body=trafilatura": other}),
        fetched=articles + failed, failed=failed, kinds=Counter({"time-out": failed}) if failed else Counter(),
    )  # fmt: skip


def told(history: Sequence[Measure], floor: float) -> Iterator[tuple[int, str]]:
    """Yield (night, kind) for every finding, night after night, as the nights would have made them."""
    for day in range(1, len(history) + 1):
        window = history[max(0, day - WINDOW) : day]
        case = Case(source="made", nights=window, polls=(), floor=floor, languages=("ru", "kk"))
        for one in findings(case):
            yield day - 1, one.kind


def false_alarms(sources: int, count: int, *, seed: int) -> Counter[str]:
    """Return how many alarms open for sources to which nothing happens: kind -> alarms."""
    opened: Counter[str] = Counter()
    for number in range(sources):
        rng = np.random.default_rng([seed, number])
        found = set(told(nights(rng, RATES[number % len(RATES)], count, {}, count), floor=0))
        opened.update(kind for day, kind in found if (day - 1, kind) not in found)
    return opened


def delays(kind: str, rates: Sequence[float], *, each: int, seed: int) -> list[int | None]:
    """Return after how many nights a fault is told, for sources of these rates; None if not in four weeks."""
    since, found = 60, []
    for number in range(len(rates) * each):
        rng = np.random.default_rng([seed, 7, number])
        history = nights(rng, rates[number % len(rates)], since + BASELINE, FAULTS[kind], since)
        days = [day - since for day, what in told(history, floor=0) if what == kind and day >= since]
        found.append(min(days) + 1 if days else None)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--nights", type=int, default=365)
    said = parser.parse_args()
    opened = false_alarms(said.sources, said.nights, seed=1)
    years = said.sources * said.nights / 365
    print(f"alarms without a reason: {opened.total() / years:.2f} a source and year")
    for kind, count in sorted(opened.items()):
        print(f"  {kind:<10} {count / years:.2f}")
    print("nights until a fault is told, for sources of 8 articles a night and more:")
    for kind in FAULTS:
        found = delays(kind, RATES[2:], each=10, seed=2)
        known = sorted(day for day in found if day is not None)
        middle = known[len(known) // 2] if known else None
        print(f"  {kind:<10} median {middle}, told {len(known)} of {len(found)}")


if __name__ == "__main__":
    main()
