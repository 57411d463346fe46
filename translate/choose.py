"""Which engine for which language: the best that is installed and opens.

Reads the models folder; writes nothing. An Argos package is made for one language and comes before a multilingual
model, a model before the rough translator. What is installed and broken is passed over and reported.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translate import QUALITIES, Translator
from translate.argos import ArgosTranslator
from translate.batching import memory_name
from translate.ctranslate import MultilingualTranslator
from translate.decode import BEAM
from translate.engines import Engines
from translate.english import EnglishAlready
from translate.index import version_key
from translate.inventory import Installed, installed
from translate.rough import LANGUAGES as ROUGH
from translate.rough import load as load_rough

LANGUAGES = ("kk", "ru")
# Bump when the same engine would give another text: sentence splitting, joining, glossary.
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An engine that could translate a language; `problem` says why it cannot after all."""

    lang: str
    engine: str
    quality: str
    name: str
    problem: str | None = None


def choose(
    models: Path, *, languages: Iterable[str] = LANGUAGES, rough: bool = True, beam: int = BEAM
) -> dict[str, Translator]:
    """Return the best translator for each language that has one, English among them. Nothing is loaded yet."""
    return engines(models, languages=languages, rough=rough, beam=beam).best()


def engines(models: Path, *, languages: Iterable[str] = LANGUAGES, rough: bool = True, beam: int = BEAM) -> Engines:
    """Return all translators for each language, best first: what one that breaks falls back to. Nothing is loaded."""
    ours = installed(models)
    opened: dict[str, Translator] = {}
    ranked: dict[str, list[Translator]] = {"en": [EnglishAlready()]}
    for lang in languages:
        able = _ranked(ours, lang)
        for one in able:
            if one.name not in opened:
                opened[one.name] = _open(one, beam)
        found = [opened[one.name] for one in able] + [load_rough(lang)] * (rough and lang in ROUGH)
        if found:
            ranked[lang] = found
    return Engines(ranked=ranked)


def _ranked(ours: Sequence[Installed], lang: str) -> list[Installed]:
    """Return what reads `lang`, best first: quality, then one language before many, then the newest version."""
    able = [one for one in ours if lang in one.languages and not one.problem]
    return sorted(
        able,
        key=lambda one: (
            QUALITIES.index(one.quality),
            one.kind == "argos",
            version_key(one.version),
            one.name,
        ),
        reverse=True,
    )


def _open(one: Installed, beam: int) -> Translator:
    if one.kind == "argos":
        return ArgosTranslator(one.path, beam=beam)
    return MultilingualTranslator(one.path, languages=one.languages, beam=beam)


def available(models: Path, *, rough: bool = True) -> list[Candidate]:
    """Return what could translate each language, best first, then what is broken: for `status`."""
    ours = installed(models)
    found = [
        Candidate(lang=lang, engine=one.kind, quality=one.quality, name=one.name)
        for lang in LANGUAGES
        for one in _ranked(ours, lang)
    ]
    found += [Candidate(lang=lang, engine="rough", quality="rough", name="rough") for lang in sorted(ROUGH) if rough]
    found.sort(key=lambda one: (one.lang, -QUALITIES.index(one.quality)))
    broken = [
        Candidate(lang="", engine=one.kind, quality="", name=one.name, problem=one.problem)
        for one in ours
        if one.problem
    ]
    return found + broken


def due(translators: Mapping[str, Translator]) -> dict[str, str]:
    """Return for each language the version that its articles should be of; another means: translate again."""
    return {lang: stamped(memory_name(translator)) for lang, translator in sorted(translators.items())}


def stamped(name: str) -> str:
    """Return an engine's name and version with that of what is done around it, as it is kept with a translation."""
    return f"{VERSION} {name}"
