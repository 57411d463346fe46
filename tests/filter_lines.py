"""Lines for the filters, and what they answer; the texts are made."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli.main import strikewatch

TEXT_FILTERS = ("identify", "detect", "translate", "duplicates")
FILTERS = ("extract", *TEXT_FILTERS)

KAZAKH = "Қарағандыда кеншілер ереуілге шықты. Олар жалақыны көтеруді талап етіп отыр."
RUSSIAN = "В Актау докеры объявили забастовку и не вышли на смену. Они требуют выплатить зарплату."
ENGLISH = "Smelter workers in Ust-Kamenogorsk went on strike on Monday, demanding higher pay."
WEATHER = "В Костанае выпал снег. Синоптики обещают мороз и метель до конца недели."
PAGE = (
    '<html lang="ru"><head><title>Докеры бастуют</title><meta property="article:published_time"'
    f' content="2026-11-12T09:00:00+05:00"></head><body><article><h1>Докеры бастуют</h1>{f"<p>{RUSSIAN}</p>" * 4}'
    "</article></body></html>"
)


def run(name: str, lines: Sequence[Mapping[str, Any] | str | bytes], *words: str | Path) -> Result:
    said = b"".join(line_bytes(line) for line in lines)
    return CliRunner().invoke(strikewatch, [name, *map(str, words)], input=said)


def line_bytes(line: Mapping[str, Any] | str | bytes) -> bytes:
    if isinstance(line, bytes):
        return line + b"\n"
    return (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)).encode() + b"\n"


def found(ended: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.stdout.splitlines()]


def line_for(name: str, ident: object, text: str = RUSSIAN, **more: object) -> dict[str, object]:
    return {"id": ident, **({"html": PAGE} if name == "extract" else {"text": text}), **more}


# --- what holds for all of them ---
