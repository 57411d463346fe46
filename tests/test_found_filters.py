"""What a stranger found by feeding the filters odd lines through a real pipe: statuses, numbers of lines, encodings."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample_nights import ROOT

pytestmark = pytest.mark.xdist_group("cli")


def ran(*words: str, said: bytes = b"", **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "cli", *words],
        input=said,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=os.environ | surroundings,
    )


def line(**keys: object) -> bytes:
    return json.dumps(keys, ensure_ascii=False).encode() + b"\n"


def lines_out(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [json.loads(one) for one in done.stdout.splitlines()]


def test_a_bad_line_is_numbered_and_makes_the_status_and_the_rest_is_read() -> None:
    half = b'{"id": 2, "text": "half \\ud83d"}\n'
    nan = b'{"id": 3, "text": "x", "score": NaN}\n'
    date = line(id=4, text="Докеры бастуют", published="позавчера")
    done = ran("detect", said=line(id=1, text="Докеры бастуют") + half + nan + date + line(id=5, text="Тихо"))
    assert [one["id"] for one in lines_out(done)] == [1, 5]
    assert done.returncode == 1
    told = done.stderr.decode().splitlines()
    assert [one.split(": ")[1] for one in told] == [f"standard input:{number}" for number in (2, 3, 4)]
    assert "Traceback" not in done.stderr.decode()


def test_a_pair_of_surrogates_is_the_sign_that_it_means() -> None:
    done = ran("identify", said=b'{"id": 1, "text": "\\ud83d\\ude00 Workers met the management today"}\n')
    assert done.returncode == 0
    assert str(lines_out(done)[0]["text"]).startswith("\N{GRINNING FACE}")


def test_lines_are_utf_8_in_any_locale() -> None:
    done = ran("identify", said=line(id=1, text="Жұмысшылар ереуілге шықты"), PYTHONIOENCODING="ascii")
    assert lines_out(done)[0]["text"] == "Жұмысшылар ереуілге шықты"


def test_a_language_tag_with_a_region_is_that_language_and_letters_can_belie_it() -> None:
    said = b"".join(line(id=tag, text="Рабочие порта объявили забастовку", lang=tag) for tag in ("ru-RU", "RU", "en"))
    for one in lines_out(ran("translate", said=said)):
        assert one["quality"] == "rough", one["id"]


def test_a_date_as_feeds_write_it_is_read() -> None:
    done = ran("duplicates", said=line(id=1, text="Докеры бастуют", published="Fri, 20 Nov 2026 10:00:00 +0500"))
    assert done.returncode == 0


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    said = b"".join(line(id=number, text="Тихо") for number in range(2000))
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "identify"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as filter_:
        assert filter_.stdin is not None
        assert filter_.stdout is not None
        assert filter_.stderr is not None
        filter_.stdin.write(said[:100])
        filter_.stdin.flush()
        filter_.stdout.readline()
        filter_.stdout.close()
        filter_.stdin.write(said[100:])
        filter_.stdin.close()
        assert filter_.stderr.read() == b""
        assert filter_.wait() == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
def test_closed_streams_are_empty_ones(closed: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} -m cli identify {closed}"],
        input=line(id=1, text="Тихо"),
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", "identify"],
            input=line(id=1, text="Тихо"),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("strikewatch: ")
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(("charset", "shown"), [("ascii", "Докеры бастуют".encode()), ("latin-1", b"?????? ???????")])
def test_a_table_is_shown_in_a_locale_without_its_letters(tmp_path: Path, charset: str, shown: bytes) -> None:
    tip, db = tmp_path / "tip.txt", str(tmp_path / "x.db")
    tip.write_text("Докеры бастуют\n\nДокеры порта в Актау объявили забастовку 20 ноября.", "utf-8")
    assert ran("add", str(tip), "--db", db).returncode == 0
    done = ran("search", "20", "--db", db, PYTHONIOENCODING=charset)
    assert (done.returncode, done.stderr) == (0, b"")
    assert shown in done.stdout


PAGE = """<html lang="ru"><head><title>Докеры ждут зарплату</title></head><body><article><h1>Докеры ждут зарплату</h1>
<p>Докеры порта «Тестовый причал» третий месяц ждут зарплату и написали об этом в акимат области.</p>
<p>Администрация порта ответила, что деньги придут до конца месяца, и просит людей подождать ещё немного.</p>
</article></body></html>"""


def test_pages_are_read_from_standard_input_and_what_is_found_stands_over_what_was_given(tmp_path: Path) -> None:
    broken = tmp_path / "broken.html.gz"
    broken.write_bytes(gzip.compress(PAGE.encode())[:40])
    said = b"".join(
        [
            line(id=1, html=str(tmp_path / "missing.html")),
            line(id=2, html=str(broken)),
            line(id=3, html=PAGE, title="as labelled", expected={"title": "as labelled"}),
        ]
    )
    done = ran("extract", said=said)
    (found,) = lines_out(done)
    assert done.returncode == 1
    assert next(iter(found)) == "id"
    assert found["id"] == 3
    assert found["title"] == "Докеры ждут зарплату"
    assert found["expected"] == {"title": "as labelled"}
    assert [one.split(": ")[1] for one in done.stderr.decode().splitlines()] == [
        "standard input:1",
        "standard input:2",
    ]
