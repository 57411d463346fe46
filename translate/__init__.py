"""Saying it in English: the seam between the night and the engines that translate.

Reads sentences in Russian, Kazakh or English; writes nothing: the store keeps what comes out. An engine is anything
that has the five members of `Translator`. Engines: `argos` (an Argos package), `ctranslate` (a multilingual model
converted to CTranslate2), `rough` (the translator that ships with the project).

The errors of this package:

    TranslationError
    +-- NoModel       nothing that is installed reads this language: the article waits, nothing is lost
    +-- BrokenModel   something is installed, but a file of it is missing or damaged: say which
    +-- EmptyText     the text has no sentence to translate
    +-- PackageError  (archive) a package cannot be listed, downloaded, installed, verified or removed
        +-- UnsafePackage   it could do harm when unpacked
        +-- BrokenPackage   it is not a whole and readable package
        +-- DownloadFailed  (download) no link gave it
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from analysis.language import Span

# From the worst to the best. "original" is English left as it was; "human" is a curator's edit, which always stands.
QUALITIES = ("rough", "neural", "human", "original")


class TranslationError(Exception):
    """Anything that stops a translation."""


class NoModel(TranslationError):
    """No installed engine reads this language; the text says what can be installed."""

    def __init__(self, lang: str, advice: str) -> None:
        super().__init__(f"no translation model for {lang!r} is installed: {advice}")
        self.lang = lang
        self.advice = advice


class BrokenModel(TranslationError):
    """A model is installed and cannot be used: `path` is the file to look at."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"broken translation model: {path}: {reason}")
        self.path = path
        self.reason = reason


class EmptyText(TranslationError):
    """There is no sentence in the text."""


class Translator(Protocol):
    """One loaded engine. `engine` and `version` together name exactly what would produce the same English again."""

    @property
    def engine(self) -> str:
        """Name of the engine, such as `argos`."""

    @property
    def version(self) -> str:
        """What of that engine: package, its version, and every setting that changes the output."""

    @property
    def quality(self) -> str:
        """`neural` or `rough`."""

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes of the languages it reads."""

    def translate(self, sentences: Sequence[str], lang: str) -> list[str]:
        """Return the English of each sentence, in order. Raises BrokenModel."""

    def close(self) -> None:
        """Give the model's memory back; the next `translate` loads it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is to be translated. `spans` are offsets into `text`; a span's language beats the article's."""

    id: str
    title: str
    text: str
    lang: str
    script: str = "Cyrl"
    spans: "tuple[Span, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """One sentence: characters start..end of the original field, and its English at english_start..english_end."""

    start: int
    end: int
    lang: str
    english: str
    english_start: int
    english_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An article in English, aligned sentence by sentence with the original.

    `engine` and `version` of a mixed article join those of its languages with `+`; `quality` is that of the worst.
    """

    id: str
    english_title: str
    english: str
    title: tuple[Aligned, ...]
    text: tuple[Aligned, ...]
    engine: str
    version: str
    quality: str
    warnings: tuple[str, ...] = ()
    engines: Mapping[str, str] = field(default_factory=dict)
    """Language -> engine and version that put its sentences into English."""


class Memory(Protocol):
    """The translation memory: what an engine translated once it does not translate again.

    `engine` is `memory_name(translator)`; a key is the SHA-256 of language and sentence.
    """

    def get(self, engine: str, keys: Iterable[bytes]) -> dict[bytes, str]:
        """Return the English of those keys that are known from this engine."""

    def put(self, engine: str, english: Mapping[bytes, str]) -> None:
        """Remember."""
