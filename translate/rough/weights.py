"""What each part of a wording's cost counts, by language.

Found by `python -m bench.rough_tuning` on odd sentences of the development set, for BLEU, chrF and words of content
together. Of Kazakh the length, the articles, the moved verbs and the glosses were then set by hand
(docs/rough-translation.md).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Factors of log-probabilities, and additions a word or a wording."""

    # the whole sentence: how English it is, how long, its commas, verbs that are said early
    fluency: float = 0.32
    length: float = 1.2
    comma: float = 0.0
    comma_dropped: float = -3.0
    moved: float = 0.3
    # one word: English given the source word and the other way round, the form, the little words before it
    gloss: float = 0.9
    gloss_back: float = 0.0
    form: float = 0.9
    lead: float = 0.55
    lead_word: float = 0.0
    article: float = 0.0
    # a little word left out
    silent: float = 2.0
    silence: float = 0.0
    # phrases of lemmas
    phrase: float = 0.6
    phrase_back: float = 0.0
    phrase_used: float = 0.3
    phrase_width: float = 0.0
    # words and phrases in exactly their forms
    surface: float = 0.6
    surface_back: float = 0.0
    surface_single: float = 0.8
    surface_width: float = 0.9
    surface_led: float = 0.0


WEIGHTS = {
    "ru": Weights(
        fluency=0.435,
        length=1.113,
        comma=-0.12,
        comma_dropped=-2.354,
        moved=0.0,
        gloss=0.994,
        gloss_back=-0.09,
        form=2.094,
        lead=0.545,
        lead_word=-0.096,
        article=0.054,
        silent=4.548,
        silence=-0.372,
        phrase=0.945,
        phrase_back=0.179,
        phrase_used=0.083,
        phrase_width=0.12,
        surface=0.692,
        surface_back=0.152,
        surface_single=0.916,
        surface_width=0.597,
        surface_led=-0.127,
    ),
    "kk": Weights(
        fluency=0.342,
        length=1.2,
        comma=-0.202,
        comma_dropped=-3.352,
        moved=0.5,
        gloss=0.6,
        gloss_back=-0.043,
        form=1.527,
        lead=0.455,
        lead_word=-0.1,
        article=0.2,
        silent=1.963,
        silence=-0.132,
        phrase=0.516,
        phrase_back=0.055,
        phrase_used=0.328,
        phrase_width=0.12,
        surface=0.457,
        surface_back=0.01,
        surface_single=1.559,
        surface_width=0.446,
        surface_led=0.0,
    ),
}
