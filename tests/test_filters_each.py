"""What each filter gives of its own: how a thing was found, spans, evidence, labels, the first telling."""

import gzip
import json
from pathlib import Path

import pytest
from filter_lines import ENGLISH, KAZAKH, PAGE, RUSSIAN, WEATHER, found, line_bytes, line_for, run

pytestmark = pytest.mark.xdist_group("cli")


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
    (tmp_path / "pages.jsonl").write_bytes(b"".join(map(line_bytes, lines)))
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
