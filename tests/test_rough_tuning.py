"""The search for weights counts as the translator does, and its sums are the scores that the benchmark gives."""

from dataclasses import asdict
from random import Random

import numpy as np
import pytest

from bench.chrf import chrf
from bench.rough_pool import NAMES, measured, scores, translating
from bench.rough_scores import bleu, content_recall
from bench.rough_tuning import add, aim, judge, search
from translate.rough import load
from translate.rough.weights import WEIGHTS

# Made for these tests.
SENTENCES = {
    "ru": ["Рабочие сказали, что не выйдут на смену.", "Директор США приехал вчера, но не ответил."],
    "kk": ["Кеншілер жалақыны көтеруді талап етті.", "Директор зауыт жұмысшыларымен кездескен жоқ."],
}
WANTED = ["Workers said they would not go to their shift.", "The director came yesterday but did not answer."]


@pytest.mark.parametrize("lang", ["ru", "kk"])
def test_the_parts_of_a_cost_add_up_to_the_cost_of_the_best_path(lang: str) -> None:
    translator = load(lang)
    work = translating(translator.decoder, WEIGHTS[lang])
    for sentence in SENTENCES[lang]:
        filled = translator.slots(sentence)
        english, parts = work.translate(filled)
        assert english == translator.translate([sentence], lang)[0]
        best = translator.decoder._best(filled)
        ending = translator.decoder._ending(best, translator.decoder.fluency.number("</s>"))
        weights = np.array([asdict(WEIGHTS[lang])[name] for name in NAMES])
        assert parts @ weights == pytest.approx(best.cost + ending, abs=1e-6)


def test_sums_give_the_scores_of_the_benchmark() -> None:
    found = ["Workers said they will not leave for the shift.", "The director arrived yesterday but did not answer."]
    summed = np.sum([measured(one, other) for one, other in zip(found, WANTED, strict=True)], axis=0)
    assert scores(summed) == pytest.approx(
        (bleu(found, WANTED), chrf(found, WANTED), 100 * content_recall(found, WANTED)), abs=1e-6
    )


def test_a_search_finds_weights_that_choose_the_better_translation() -> None:
    translator = load("ru")
    filled = [translator.slots(sentence) for sentence in SENTENCES["ru"]]
    pool = [{} for _ in filled]
    before = add(pool, translator.decoder, WEIGHTS["ru"], filled, WANTED)
    # what a better translation would cost: all fluency, no glosses
    better = np.zeros(len(NAMES))
    for known, wanted in zip(pool, WANTED, strict=True):
        worse = next(iter(known.values()))[0]
        better[:] = worse
        better[NAMES.index("fluency")] -= 5.0
        better[NAMES.index("gloss")] += 6.0
        known[wanted] = (better.copy(), measured(wanted, wanted))
    begin = np.array([asdict(WEIGHTS["ru"])[name] for name in NAMES])
    begin[[NAMES.index("fluency"), NAMES.index("gloss")]] = 1.0, 0.5
    judged = judge(pool)
    assert judged(search(judged, begin, Random(1))) > judged(begin)
    assert judged(begin) == pytest.approx(aim(before))
