"""English word forms: from a form back to its base, and from a base to a form.

Reads data/irregular.txt. Forms are "" (base), "s" (plural, third person), "ed" (past), "en" (past
participle), "ing" and "er" (comparative); anything else is left alone.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

VOWELS = "aeiou"
# Words of grammar keep the form they have: they are chosen, never inflected.
_FUNCTION_WORDS = """a an the of to in on at by for from with without within into onto upon about above across after
    against along among around as before behind below beneath beside besides between beyond despite down
    during except inside like near off out outside over past per since through throughout till toward
    towards under until up via and or but nor so yet if then than that which who whom whose what when where
    why how whether while because although though unless i you he she it we they me him her us them my your
    his its our their mine yours hers ours theirs myself yourself himself herself itself ourselves
    themselves this these those there here is are was were be been being am has have had having do does did
    doing done will would shall should can could may might must ought not no n't 's 're 've 'll 'd 'm s t
    also just only even very too more most less least much many few some any each every both all either
    neither other another such same own one ones once again still already ever never always often now
    however thus therefore hence else let rather quite almost according"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
SHORTEST_FORM = 4  # "gas" and "red" are not forms of anything
_DOUBLED = """stop plan ban drop rob rub ship shop slip step strip trap trip wrap admit commit permit submit
    transfer refer prefer occur regret cancel travel control patrol equip begin run cut get hit let put set
    shut sit win swim dig grab hug jog kidnap chat nod pin skip snap spot tap tip transmit omit rebel compel
    expel propel scan skip scrap sum top whip zip fit quit split spin forget big hot thin"""
DOUBLED = frozenset(_DOUBLED.split())


@lru_cache(maxsize=1)
def _irregular() -> tuple[Mapping[str, tuple[str, str]], Mapping[str, str], Mapping[str, tuple[str, str]]]:
    """(verb -> past, participle), (noun -> plural), (form -> base, form's name)."""
    verbs: dict[str, tuple[str, str]] = {}
    nouns: dict[str, str] = {}
    back: dict[str, tuple[str, str]] = {}
    for line in (files("translate.rough") / "data" / "irregular.txt").read_text("utf-8").splitlines():
        match line.split():
            case ["n", singular, plural]:
                nouns[singular] = plural
                back[plural] = (singular, "s") if plural != singular else (singular, "")
            case [base, past, participle] if not base.startswith("#"):
                verbs[base] = (past, participle)
                back.setdefault(participle, (base, "en" if participle not in {base, past} else "ed"))
                back[past] = (base, "ed")
                back.setdefault(base, (base, ""))
    for base in verbs:
        back[base] = (base, "")
    return verbs, nouns, back


@lru_cache(maxsize=1)
def _plurals() -> frozenset[str]:
    return frozenset(_irregular()[1].values()) | {"negotiations", "earnings", "riots", "conditions", "rules"}


def _add_s(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "ss")) else "s")


def _add(base: str, ending: str) -> str:
    """Give `base` with "ed", "ing" or "er": silent e dropped, y made i, a short last consonant doubled."""
    if base in DOUBLED:
        return base + base[-1] + ending
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "oe", "ye"))):
        return base[:-1] + ending
    if base.endswith("y") and base[-2:-1] not in VOWELS and ending != "ing":
        return base[:-1] + "i" + ending
    return base + ending


@lru_cache(maxsize=50_000)
def inflect(base: str, form: str) -> str:
    """Give `base` in the form asked for; words of grammar and phrases' first words come back as they are."""
    if not form or base.lower() in FUNCTION_WORDS or not base[-1:].isalpha():
        return base
    verbs, nouns, _ = _irregular()
    if form == "s":
        return nouns.get(base) or (base if base in _plurals() else _add_s(base))
    if form in {"ed", "en"}:
        return verbs[base][form == "en"] if base in verbs else _add(base, "ed")
    return _add(base, form)


def inflect_phrase(phrase: str, form: str) -> str:
    """`phrase` in a form: a plural on its head noun, a verb's ending on its first word."""
    words = phrase.split(" ")
    if len(words) == 1:
        return inflect(phrase, form)
    if form != "s":
        return " ".join([inflect(words[0], form), *words[1:]])
    head = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
    words[head] = inflect(words[head], form)
    return " ".join(words)


def irregular_base(word: str) -> str:
    """Give the base of an irregular form ("went", "men"), nothing for any other word."""
    return _irregular()[2].get(word, ("", ""))[0]


def _rule_bases(word: str) -> list[tuple[str, str]]:
    """Every (base, form) that would give `word` by rule."""
    tries: list[tuple[str, str]] = []
    if word.endswith("s") and not word.endswith("ss"):
        tries += [(word[:-1], "s"), (word[:-2], "s"), (word[:-3] + "y", "s")]
    for ending in ("ed", "ing", "er"):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            tries += [(stem, ending), (stem + "e", ending), (stem[:-1], ending), (stem[:-1] + "y", ending)]
    return [(base, form) for base, form in tries if len(base) > 2 and inflect(base, form) == word]


def base_and_form(word: str, counts: Mapping[str, float]) -> tuple[str, str]:
    """Give the base of a lower-cased word and the form it is in; a base must itself have been seen."""
    if word in FUNCTION_WORDS:
        return word, ""
    irregular = _irregular()[2].get(word)
    if irregular is not None:
        return irregular
    if len(word) < SHORTEST_FORM:
        return word, ""
    # "er" is left alone: worker is not the comparative of work
    found = [pair for pair in _rule_bases(word) if pair[1] != "er" and counts.get(pair[0], 0) > 0]
    best = max(found, key=lambda pair: counts[pair[0]], default=(word, ""))
    # "united", "building": a form twenty times as frequent as its base is a word of its own
    return best if counts.get(best[0], 0) * 20 >= counts.get(word, 0) else (word, "")
