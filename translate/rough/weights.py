"""What each part of a wording's cost counts, by language.

Found by `python -m bench.rough_tuning` on odd sentences of the development set and of news that the tables had not
seen, for BLEU, chrF and words of content together (docs/rough-translation.md).
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
        fluency=0.254,
        length=1.139,
        comma=-0.392,
        comma_dropped=-0.455,
        moved=0.0,
        gloss=0.708,
        gloss_back=0.001,
        form=1.175,
        lead=0.631,
        lead_word=-0.066,
        article=-0.083,
        silent=0.699,
        silence=-0.112,
        phrase=0.729,
        phrase_back=0.059,
        phrase_used=0.158,
        phrase_width=0.081,
        surface=0.524,
        surface_back=0.163,
        surface_single=1.241,
        surface_width=0.396,
        surface_led=-0.174,
    ),
    "kk": Weights(
        fluency=0.41,
        length=0.927,
        comma=-0.214,
        comma_dropped=-1.377,
        moved=0.283,
        gloss=0.343,
        gloss_back=0.003,
        form=0.351,
        lead=0.221,
        lead_word=-0.061,
        article=0.134,
        silent=5.087,
        silence=-0.101,
        phrase=0.499,
        phrase_back=0.242,
        phrase_used=0.094,
        phrase_width=0.117,
        surface=0.5,
        surface_back=0.145,
        surface_single=1.738,
        surface_width=-0.029,
        surface_led=-0.307,
    ),
}
