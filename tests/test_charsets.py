"""Charsets: declared, undeclared and lied about. The sentences are made for these tests."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.charset import decode

SHARED = Path(os.environ.get("STRIKEWATCH_SHARED", Path(__file__).parents[1].parent / "shared"))
FLOORS = json.loads((Path(__file__).parent / "floors" / "extraction.json").read_text("utf-8"))

RUSSIAN = (
    "Рабочие вымышленного завода объявили забастовку и требуют повысить зарплату. Директор Иван Петров "
    "пообещал ответить на требования до пятницы, но люди остались у проходной. Это образец для проверки."
)
KAZAKH = (
    "Ойдан шығарылған зауыттың жұмысшылары ереуіл жариялап, жалақыны көтеруді талап етті. Басшылық жауапты "
    "жұма күніне дейін беремін деп уәде берді, бірақ адамдар қақпаның алдында қалды. Бұл тексеруге арналған үлгі."
)
RUSSIAN_CHARSETS = ("cp1251", "koi8-r", "cp866", "cp855", "iso8859-5", "mac-cyrillic", "kz1048", "ptcp154")
KAZAKH_CHARSETS = ("kz1048", "ptcp154")


def html(text: str, declared: str = "") -> str:
    meta = f'<meta charset="{declared}">' if declared else ""
    return f"<html><head>{meta}<title>Тест</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("charset", RUSSIAN_CHARSETS)
@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1251", "koi8-r", "iso-8859-1", "no-such-charset"])
def test_russian_is_read_whatever_is_declared(charset: str, declared: str) -> None:
    page = html(RUSSIAN, declared)
    found = decode(page.encode(charset), {})
    assert found is not None
    assert found.text == page


@pytest.mark.parametrize("charset", KAZAKH_CHARSETS)
@pytest.mark.parametrize("declared", ["", "utf-8", "windows-1251"])
def test_kazakh_is_read_whatever_is_declared(charset: str, declared: str) -> None:
    page = html(KAZAKH, declared)
    found = decode(page.encode(charset), {})
    assert found is not None
    assert found.text == page


@pytest.mark.parametrize("text", [RUSSIAN, KAZAKH])
@pytest.mark.parametrize("declared", ["windows-1251", "iso-8859-1", "koi8-r", "shift_jis"])
def test_utf8_is_read_whatever_the_header_says(text: str, declared: str) -> None:
    found = decode(html(text).encode(), {"Content-Type": f"text/html; charset={declared}"})
    assert found is not None
    assert (found.text, found.charset) == (html(text), "utf-8")


def test_a_true_declaration_is_named_as_the_reason() -> None:
    found = decode(html(RUSSIAN).encode("cp1251"), {"content-type": 'text/html; charset="windows-1251"'})
    assert found is not None
    assert (found.charset, found.how) == ("cp1251", "header")
    found = decode(html(RUSSIAN, "koi8-r").encode("koi8-r"), {})
    assert found is not None
    assert (found.charset, found.how) == ("koi8-r", "meta")


def test_one_broken_byte_does_not_cost_a_page_its_charset() -> None:
    found = decode(html(RUSSIAN).encode() + b"\xd0", {})
    assert found is not None
    assert (found.charset, found.how) == ("utf-8", "repaired")
    assert RUSSIAN in found.text


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_settles_it(charset: str) -> None:
    found = decode(html(KAZAKH, "windows-1251").encode(charset), {})
    assert found is not None
    assert (found.text, found.how) == (html(KAZAKH, "windows-1251"), "bom")


def test_western_accents_are_not_taken_for_cyrillic() -> None:
    text = (
        "La grève à l'usine a commencé très tôt, et les salariés ont exigé une réponse immédiate de la direction. " * 3
    )
    page = f"<html><body><p>{text}</p></body></html>"
    found = decode(page.encode("latin-1"), {"Content-Type": "text/html; charset=iso-8859-1"})
    assert found is not None
    assert text in found.text


def test_pictures_are_no_text() -> None:
    assert decode(bytes(range(256)) * 40, {}) is None


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "koi8-r", "utf-7", "hex", "\x00", "idna"]))
def test_any_bytes_are_decoded_or_refused(body: bytes, declared: str) -> None:
    decode(body, {"Content-Type": f"text/html; charset={declared}"})


_CODECS = {
    "windows_1251": "cp1251", "iso8859_5": "iso8859-5", "mac_cyrillic": "mac-cyrillic", "ibm855": "cp855",
    "ibm866": "cp866", "kz1048": "kz1048", "ptcp154": "ptcp154", "koi8_r": "koi8-r",
}  # fmt: skip
_DECLARED = re.compile(rb"(?:encoding|charset)\s*=\s*[\"']?[\w-]+[\"']?", re.IGNORECASE)


def _share_read(prepare: Callable[[bytes], bytes], headers: dict[str, str]) -> float:
    folder = SHARED / "data" / "encoding"
    rows = json.loads((folder / "index.json").read_text("utf-8"))
    right = 0
    for row in rows:
        body = prepare(_DECLARED.sub(b"", (folder / row["file"]).read_bytes()))
        found = decode(body, headers)
        right += found is not None and found.text == body.decode(_CODECS[row["encoding"]])
    return right / len(rows)


@pytest.mark.skipif(not (SHARED / "data" / "encoding").is_dir(), reason="the shared encoding texts are not here")
@pytest.mark.parametrize("declared", ["", "windows-1251", "iso-8859-1"])
def test_the_shared_texts_are_read_as_often_as_before(declared: str) -> None:
    headers = {"Content-Type": f"text/html; charset={declared}"} if declared else {}
    assert _share_read(lambda body: body, headers) >= FLOORS["charset_whole_texts"]


@pytest.mark.skipif(not (SHARED / "data" / "encoding").is_dir(), reason="the shared encoding texts are not here")
def test_short_texts_are_read_as_often_as_before() -> None:
    def cut(body: bytes) -> bytes:
        start = next(position for position, byte in enumerate(body) if byte > 127)
        return body[start : start + 300]

    assert _share_read(cut, {}) >= FLOORS["charset_300_bytes"]
