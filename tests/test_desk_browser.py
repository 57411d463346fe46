"""The desk in a real browser: a morning by keyboard, undo, two people, a phone, hostile markup, accessibility.

Debian's chromium and axe-core are put in by tools/browser; without them these tests say so and are skipped.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desk_made import HOSTILE, PASSWORD, Served, fill, serving

from store import reviews
from store.database import open_store

sync_api = pytest.importorskip("playwright.sync_api", reason="no playwright in this environment")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(__file__).parents[1] / ".browser" / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: tools/browser puts it in")
needs_axe = pytest.mark.skipif(not AXE.exists(), reason="no axe-core: tools/browser puts it in")

# A decision shows the next story at once; 50 ms is a twentieth of what interrupts a thought (Nielsen 1993).
NEXT_STORY_MS = 50
Open = Callable[..., "sync_api.Page"]


@pytest.fixture(scope="module")
def chromium() -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Served]:
    fill(tmp_path / "strikewatch.db")
    with serving(tmp_path / "strikewatch.db") as served:
        yield served


@pytest.fixture
def open_desk(chromium: "sync_api.Browser", desk: Served) -> Iterator[Open]:
    """Open the queue as a person. Whatever the page asks for has to come from the desk, and no script may fail."""
    contexts, asked, wrong = [], [], []

    def open_as(name: str, **options: object) -> "sync_api.Page":
        context = chromium.new_context(**options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(f"{desk.address}/sign-in")
        page.fill("[name=name]", name)
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_selector("#desk[data-ready] .item")
        return page

    yield open_as
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((desk.address, "data:"))] == []
    assert wrong == []


def title(page: "sync_api.Page") -> str:
    return page.inner_text("#stage h2").strip()


def press(page: "sync_api.Page", key: str, said: str) -> None:
    """Press a key, and wait until the desk says that it is kept."""
    page.keyboard.press(key)
    page.wait_for_function("said => document.getElementById('live').textContent.includes(said)", arg=said)


def log(desk: Served, name: str) -> list[tuple[str, str]]:
    store = open_store(desk.db)
    rows = [
        (row.decision, row.article_id[13]) for row in reviews.history(store, reviewer=name, limit=99) if not row.undone
    ]
    store.close()
    return rows[::-1]


def test_a_morning_by_keyboard(desk: Served, open_desk: Open) -> None:
    page = open_desk("aigul")
    assert title(page).startswith("Буровики")
    page.keyboard.press("3")  # the employer: its words are lit in both texts
    assert page.locator("mark.lit").first.inner_text() == "Около "
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    page.fill("#editor-input", "жанаоз")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelector('.field.at .value')?.innerText.includes('Zhanaozen')")
    assert page.locator("[data-field=settlement] s.machine").inner_text() == "Aktau"
    page.evaluate(
        """() => { const words = document.querySelector('.pair .original').firstElementChild.nextSibling;
                   getSelection().setBaseAndExtent(words, 0, words, 3); }"""
    )
    page.wait_for_selector("#chosen:not([hidden])")
    page.keyboard.press("v")
    page.wait_for_function("() => document.querySelector('mark.lit')?.textContent === '250'")
    typed = "{key: 'ф', code: 'KeyA', bubbles: true}"  # the key a on a Russian keyboard
    page.evaluate(f"() => document.body.dispatchEvent(new KeyboardEvent('keydown', {typed}))")
    page.wait_for_function("() => document.getElementById('live').textContent.includes('accepted')")
    press(page, "x", "rejected")
    assert title(page).startswith("Three towns")
    press(page, "a", "accepted")
    assert title(page).startswith("Three towns")  # the second report of the same article
    press(page, "u", "unsure")
    page.keyboard.press("Space")
    assert title(page).startswith("Забастовка")
    press(page, "d", "duplicate")
    press(page, "t", "better translation")
    page.wait_for_selector(".empty")
    decided = [row for row in log(desk, "aigul") if row[0] != "edit"]
    assert decided == [
        ("accept", "1"), ("reject", "2"), ("accept", "3"), ("unsure", "3"), ("duplicate", "5"),
        ("needs translation", "6"),
    ]  # fmt: skip
    store = open_store(desk.db)
    fields = reviews.accepted(store)[0].fields
    store.close()
    assert (fields["settlement"], fields["region"]) == ("Zhanaozen", "Mangystau")
    assert [one["text"] for one in fields["evidence"] if one["supports"] == "settlement"] == ["250"]


def test_the_next_story_is_there_at_once_and_undo_goes_back_to_the_beginning(desk: Served, open_desk: Open) -> None:
    page = open_desk("aigul")
    page.wait_for_load_state("networkidle")
    page.evaluate(
        """() => { window.took = []; let began;
          addEventListener('keydown', () => { began = performance.now(); }, true);
          new MutationObserver(() => requestAnimationFrame(() => took.push(performance.now() - began)))
            .observe(document.getElementById('stage'), {childList: true}); }"""
    )
    # The answer to the decision comes late: whatever waits for it cannot be quick.
    page.route("**/decide", lambda route: (page.wait_for_timeout(4 * NEXT_STORY_MS), route.continue_()))
    for key, said in (("a", "accepted"), ("x", "rejected"), ("X", "rejected"), ("u", "unsure")):
        press(page, f"Shift+{key}" if key == "X" else key, said)
        page.wait_for_load_state("networkidle")
    assert min(page.evaluate("took")) < NEXT_STORY_MS  # the quickest: other tests have the processor as well
    assert len(log(desk, "aigul")) == 5
    for back in ("Кеншілер", "Three", "Three", "Водители", "Буровики"):
        press(page, "Backspace", "Taken back")
        page.wait_for_function("back => document.querySelector('#stage h2').innerText.startsWith(back)", arg=back)
    press(page, "Backspace", "nothing left")
    assert log(desk, "aigul") == []


def test_two_people_get_different_stories_and_neither_overwrites_the_other(desk: Served, open_desk: Open) -> None:
    first, second = open_desk("aigul"), open_desk("daniyar")
    assert title(first) != title(second)
    first.goto(f"{desk.address}/item/{1:014x}ff")
    second.goto(f"{desk.address}/item/{1:014x}ff")
    for page in (first, second):
        page.wait_for_selector("#desk[data-ready]")
    assert "aigul" in second.inner_text(".facts")
    first.keyboard.press("a")
    first.wait_for_url("**/queue")
    second.keyboard.press("x")
    second.wait_for_url("**/queue")
    assert (log(desk, "aigul"), log(desk, "daniyar")) == ([("accept", "1")], [("reject", "1")])
    first.goto(f"{desk.address}/disputes")
    assert "aigul" in first.inner_text("main")
    assert first.locator("form[action='/settle']").count() == 2


def test_a_phone_shows_all_of_it_and_the_decisions_under_the_thumb(open_desk: Open, desk: Served) -> None:
    page = open_desk("aigul", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    accept = page.locator(".do.accept")
    box = accept.bounding_box()
    assert box["height"] >= 44
    assert box["y"] + box["height"] <= 740
    accept.tap()
    page.wait_for_function("() => document.querySelector('#stage h2').innerText.startsWith('Водители')")
    for path in ("map", "weeks", "history", "sources"):
        page.goto(f"{desk.address}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_hostile_markup_is_text_everywhere(open_desk: Open, desk: Served) -> None:
    page = open_desk("aigul")
    shown = HOSTILE.replace("\u202e", "\ufffd")
    page.goto(f"{desk.address}/item/{5:014x}ff")
    assert shown in page.inner_text("#stage h2")
    assert shown in page.inner_text("[data-field=employer] .value")
    assert page.locator("a[href^='javascript']").count() == 0
    page.wait_for_selector("#desk[data-ready]")
    page.keyboard.press("a")
    page.wait_for_url("**/queue")
    for path in ("events", "history", "disputes", "map", "search?q=забастовка"):
        page.goto(f"{desk.address}/{path}")
        assert page.evaluate("window.pwned") is None, path
    page.goto(f"{desk.address}/history")
    assert "<script>window.pwned=1</script>" in page.inner_text("main")


@needs_axe
def test_nothing_serious_is_found_by_axe_in_light_and_dark(open_desk: Open, desk: Served) -> None:
    page = open_desk("head", color_scheme="light")
    found = []
    for path in ("queue", "map", "people", "history"):
        page.goto(f"{desk.address}/{path}")
        for theme in ("light", "dark") if path == "queue" else ("light",):
            page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
            page.evaluate(AXE.read_text("utf-8"))
            violations = page.evaluate("axe.run().then(result => result.violations)")
            found += [
                (path, theme, one["id"], one["nodes"][0]["html"][:120], one["nodes"][0]["failureSummary"][:200])
                for one in violations
                if one["impact"] in ("serious", "critical")
            ]
    assert found == []
