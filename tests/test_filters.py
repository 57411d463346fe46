"""The filters over JSON lines: what goes through, what is found, and what becomes of a bad line."""

import gzip
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_nights import ROOT

from cli import jsonlines
from cli.main import strikewatch

pytestmark = pytest.mark.xdist_group("cli")

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
    said = b"".join(_line(line) for line in lines)
    return CliRunner().invoke(strikewatch, [name, *map(str, words)], input=said)


def _line(line: Mapping[str, Any] | str | bytes) -> bytes:
    if isinstance(line, bytes):
        return line + b"\n"
    return (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)).encode() + b"\n"


def found(ended: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.stdout.splitlines()]


def line_for(name: str, ident: object, text: str = RUSSIAN, **more: object) -> dict[str, object]:
    return {"id": ident, **({"html": PAGE} if name == "extract" else {"text": text}), **more}


# --- what holds for all of them ---


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("ident", [7, "7", 7.5, None, True, ["a", 1], {"b": 2}, "ө\u2028\u0000"])
def test_the_id_comes_first_and_keeps_its_type(name: str, ident: object) -> None:
    ended = run(name, [line_for(name, ident)])
    assert ended.exit_code == 0, ended.stderr
    (row,) = found(ended)
    assert next(iter(row)) == "id"
    assert row["id"] == ident
    assert type(row["id"]) is type(ident)


@pytest.mark.parametrize("name", FILTERS)
def test_unknown_keys_pass_through(name: str) -> None:
    more = {"label": 1, "ns": {"deep": [None, 0.1]}, "url": "https://example.org/a", "заметка": "ё"}
    (row,) = found(run(name, [line_for(name, 1, **more)]))
    assert {key: row[key] for key in more} == more
    if name != "extract":
        assert row["text"] == RUSSIAN


@pytest.mark.parametrize("name", FILTERS)
def test_lines_keep_their_order(name: str) -> None:
    idents = [5, 3, 9, 1]
    assert [row["id"] for row in found(run(name, [line_for(name, one) for one in idents]))] == idents


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('"text"', "not a JSON object"),
        ('{"text": "no id", "html": "<p>"}', "'id'"),
        ('{"id": 2}', "no '"),
        ('{"id": 2, "text": 3, "html": 3}', "is not text"),
        ('{"id": 2, "text": null, "html": null}', "is not text"),
        ('{"id": 2, "text": "a", "html": "<p>", "title": 4}', "'title' is not text"),
        ('{"id": 2, "text": "a", "html": "<p>", "lang": ["ru"]}', "'lang' is not text"),
        (b"\xff\xfe", "not UTF-8"),
        ("[" * 100_000, "not JSON"),
        (r'{"id": 2, "text": "\ud800", "html": "<p>\ud800"}', "surrogate"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_rest_goes_on(name: str, bad: str | bytes, said: str) -> None:
    ended = run(name, [line_for(name, 1), bad, line_for(name, 3)])
    assert [row["id"] for row in found(ended)] == [1, 3]
    assert ended.exit_code == 1
    assert "standard input:2:" in ended.stderr
    assert said in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("name", FILTERS)
def test_nothing_in_is_nothing_out(name: str) -> None:
    for lines in ([], ["", "   "]):
        ended = run(name, lines)
        assert (ended.exit_code, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.parametrize("name", FILTERS)
def test_files_packed_or_not_give_what_standard_input_gives(name: str, tmp_path: Path) -> None:
    lines = [line_for(name, one) for one in (1, 2)]
    content = b"".join(map(_line, lines))
    plain, packed = tmp_path / "lines.jsonl", tmp_path / "lines.jsonl.gz"
    plain.write_bytes(content)
    packed.write_bytes(gzip.compress(content))
    wanted = run(name, lines).stdout
    assert run(name, [], plain).stdout == wanted
    assert run(name, [], packed).stdout == wanted
    assert run(name, lines, "-").stdout == wanted


@pytest.mark.parametrize("name", FILTERS)
def test_a_bad_line_of_a_file_is_named_with_the_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl").write_text("{\n")
    ended = run(name, [], tmp_path / "lines.jsonl")
    assert ended.exit_code == 1
    assert f"{tmp_path / 'lines.jsonl'}:1:" in ended.stderr


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("content", [b"{}\n", gzip.compress(b"{}\n" * 9)[:-12], b""], ids=["plain", "cut", "empty"])
def test_a_packed_file_that_cannot_be_read_is_named_and_the_next_is_read(
    name: str, content: bytes, tmp_path: Path
) -> None:
    bad, good = tmp_path / "bad.jsonl.gz", tmp_path / "good.jsonl"
    bad.write_bytes(content)
    good.write_bytes(_line(line_for(name, 1)))
    ended = run(name, [], bad, good)
    assert [row["id"] for row in found(ended)] == [1]
    assert ended.exit_code == (1 if content else 0)
    assert (str(bad) in ended.stderr) == bool(content)


@pytest.mark.parametrize("name", TEXT_FILTERS)
@pytest.mark.parametrize("text", ["", " \n", "!", "\u0000", "👍🏽", "ا", "a" * 50_000])
def test_odd_texts_are_read_like_others(name: str, text: str) -> None:
    ended = run(name, [line_for(name, 1, text), line_for(name, 2)])
    assert [row["id"] for row in found(ended)] == [1, 2]
    assert ended.exit_code == 0, ended.stderr


@pytest.mark.parametrize("name", TEXT_FILTERS)
def test_null_counts_as_not_given(name: str) -> None:
    none = dict.fromkeys(("title", "lang", "url", "published"))
    given_nothing, given_null = run(name, [line_for(name, 1)]), run(name, [line_for(name, 1, **none)])
    strip = {"title", "lang", "url", "published"}
    (a,), (b,) = found(given_nothing), found(given_null)
    if name == "identify":
        assert b["lang"] == "ru"
    assert {key: value for key, value in a.items() if key not in strip} == {
        key: value for key, value in b.items() if key not in strip
    }


@pytest.mark.parametrize("name", ["detect", "duplicates"])
def test_a_time_that_is_none_is_a_bad_line(name: str) -> None:
    ended = run(name, [line_for(name, 1, published="one day"), line_for(name, 2, published="2026-11-20")])
    assert [row["id"] for row in found(ended)] == [2]
    assert ended.exit_code == 1
    assert "'published'" in ended.stderr
    assert "standard input:1:" in ended.stderr


# --- what each finds ---


def test_extract_tells_how_each_thing_was_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (tmp_path / "empty.html").write_text("")
    ended = run("extract", [], tmp_path / "page.html", tmp_path / "empty.html", tmp_path / "page.html.gz")
    assert ended.exit_code == 1
    assert "empty.html" in ended.stderr
    rows = found(ended)
    assert [Path(row["id"]).name for row in rows] == ["page.html", "page.html.gz"]
    row = rows[0]
    assert (row["title"], row["date"], row["lang_tag"]) == ("Докеры бастуют", "2026-11-12T09:00:00+05:00", "ru")
    assert row["date_precision"] in ("second", "minute")
    assert row["body"] == row["text"]
    assert RUSSIAN in row["body"]
    assert set(row["found"]) >= {"title", "body", "published"}
    assert {key for key in rows[1] if key != "id"} == {key for key in row if key != "id"}


def test_extract_reads_lines_that_name_a_file_beside_them(tmp_path: Path) -> None:
    (tmp_path / "saved.html").write_text(PAGE, "utf-8")
    lines = [{"id": 1, "html": "saved.html", "url": "https://example.org/a"}, {"id": 2, "html": "absent.html"}]
    (tmp_path / "pages.jsonl").write_bytes(b"".join(map(_line, lines)))
    ended = run("extract", [], tmp_path / "pages.jsonl")
    assert [(row["id"], row["url"]) for row in found(ended)] == [(1, "https://example.org/a")]
    assert ended.exit_code == 1
    assert "absent.html" in ended.stderr


@pytest.mark.parametrize(
    ("text", "lang", "script"), [(KAZAKH, "kk", "Cyrl"), (RUSSIAN, "ru", "Cyrl"), (ENGLISH, "en", "Latn")]
)
def test_identify_tells_language_and_script(text: str, lang: str, script: str) -> None:
    (row,) = found(run("identify", [line_for("identify", 1, text)]))
    assert (row["lang"], row["script"]) == (lang, script)
    assert 0 <= row["confidence"] <= 1


def test_identify_gives_the_spans_of_a_mixed_text() -> None:
    text = f"{RUSSIAN} {RUSSIAN}\n\n{KAZAKH} {KAZAKH}"
    (row,) = found(run("identify", [line_for("identify", 1, text)]))
    assert {span["lang"] for span in row["spans"]} == {"ru", "kk"}
    for span in row["spans"]:
        assert 0 <= span["start"] < span["end"] <= len(text)


def test_identify_says_und_where_nothing_can_be_known() -> None:
    (row,) = found(run("identify", [line_for("identify", 1, "12345 !!!")]))
    assert row["lang"] == "und"


@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN, ENGLISH])
def test_detect_shows_the_words_that_made_the_verdict(text: str) -> None:
    (row,) = found(run("detect", [line_for("detect", 1, text, title="Новости дня 👍")]))
    assert row["strike"] is True
    assert 0 <= row["score"] <= 1
    assert row["evidence"]
    assert row["reports"]
    for one in row["evidence"]:
        assert {"text": text, "title": "Новости дня 👍"}[one["field"]][one["start"] : one["end"]] == one["text"]
        assert one["reason"]


def test_detect_flags_no_weather() -> None:
    (row,) = found(run("detect", [line_for("detect", 1, WEATHER)]))
    assert (row["strike"], row["kind"], row["evidence"], row["reports"]) == (False, "none", [], [])


def test_detect_explains_every_coded_value_by_its_words() -> None:
    line = json.dumps({"id": 1, "text": "Рабочие «Семей Бас» в Семее бастуют.", "published": "2024-06-12"})
    told = run("detect", [line], "--explain", "--rules-only").stderr
    assert "1: report 0 employer = Semey Bus: 9-18 «Семей Бас»: names the employer" in told
    assert "report 0 sector = public transport" in told


def test_detect_explains_on_standard_error() -> None:
    ended = run("detect", [line_for("detect", "a1")], "--explain")
    assert "a1: text " in ended.stderr
    assert ended.exit_code == 0
    assert len(found(ended)) == 1


def test_translate_labels_what_it_made(tmp_path: Path) -> None:
    rows = found(run("translate", [line_for("translate", 1), line_for("translate", 2, ENGLISH)], "--models", tmp_path))
    for row in rows:
        assert row["english"]
        assert row["engine"]
        assert row["quality"]
    assert rows[1]["english"] == ENGLISH


def test_translate_says_why_a_text_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRIKEWATCH_ROUGH", "false")
    (row,) = found(run("translate", [line_for("translate", 1)], "--models", tmp_path))
    assert (row["english"], row["engine"], row["quality"]) == (None, None, None)
    assert row["waiting_for"]


def test_duplicates_names_the_first_telling() -> None:
    long = " ".join(f"{RUSSIAN} Строка {number}." for number in range(6))
    lines = [
        line_for("duplicates", "late", long, published="2026-11-21T10:00:00+05:00"),
        line_for("duplicates", 17, long + " Прислал читатель.", published="2026-11-20"),
        line_for("duplicates", "other", WEATHER),
    ]
    rows = {row["id"]: (row["group"], row["duplicate_of"]) for row in found(run("duplicates", lines))}
    assert rows == {"late": (17, 17), 17: (17, None), "other": ("other", None)}


def test_filters_make_a_pipe(tmp_path: Path) -> None:
    """Three processes, as at a prompt, in a locale that knows no Cyrillic."""
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    page, python = tmp_path / "page.html", f"{sys.executable} -m cli"
    said = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{python} extract {page} | {python} identify | {python} detect"],
        cwd=ROOT, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    row = json.loads(said.stdout)
    assert row["lang"] == "ru"
    assert row["strike"] is True
    assert row["title"] == "Докеры бастуют"


def test_a_bad_line_makes_the_exit_status_of_the_process() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "cli", "identify"], input=b"{}\n", cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert said.returncode == 1
    assert b"standard input:1: no 'id'" in said.stderr


# --- the reader, on anything ---

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["id", "text", "title", "lang", "url", "published", "x"])
LINES = st.one_of(
    st.dictionaries(KEYS, ANY_JSON | st.text()).map(lambda value: json.dumps(value).encode()),
    ANY_JSON.map(lambda value: json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")),
    st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"").replace(b"\r", b"")),
)


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(LINES, max_size=6))
def test_the_reader_gives_or_names_every_line(lines: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any.jsonl"
    file.write_bytes(b"\n".join(lines))
    with click.Context(click.Command("any"), obj=None):
        records = list(jsonlines.read([file]))
        asked = [line for line in lines if line.strip()]
        assert len(records) + jsonlines.complaints() == len(asked)
        for record in records:
            assert "id" in record
            assert isinstance(record["text"], str)
            json.dumps(jsonlines.joined(record, {"found": 1}), ensure_ascii=False, allow_nan=False).encode()
