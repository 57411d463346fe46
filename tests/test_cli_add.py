"""Tips put in by hand: texts, pages and addresses, each once; what cannot be read is named."""

import json
from pathlib import Path

import pytest
from desk_at_hand import STRIKES, Desk, make_desk
from loopback import Answer, Site

pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


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
