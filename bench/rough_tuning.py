"""Find the weights of the rough translator: minimum-error search over pools of translations (Och 2003).

    python -m bench.rough_tuning --lang kk [--also SET --tables DIR] [--rounds 4] [--sentences 350]

Tunes on the odd sentences of flores200devtest, and of other sets that the tables have not seen; reports on the even
ones; writes the weights for translate/rough/weights.py to stdout. Each round translates with the weights at hand and
with others around them, then looks in the pool of all translations so far for the weights that would have chosen
best: BLEU + chrF / 2 + recall / 5.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from bench.rough import DEVELOPMENT, LANGUAGES, parallel_text
from bench.rough_pool import NAMES, Row, measured, scores, translating
from translate.rough import RoughTranslator
from translate.rough.decoder import Decoder
from translate.rough.glossing import Slot
from translate.rough.lexicon import DATA
from translate.rough.weights import WEIGHTS, Weights

SEED = 7
NEIGHBOURS, SPREAD, SHIFT = 3, 0.25, 0.1
STARTS, SWEEPS = 3, 3
STEPS = (-0.6, -0.3, -0.15, -0.05, 0.05, 0.15, 0.3, 0.6)
SMALLEST = 0.2  # a weight near 0 is moved by shares of this

Pool = list[dict[str, tuple[Row, Row]]]
"""For each sentence: English -> (parts of its cost, what its scores are summed from)."""


def aim(summed: Row) -> float:
    """Give what is to be as large as possible."""
    bleu, chrf, recall = scores(summed)
    return bleu + chrf / 2 + recall / 5


def told(summed: Row) -> str:
    """Give the scores as words."""
    bleu, chrf, recall = scores(summed)
    return f"bleu {bleu:.2f} chrf {chrf:.2f} recall {recall:.2f}"


def add(pool: Pool, decoder: Decoder, weights: Weights, filled: Sequence[Sequence[Slot]], wanted: Sequence[str]) -> Row:
    """Translate all sentences into the pool; return the sum for this set of weights."""
    work = translating(decoder, weights)
    summed = np.zeros(0)
    for known, slots, reference in zip(pool, filled, wanted, strict=True):
        english, parts = work.translate(slots)
        if english not in known:
            known[english] = (parts, measured(english, reference))
        summed = known[english][1] + (summed if summed.size else 0.0)
    return summed


def judge(pool: Pool) -> Callable[[Row], float]:
    """Give a function from weights to the aim that the pool reaches when each sentence takes its cheapest English."""
    parts = np.concatenate([[one[0] for one in known.values()] for known in pool])
    rows = np.concatenate([[one[1] for one in known.values()] for known in pool])
    sizes = [len(known) for known in pool]
    places = np.zeros((len(pool), max(sizes)), dtype=np.int64)
    absent = np.ones(places.shape, dtype=bool)
    for number, (size, stop) in enumerate(zip(sizes, np.cumsum(sizes), strict=True)):
        places[number, :size], absent[number, :size] = np.arange(stop - size, stop), False
    everyone = np.arange(len(pool))

    def judged(weights: Row) -> float:
        costs: npt.NDArray[np.float64] = np.where(absent, -np.inf, (parts @ weights)[places])
        return aim(rows[places[everyone, costs.argmax(1)]].sum(0))

    return judged


def search(judged: Callable[[Row], float], begin: Row, chance: Random) -> Row:
    """Climb one weight at a time from `begin` and from points around it."""
    best, highest = begin, judged(begin)
    for start in range(STARTS):
        around = np.array([chance.gauss(0, SPREAD if start else 0) for _ in begin])
        found, reached = _climb(judged, best * (1 + around), begin, chance)
        if reached > highest:
            best, highest = found, reached
    return best


def _climb(judged: Callable[[Row], float], found: Row, begin: Row, chance: Random) -> tuple[Row, float]:
    found, reached = found.copy(), judged(found)
    for _ in range(SWEEPS):
        before = reached
        for at in chance.sample(range(len(found)), len(found)):
            centre, size = found[at], max(abs(found[at]), SMALLEST)
            for step in STEPS:
                tried = found.copy()
                tried[at] = centre + step * size
                # no further from where the pool was made than it can vouch for
                if abs(tried[at] - begin[at]) <= max(abs(begin[at]), SMALLEST) and (one := judged(tried)) > reached:
                    found, reached = tried, one
        if reached <= before:
            break
    return found, reached


def tuned(
    decoder: Decoder, begin: Weights, filled: Sequence[Sequence[Slot]], wanted: Sequence[str], rounds: int
) -> Weights:
    """Give the weights that translated best."""
    chance = Random(SEED)  # noqa: S311 - a search, not a secret
    pool: Pool = [{} for _ in filled]
    best, highest, at_hand = begin, 0.0, begin
    for number in range(rounds + 1):
        summed = add(pool, decoder, at_hand, filled, wanted)
        print(number, told(summed), json.dumps(asdict(at_hand)), flush=True)
        if aim(summed) > highest:
            best, highest = at_hand, aim(summed)
        if number == rounds:
            break
        for _ in range(NEIGHBOURS):
            add(pool, decoder, _near(best, chance), filled, wanted)
        found = search(judge(pool), np.array([asdict(best)[name] for name in NAMES]), chance)
        at_hand = Weights(**{name: round(float(value), 3) for name, value in zip(NAMES, found, strict=True)})
    return best


def _near(weights: Weights, chance: Random) -> Weights:
    moved = {
        name: value * (1 + chance.gauss(0, SPREAD)) + chance.gauss(0, SHIFT) for name, value in asdict(weights).items()
    }
    return replace(weights, **moved)


def main() -> None:
    """Tune one language and report on what was not tuned on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--lang", choices=LANGUAGES, required=True)
    parser.add_argument("--tables", type=Path, default=DATA)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--sentences", type=int, default=350, help="how many odd sentences of each set to tune on")
    parser.add_argument("--also", action="append", default=[], metavar="SET", help="tune on this set as well")
    chosen = parser.parse_args()
    translator = RoughTranslator(chosen.lang, chosen.tables)
    filled: list[list[Slot]] = []
    wanted: list[str] = []
    even: list[list[Slot]] = []
    even_wanted: list[str] = []
    for name in (DEVELOPMENT, *chosen.also):
        sources, references = parallel_text(chosen.shared, chosen.lang, name)
        read = [translator.slots(source) for source in sources]
        filled += read[1 : 2 * chosen.sentences : 2]
        wanted += references[1 : 2 * chosen.sentences : 2]
        even += read[::2]
        even_wanted += references[::2]
    best = tuned(translator.decoder, WEIGHTS[chosen.lang], filled, wanted, chosen.rounds)
    pool: Pool = [{} for _ in even]
    for name, weights in (("before", WEIGHTS[chosen.lang]), ("after", best)):
        summed = add(pool, translator.decoder, weights, even, even_wanted)
        print(name, "even sentences:", told(summed))
    print(json.dumps(asdict(best)))


if __name__ == "__main__":
    main()
