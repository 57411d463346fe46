"""Part what is denied, or only rumoured, from what is told all the same.

Reads the cues of an article; gives them back, those without force covered by the reason. Who denies decides: a firm
or an akimat that denies a strike is a party to it, and takes nothing from a stoppage that the paper or the workers
tell of. An article whose strike stands only inside the denial, or in rumours, tells of none.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from analysis.reading import Cue

#: What can be told in spite of a denial: an act or an intent. A mere word for a strike is what denials are made of.
_TOLD = frozenset({"strike", "threat", "hunger"})
#: Those who would be on strike, or who went to look, are no party to a dispute: what they deny did not happen.
_DECIDING = "refuted"
DENIED = frozenset({"denial", _DECIDING})
_DENYING = DENIED | {"none"}
# What is told before a denial stands apart from it in a clause of its own; after it only where the two are set against
# each other, since "denied reports, in which workers stop" has a comma too. Letters are folded as in analysis.tokens.
_CLAUSE_ENDS = re.compile(r"[,;:!?—–]|\s-\s")
_YET = re.compile(
    r"\b(?:но|однако|хотя|между тем|тем временем|а|but|while|although|though|however|yet|whereas|meanwhile"
    r"|бирак|алайда|ал|дегенмен)\b"
)


def without_denied(cues: Sequence[Cue], texts: Mapping[str, str]) -> list[Cue]:
    """Take their force from words inside a denial and, in an article that denies, from what is told as rumour.

    `texts` holds the folded text of each field.
    """
    denials = [cue for cue in cues if cue.rule.meaning in DENIED]
    rumoured: dict[tuple[str, int], str] = {}
    if any(cue.rule.meaning in _DENYING for cue in cues):
        rumoured = {(cue.field, cue.sentence): cue.rule.reason for cue in cues if cue.rule.meaning == "rumour"}
    return [_settled(cue, denials, rumoured, texts[cue.field]) for cue in cues]


def asserted(cues: Iterable[Cue]) -> bool:
    """Tell whether an act or an intent is told that no denial and no rumour has in it, and nobody who knows refutes."""
    told = list(cues)
    if any(cue.rule.meaning == _DECIDING for cue in told):
        return False
    return any(cue.counts and not cue.historical and cue.rule.meaning in _TOLD for cue in told)


def _settled(cue: Cue, denials: Iterable[Cue], rumoured: Mapping[tuple[str, int], str], text: str) -> Cue:
    if not cue.counts:
        return cue
    if reason := rumoured.get((cue.field, cue.sentence)):
        return replace(cue, covered_by=reason)
    near = [one for one in denials if (one.field, one.sentence) == (cue.field, cue.sentence)]
    inside = [one for one in near if cue.rule.meaning not in _TOLD or not _stand_apart(cue, one, text)]
    return replace(cue, covered_by=inside[0].rule.reason) if inside else cue


def _stand_apart(cue: Cue, denial: Cue, text: str) -> bool:
    if cue.end <= denial.start:
        return _CLAUSE_ENDS.search(text[cue.end : denial.start]) is not None
    return denial.end <= cue.start and _YET.search(text[denial.end : cue.start]) is not None
