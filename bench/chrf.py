"""chrF, the character n-gram F-score (Popović 2015; n to 6, beta 2, as in sacrebleu's default), on a corpus.

Reads hypotheses and references; writes nothing. White space is taken out first, as sacrebleu does.
"""

from collections import Counter
from collections.abc import Sequence

ORDER, BETA = 6, 2


def _ngrams(text: str, order: int) -> Counter[str]:
    return Counter(text[start : start + order] for start in range(len(text) - order + 1))


def chrf(hypotheses: Sequence[str], references: Sequence[str]) -> float:
    """Return chrF of the corpus, 0 to 100."""
    scores = []
    packed = [("".join(h.split()), "".join(r.split())) for h, r in zip(hypotheses, references, strict=True)]
    for order in range(1, ORDER + 1):
        matched = said = wanted = 0
        for hypothesis, reference in packed:
            ours, theirs = _ngrams(hypothesis, order), _ngrams(reference, order)
            matched += (ours & theirs).total()
            said += ours.total()
            wanted += theirs.total()
        if said and wanted:
            scores.append((matched / said, matched / wanted))
    if not scores:
        return 0.0
    precision = sum(one for one, _ in scores) / len(scores)
    recall = sum(one for _, one in scores) / len(scores)
    if not precision + recall:
        return 0.0
    return 100 * (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)
