"""The filters over JSON lines: what goes through, what is found, and what becomes of a bad line."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from filter_lines import FILTERS, PAGE, RUSSIAN, TEXT_FILTERS, found, line_bytes, line_for, run
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_nights import ROOT

from cli import jsonlines

pytestmark = pytest.mark.xdist_group("cli")


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
    content = b"".join(map(line_bytes, lines))
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
    good.write_bytes(line_bytes(line_for(name, 1)))
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
