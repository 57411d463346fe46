"""What a stranger found by putting real tips in: a line of Kazakh on an English page hid the strike it told of."""

import pytest

from analysis.coding.telling import Told
from analysis.detection import detect
from analysis.language import Span

ENGLISH = "About 200 dockers of the Sample Pier in Aktau have been on strike since Monday over unpaid wages.\n"
CYRILLIC = "Ақтау қаласы, Сынақ көшесі, 19-үй\n"
LATIN = "Aqtau qalasy, Synaq köşesı, 19-üi\n"


def span(start: int, end: int, lang: str, script: str) -> Span:
    return Span(start=start, end=end, lang=lang, script=script, confidence=1.0)


@pytest.mark.parametrize(("line", "script"), [(CYRILLIC, "Cyrl"), (LATIN, "Latn")])
def test_a_line_of_kazakh_on_an_english_page_hides_nothing(line: str, script: str) -> None:
    text = ENGLISH + line
    spans = (span(0, len(ENGLISH), "en", "Latn"), span(len(ENGLISH), len(text), "kk", script))
    found = detect(title="Dockers of Aktau on strike", text=text, lang="en", spans=spans)
    assert found.strike
    assert "on strike" in {one.text for one in found.evidence} | {one.text[-9:] for one in found.evidence}


def test_kazakh_in_latin_letters_is_read_beside_a_little_english() -> None:
    kazakh = "Aqtaudağy doktaşylar jalaqylaryn talap etıp, ereuılge şyqty.\n"
    text = kazakh + "Share this page\n"
    spans = (span(0, len(kazakh), "kk", "Latn"), span(len(kazakh), len(text), "en", "Latn"))
    assert detect(title="", text=text, lang="und", spans=spans).strike


def test_an_article_of_many_strike_sentences_is_read_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(one: Told, other: object) -> bool:
        raise AssertionError("two sentences are compared: with 20,000 of them that takes ten minutes")

    monkeypatch.setattr(Told, "__eq__", refuse)
    found = detect(title="Забастовка в Актау", text="Докеры порта бастуют второй день. " * 20, lang="ru")
    assert found.strike
    assert found.reports
