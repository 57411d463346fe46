"""The command line as a person meets it: help, tips put in by hand, tables and JSON, and what is said of errors."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from conftest import SHARED
from loopback import Answer, Site
from sample_nights import ROOT
from test_docs import commands

from cli.main import strikewatch

pytestmark = pytest.mark.xdist_group("cli")

HELP_SECONDS = 0.3
# Each costs a tenth of a second or more to import, and none is needed to print a page of help.
HEAVY = ("numpy", "pydantic", "rich", "scrapy", "sqlite_utils", "trafilatura", "twisted")

# Made texts: a strike in each language, a threat, a strike abroad, and two that only sound like one.
STRIKES = {
    "kk": "Қарағандыда кеншілер ереуілге шықты\n\nҚарағанды облысындағы «Сарыжал» шахтасының 120 кеншісі бүгін таңертең"
    " ереуілге шықты. Олар жалақыны көтеруді талап етіп отыр.",
    "ru": "В Актау бастуют докеры\n\nОколо 80 докеров порта «Тестовый причал» в Актау объявили забастовку и не вышли на"
    " смену. Они требуют выплатить зарплату за три месяца.",
    "en": "Smelter workers in Ust-Kamenogorsk go on strike\n\nAbout 200 workers of the Sample Smelter in"
    " Ust-Kamenogorsk, Kazakhstan, went on strike on Monday, demanding higher pay.",
    "threat": "Водители автобусов в Костанае пригрозили забастовкой\n\nВодители парка «Образец» в Костанае заявили, что"
    " начнут забастовку в понедельник, если им не поднимут зарплату.",
}
OTHERS = {
    "striker": "Striker signs for made-up club\n\nThe striker scored twice on Saturday and signed a new contract.",
    "weather": "В Костанае выпал снег\n\nСиноптики обещают мороз и метель до конца недели.",
}


@dataclass(frozen=True)
class Desk:
    """A folder with a store of its own, and the command line that sees nothing else."""

    folder: Path

    def run(self, *words: str | Path) -> Result:
        surroundings = {
            "STRIKEWATCH_CONFIG": str(self.folder / "strikewatch.toml"),
            "STRIKEWATCH_DB": str(self.folder / "strikewatch.db"),
            "STRIKEWATCH_CATALOGUE": str(self.folder / "nothing.toml"),
            "STRIKEWATCH_ONLY_CATALOGUE": "true",
            "STRIKEWATCH_AUDIT": "0",  # the queue shall hold what was flagged, and no sample of the rest
        }
        return CliRunner(env=surroundings).invoke(strikewatch, [str(word) for word in words])

    def done(self, *words: str | Path) -> str:
        ended = self.run(*words)
        assert ended.exit_code == 0, ended.output
        return ended.stdout

    def told(self, *words: str | Path) -> list[dict[str, object]]:
        return json.loads(self.done(*words, "--json"))  # type: ignore[no-any-return]

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


def make_desk(folder: Path) -> Desk:
    for name in ("strikewatch.toml", "nothing.toml"):
        (folder / name).touch()
    return Desk(folder)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@pytest.fixture(scope="module")
def read_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk at which the made texts were put in and a night has read them. Its tests change nothing."""
    desk = make_desk(tmp_path_factory.mktemp("desk"))
    tips = [desk.write(f"{name}.txt", text) for name, text in (STRIKES | OTHERS).items()]
    desk.done("add", *tips)
    desk.done("nightly")
    return desk


# --- help ---


@pytest.mark.parametrize("name", ["", *commands()])
def test_help_shows_an_example(name: str) -> None:
    said = CliRunner().invoke(strikewatch, [*name.split(), "--help"])
    assert said.exit_code == 0
    example = said.stdout.partition("Example")[2]
    assert f"strikewatch {name}".strip() in example


@pytest.mark.parametrize("name", ["", *commands()])
def test_every_option_says_what_it_does(name: str) -> None:
    command: click.Command = commands()[name] if name else strikewatch
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help or option.show_default, f"{name} {option.opts}"


def test_help_comes_at_once() -> None:
    assert min(_cpu_seconds([sys.executable, "-m", "cli", "--help"]) for _ in range(5)) <= HELP_SECONDS


def _cpu_seconds(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True, timeout=60)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_help_imports_nothing_heavy() -> None:
    asked = (
        "import sys; from click.testing import CliRunner; from cli.main import strikewatch;"
        "CliRunner().invoke(strikewatch, ['--help'], catch_exceptions=False);"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert "click" in said.stdout.split()
    assert [name for name in said.stdout.split() if name in HEAVY] == []


def test_an_unknown_command_is_told_which_is_near() -> None:
    ended = CliRunner().invoke(strikewatch, ["qeue"])
    assert ended.exit_code == 2
    assert "did you mean 'queue'?" in ended.stderr


# --- add ---


def test_a_text_is_put_in_once(desk: Desk) -> None:
    tip = desk.write("tip.txt", STRIKES["ru"])
    assert "added" in desk.done("add", tip)
    assert "known already" in desk.done("add", tip)
    copy = desk.write("copy.txt", STRIKES["ru"])
    assert "known already" in desk.done("add", copy), "the same words under another name are the same tip"
    (row,) = [json.loads(desk.done("show", one, "--json")) for one in [desk.done("add", tip).split()[0]]]
    assert row["title"] == "В Актау бастуют докеры"
    assert row["url"] == "tip:tip.txt"
    assert row["origin"] == "tip"


def test_what_a_person_says_of_a_tip_counts(desk: Desk) -> None:
    tip = desk.write("tip.txt", STRIKES["ru"])
    url = "https://example.org/news/17"
    said = ("--url", url, "--date", "2026-11-20", "--source", "whatsapp", "--lang", "ru", "--title", "Докеры")
    row = json.loads(desk.done("show", desk.done("add", tip, *said).split()[0], "--json"))
    assert (row["url"], row["title"], row["source"], row["lang_claimed"]) == (url, "Докеры", "whatsapp", "ru")
    assert (row["published"][:10], row["published_precision"]) == ("2026-11-20", "day")
    assert row["found"]["title"] == "given"


def test_a_page_is_read_as_a_page(desk: Desk) -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in STRIKES["ru"].split("\n\n")[1:] * 3)
    page = desk.write(
        "page.html", f"<html lang=ru><title>В порту</title><article><h1>В порту</h1>{paragraphs}</article></html>"
    )
    row = json.loads(desk.done("show", desk.done("add", page).split()[0], "--json"))
    assert row["title"] == "В порту"
    assert "<p>" not in row["body"]
    assert row["lang_claimed"] == "ru"


def test_a_text_in_an_old_charset_is_read(desk: Desk) -> None:
    row = json.loads(
        desk.done("show", desk.done("add", desk.write("old.txt", STRIKES["ru"].encode("cp1251"))).split()[0], "--json")
    )
    assert "забастовку" in row["body"]


@pytest.mark.parametrize("content", [b"", b" \n\n ", bytes(range(256)) * 20])
def test_a_tip_that_cannot_be_read_is_named_and_the_others_are_put_in(desk: Desk, content: bytes) -> None:
    bad, good = desk.write("bad.txt", content), desk.write("good.txt", STRIKES["en"])
    ended = desk.run("add", bad, desk.folder / "absent.txt", desk.folder, good)
    assert ended.exit_code == 1
    assert ended.stdout.count("added") == 1
    for name in ("bad.txt", "absent.txt", str(desk.folder)):
        assert name in ended.stderr
    assert "3 of 4 could not be put in" in ended.stderr
    assert len(ended.stderr.splitlines()) == 4


def test_an_address_is_fetched_and_put_in_once(desk: Desk) -> None:
    article = "".join(f"<p>{text} {number}</p>" for number in range(3) for text in STRIKES["ru"].split("\n\n")[1:])
    page = Answer(
        f"<html><article><h1>В порту</h1>{article}</article></html>",
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    with Site({"/news/17": page}) as site:
        assert "added" in desk.done("add", f"{site.url}/news/17", "--source", "whatsapp")
        again = desk.done("add", f"{site.url}/news/17?utm_source=mail")
        assert "known already" in again
        row = json.loads(desk.done("show", again.split()[0], "--json"))
        assert [asked.path for asked in site.asked if asked.path != "/robots.txt"] == ["/news/17"]
        ended = desk.run("add", f"{site.url}/news/18")
    assert (row["title"], row["source"], row["origin"]) == ("В порту", "whatsapp", "tip")
    assert ended.exit_code == 1
    assert "/news/18" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_title_for_several_tips_is_wrong_usage(desk: Desk) -> None:
    tips = [desk.write(f"{name}.txt", STRIKES[name]) for name in ("ru", "en")]
    assert desk.run("add", *tips, "--title", "Both").exit_code == 2


# --- what a curator sees ---


def test_made_tips_are_flagged_with_evidence_that_stands_where_it_says(read_desk: Desk) -> None:
    rows = read_desk.told("queue")
    assert {row["url"] for row in rows} == {f"tip:{name}.txt" for name in STRIKES}
    for row in rows:
        assert_evidence(row)
    assert {row["url"]: row["kind"] for row in rows}["tip:threat.txt"] == "threat"
    assert all(row["in_kazakhstan"] for row in rows)


def assert_evidence(row: dict[str, object]) -> None:
    evidence = row["evidence"]
    assert isinstance(evidence, list)
    assert evidence, row["title"]
    for one in evidence:
        text = str(row["title"] if one["field"] == "title" else row["body"])
        assert text[one["start"] : one["end"]] == one["text"]
        assert one["reason"]


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="needs the five seed articles of ../shared/seeds")
def test_the_five_seeds_are_flagged_with_their_evidence(desk: Desk) -> None:
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    desk.done("add", *seeds)
    desk.done("nightly")
    rows = desk.told("queue", "--all")
    assert {row["url"] for row in rows} == {f"tip:{seed.name}" for seed in seeds}
    for row in rows:
        assert_evidence(row)
        assert row["reports"], "a candidate has a coded report"


def test_the_queue_as_a_table_shows_what_the_json_says(read_desk: Desk) -> None:
    table = read_desk.done("queue")
    for row in read_desk.told("queue"):
        assert str(row["id"])[:10] in table
        assert str(row["title"])[:20] in table
    assert len(read_desk.told("queue", "--limit", "1")) == 1


def test_an_article_is_shown_by_the_beginning_of_its_id(read_desk: Desk) -> None:
    row = next(row for row in read_desk.told("queue") if row["url"] == "tip:kk.txt")
    shown = read_desk.done("show", str(row["id"])[:8])
    for part in ("Evidence", "Original (kk)", "English", str(row["title"])):
        assert part in shown
    told = json.loads(read_desk.done("show", str(row["id"]), "--json"))
    assert told == {**row, "tellings": row["tellings"], "doubt": None, "versions": []}


def test_status_tells_counts_the_last_run_and_what_waits(read_desk: Desk) -> None:
    told = json.loads(read_desk.done("status", "--json"))
    assert told["counts"]["articles"] == len(STRIKES | OTHERS)
    assert told["counts"]["flagged"] == len(STRIKES)
    assert told["last_run"]["outcome"] == "good"
    assert told["counts"]["in_english"] + sum(row["articles"] for row in told["waiting"]) == len(STRIKES | OTHERS)
    table = read_desk.done("status")
    assert f"{len(STRIKES)} flagged" in table
    assert "Waiting for English" in table


def test_status_before_the_first_night_says_so(desk: Desk) -> None:
    desk.done("add", desk.write("tip.txt", STRIKES["en"]))
    assert "No night has run yet" in desk.done("status")


def test_search_finds_kazakh_typed_on_a_russian_keyboard(read_desk: Desk) -> None:
    assert [row["url"] for row in read_desk.told("search", "караганды кеншис*")] == ["tip:kk.txt"]
    assert [row["url"] for row in read_desk.told("search", "ереуилге")] == ["tip:kk.txt"]
    assert "Nothing holds 'zebra'" in read_desk.done("search", "zebra")


def test_a_look_at_the_digest_tells_nobody(read_desk: Desk) -> None:
    before = read_desk.told("queue")
    said = read_desk.done("digest", "--dry-run")
    assert said.startswith("Subject: ")
    assert "<html" in read_desk.done("digest", "--dry-run", "--html")
    assert read_desk.told("queue") == before
    assert len(list((read_desk.folder / "outbox").glob("*.eml"))) == 1, "the night's own, and no other"


def test_the_second_night_tells_nothing_again(desk: Desk) -> None:
    desk.done("add", desk.write("tip.txt", STRIKES["en"]))
    desk.done("nightly", "--only", "identify")
    for _ in range(2):
        for step in ("detect", "fingerprint", "group", "digest"):
            desk.done("nightly", "--only", step)
    assert len(list((desk.folder / "outbox").glob("*.eml"))) == 1


def test_detection_waits_for_the_language(desk: Desk) -> None:
    """Asked for alone before the language is known, it must not take the article for read."""
    ident = desk.done("add", desk.write("tip.txt", STRIKES["kk"])).split()[0]
    desk.done("nightly", "--only", "detect")
    assert json.loads(desk.done("show", ident, "--json"))["score"] is None
    for step in ("identify", "detect"):
        desk.done("nightly", "--only", step)
    (row,) = desk.told("queue")
    assert row["lang"] == "kk"


# --- errors, and titles that mean harm ---


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["queue"], 1, "no such database"),
        (["show", "3f9a"], 1, "no such database"),
        (["status"], 1, "no such database"),
        (["digest", "--dry-run"], 1, "no such database"),
        (["reextract", "--db", "garbage.db"], 1, "not a database"),
        (["queue", "--db", "garbage.db"], 1, "not a database"),
        (["nightly", "--db", "garbage.db"], 1, "not a database"),
        (["add", "garbage.db", "--db", "garbage.db"], 1, "not a database"),
        (["queue", "--limit", "0"], 2, "--limit"),
        (["nightly", "--budget", "0"], 2, "--budget"),
        (["nightly", "--only", "dream"], 2, "--only"),
        (["nightly", "--catalogue", "absent.toml"], 2, "absent.toml"),
        (["sources", "validate", "bad.toml"], 1, "bad.toml"),
        (["sources", "list", "--catalogue", "bad.toml"], 1, "bad.toml"),
        (["models", "install", "absent.argosmodel"], 1, "absent.argosmodel"),
        (["models", "remove", "absent"], 1, "absent"),
        (["models", "verify", "absent"], 1, "absent"),
        (["schedule", "--at", "25:00"], 2, "clock.night"),
        (["extract", "absent.html"], 2, "absent.html"),
        (["add"], 2, "PATH_OR_URL"),
        (["add", "ftp://example.org/a"], 1, "ftp:"),
    ],
)
def test_an_error_is_a_line_and_a_status(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, words: list[str], status: int, said: str
) -> None:
    monkeypatch.chdir(desk.folder)
    desk.write("garbage.db", "this is no database at all " * 100)
    desk.write("bad.toml", "[[source]]\nname = 3\n")
    ended = desk.run(*words)
    assert ended.exit_code == status, ended.output
    assert isinstance(ended.exception, SystemExit), "no traceback"
    assert said in ended.stderr
    assert ended.stdout == ""


def test_a_setting_that_cannot_be_used_is_wrong_usage(desk: Desk) -> None:
    desk.write("strikewatch.toml", "budget = 'long'\n")
    ended = desk.run("queue")
    assert ended.exit_code == 2
    assert "budget" in ended.stderr


def test_a_catalogue_with_a_fault_fails_the_night_by_name(desk: Desk) -> None:
    desk.write("nothing.toml", "[[source]]\nname = 3\n")
    ended = desk.run("nightly")
    assert ended.exit_code == 1
    assert "nothing.toml" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_id_that_fits_none_or_several_is_told(read_desk: Desk) -> None:
    ended = read_desk.run("show", "zz")
    assert ended.exit_code == 1
    assert "no article 'zz'" in ended.stderr
    assert read_desk.run("show", "").exit_code == 1


HARM = "Забастовка\x1b[2J\x1b]0;owned\x07 в \u202eпорту\u202c [bold red]Актау[/] \x9b31m"


def test_a_title_cannot_steer_the_terminal(desk: Desk) -> None:
    tip = desk.write("tip.txt", STRIKES["ru"])
    added = desk.done("add", tip, "--title", HARM)
    for step in ("identify", "detect", "fingerprint", "group"):
        desk.done("nightly", "--only", step)
    ident = added.split()[0]
    for said in (added, desk.done("queue"), desk.done("show", ident), desk.done("search", "докеров")):
        assert not set(said) & set("\x1b\x07\x9b\u202e\u202c"), "no sign that a terminal obeys"
    assert "[bold red]Актау[/]" in desk.done("show", ident), "what looks like markup is shown as it is"
    assert json.loads(desk.done("show", ident, "--json"))["title"].startswith("Забастовка")


def test_a_reader_that_leaves_early_is_no_error(read_desk: Desk) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cli", "queue", "--json"],
        cwd=ROOT,
        env={
            **os.environ,
            "STRIKEWATCH_DB": str(read_desk.folder / "strikewatch.db"),
            "STRIKEWATCH_CONFIG": os.devnull,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0
