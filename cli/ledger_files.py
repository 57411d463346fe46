"""The ledger as a file: CSV, JSON lines, or a workbook with the code book as its second sheet. Rows in, bytes out."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from analysis.ledger import COLUMNS

Row = Mapping[str, Any]
# Spreadsheets run a cell that begins so as a formula, and what stands here comes from the web.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDTH = 18


def to_csv(rows: Iterable[Row]) -> bytes:
    """Write CSV in UTF-8, a header first; what a spreadsheet would run as a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in COLUMNS], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _tame(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode()


def to_jsonl(rows: Iterable[Row]) -> bytes:
    """Write one JSON object a line."""
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def to_xlsx(rows: Iterable[Row]) -> bytes:
    """Write a workbook: the events, and the code book."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True})
    names = [column.name for column in COLUMNS]
    tables = {
        "events": [names, *([row[name] for name in names] for row in rows)],
        "codebook": [
            ["column", "meaning", "Labor Action Tracker", "ACLED"],
            *([column.name, column.meaning, column.lat, column.acled] for column in COLUMNS),
        ],
    }
    for title, lines in tables.items():
        sheet = book.add_worksheet(title)
        for place, line in enumerate(lines):
            sheet.write_row(place, 0, line, None if place else bold)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(lines[0]) - 1, _WIDTH)
    book.close()
    return file.getvalue()


def _tame(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


WRITERS: Mapping[str, Callable[[Sequence[Row]], bytes]] = {"csv": to_csv, "jsonl": to_jsonl, "xlsx": to_xlsx}
