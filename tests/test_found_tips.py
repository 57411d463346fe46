"""What a stranger found by putting files in by hand: documents that begin as text does are no text."""

from datetime import datetime
from pathlib import Path

import pytest

from steps.tips import Given, UnreadableTip, add_file
from store.database import Store


@pytest.mark.parametrize(
    ("start", "kind"), [(b"%PDF-1.7\n", "PDF"), (b"PK\x03\x04", "office"), (b"{\\rtf1\\ansi ", "RTF")]
)
def test_a_document_that_is_not_read_is_named(
    tmp_path: Path, store: Store, now: datetime, start: bytes, kind: str
) -> None:
    document = tmp_path / "letter.txt"
    document.write_bytes(start + b"Dockers on strike in Aktau\n" * 10)
    with pytest.raises(UnreadableTip, match=rf"letter\.txt: .*{kind}.*save it as text"):
        add_file(store, document, Given(), now=now)
