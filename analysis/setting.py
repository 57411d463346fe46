"""Say whether what an article tells of happens in Kazakhstan, and if not, in which country.

Reads the sentences of an article with what they name (analysis.coding.telling); gives True, False, or None where
the article names no place. The headline weighs most, then the sentences that tell of the strike; the foreign country
named most often stands against Kazakhstan, so that a Chinese owner and a German engineer take no strike abroad.
"""

from collections import Counter
from collections.abc import Sequence

from analysis.coding.telling import Told
from analysis.gazetteer import tells_of_kazakhstan

_TITLE, _STRIKE, _OTHER = 4, 3, 1


def in_kazakhstan(told: Sequence[Told]) -> bool | None:
    """Tell whether the article's strikes are in Kazakhstan; None where no place is named."""
    here = sum(_weight(one) * _kazakhstan(one) for one in told)
    abroad = _abroad(told)
    if not here and not abroad:
        return None
    return here >= max(abroad.values(), default=0)


def country(told: Sequence[Told]) -> str | None:
    """Give the foreign country that the article is about, where it is about one."""
    abroad = _abroad(told)
    return max(sorted(abroad), key=lambda name: abroad[name]) if abroad else None


def _abroad(told: Sequence[Told]) -> Counter[str]:
    abroad: Counter[str] = Counter()
    for one in told:
        for name in set(one.countries):
            abroad[name] += _weight(one)
    return abroad


def _kazakhstan(one: Told) -> int:
    return 1 if one.places or tells_of_kazakhstan(one.words) else 0


def _weight(one: Told) -> int:
    if one.field == "title":
        return _TITLE
    return _STRIKE if one.of_strike else _OTHER
