"""English on a worker: the engines loaded once a process, and the flagged articles of a batch put into it.

Reads the models folder and articles; writes nothing. The folder has to be there on every machine, or the worker
translates with the rough translator that ships, and says so in what it returns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from steps.translating import to_row, to_translate, version_of
from store.passes import Read
from store.records import Translated
from translate import Translator, choices
from translate.articles import translate_articles
from translate.batching import DictMemory
from translate.choose import choose, due

if TYPE_CHECKING:
    from scale.reading import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """Where the installed models lie on this machine and the workers', and whether the rough translator may help."""

    folder: Path
    rough: bool = True


@cache
def loaded(models: Models) -> Mapping[str, Translator]:
    """Return this process's translators: a model of hundreds of megabytes is loaded once, not for every part."""
    return choose(models.folder, rough=models.rough)


def translated(reads: Sequence[Read], models: Models) -> Iterator[tuple[Translated, str]]:
    """Yield the English of each article in order, and the version that it is of."""
    translators = loaded(models)
    versions = due(translators)
    done = translate_articles(map(to_translate, reads), translators, DictMemory(), advice=choices.advise)
    for read, one in zip(reads, done, strict=True):
        yield to_row(one), version_of(one, read.lang, versions)


def english(rows: Iterable[Row], models: Models) -> Iterator[Row]:
    """Yield the rows, the flagged ones with their English."""
    rows = list(rows)
    flagged = [row for row in rows if row.detected.strike]
    found = {one.article_id: (one, version) for one, version in translated([_read(row) for row in flagged], models)}
    for row in rows:
        one, version = found.get(row.article.id, (None, ""))
        yield replace(row, translated=one, translated_as=version)


def _read(row: Row) -> Read:
    language = row.identified
    return Read(article=row.article, lang=language.lang, script=language.script, spans=tuple(map(dict, language.spans)))
