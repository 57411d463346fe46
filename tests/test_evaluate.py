"""`strikewatch evaluate` measures any labelled file, tells how sure it is, and names what cannot be used."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from analysis.evaluation import LabelError, Share, label
from cli.main import strikewatch

GOLD = sorted((Path(__file__).parent / "gold").glob("??.jsonl"))


def run(*args: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(strikewatch, ["evaluate", *map(str, args)])
    return result.exit_code, result.stdout, result.stderr


def labelled(tmp_path: Path, *records: object) -> Path:
    path = tmp_path / "labelled.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), "utf-8")
    return path


def test_the_gold_is_measured_each_language_apart() -> None:
    status, out, _ = run("--json", *GOLD)
    told = json.loads(out)
    assert status == 0
    assert [one["lang"] for one in told["figures"]] == ["en", "kk", "ru", "all"]
    assert all(0.9 <= one["recall"]["value"] <= 1 for one in told["figures"])
    assert {"employer", "settlement", "start_date"} <= set(told["figures"][0]["fields"])


def test_errors_are_shown_the_surest_first(tmp_path: Path) -> None:
    path = labelled(
        tmp_path,
        {"id": "a", "text": "Погода хорошая.", "lang": "ru", "strike": True},
        {"id": "b", "text": "Шахтеры объявили забастовку. Шахтеры бастуют.", "lang": "ru", "kind": "none"},
        {"id": "c", "text": "Шахтеры бастуют вторую неделю.", "lang": "ru", "kind": "strike"},
    )
    status, out, _ = run(path)
    lines = [line.split()[0] for line in out.split("Worst errors\n")[1].splitlines()]
    assert status == 0
    assert sorted(lines) == ["a", "b"]
    assert "1/2" in out
    assert "Worst errors" not in run("--errors", 0, path)[1]


def test_a_line_without_a_label_is_named_and_left_out(tmp_path: Path) -> None:
    path = labelled(tmp_path, {"id": 7, "text": "х"}, {"id": 8, "text": "Погода.", "strike": False})
    status, out, err = run("--json", path)
    assert status == 1
    assert json.loads(out)["articles"] == 1
    assert "record 7: no label" in err


def test_nothing_to_measure_is_said(tmp_path: Path) -> None:
    status, _, err = run(labelled(tmp_path))
    assert status == 1
    assert "no labelled article" in err


def test_a_title_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = labelled(tmp_path, {"id": 1, "title": "\x1b[2JПогода", "text": "Погода.", "strike": True})
    assert "\x1b" not in run(path)[1]


@given(st.integers(0, 500), st.integers(0, 500))
def test_an_interval_holds_its_share_and_stays_within_bounds(right: int, more: int) -> None:
    share = Share(right=right, told=right + more)
    low, high = share.interval
    assert 0 <= low <= (share.value if share.value is not None else 0.5) + 1e-9
    assert (share.value or 0) - 1e-9 <= high <= 1


def test_the_interval_is_wilsons() -> None:
    low, high = Share(right=9, told=10).interval
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)


@pytest.mark.parametrize("record", [{}, {"kind": "maybe"}, {"strike": "yes"}, {"strike": 1}])
def test_a_label_that_cannot_be_read_is_refused(record: dict[str, object]) -> None:
    with pytest.raises(LabelError):
        label(record)


def test_headlines_alone_are_measured_on_articles_that_have_one(tmp_path: Path) -> None:
    path = labelled(
        tmp_path,
        {"id": 1, "title": "Шахтёры объявили забастовку", "text": "Погода.", "lang": "ru", "strike": True},
        {"id": 2, "text": "Шахтёры объявили забастовку.", "lang": "ru", "strike": True},
    )
    told = json.loads(run("--json", "--headlines", "--rules-only", path)[1])
    assert told["articles"] == 1
    assert told["figures"][0]["recall"]["value"] == 1.0


def test_the_top_fifth_and_the_place_are_measured(tmp_path: Path) -> None:
    strike = {"title": "Машинисты в Германии бастуют", "text": "Машинисты в Германии бастуют второй день."}
    records = [{"id": n, "text": "Погода хорошая.", "lang": "ru", "strike": False} for n in range(9)]
    path = labelled(tmp_path, {"id": 10, **strike, "lang": "ru", "strike": True, "in_kazakhstan": False}, *records)
    figures = json.loads(run("--json", "--rules-only", path)[1])["figures"][0]
    assert (figures["kept"]["right"], figures["kept"]["told"]) == (1, 1)
    assert figures["placed"]["value"] == 1.0
