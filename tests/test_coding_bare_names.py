"""An employer told only by a name in quotation marks is found, without its case; speech and papers are none.

All articles are made.
"""

from datetime import UTC, datetime

import pytest

from analysis.coding import Report
from analysis.detection import detect

PUBLISHED = datetime(2024, 5, 16, 12, tzinfo=UTC)


def reports(title: str, text: str, lang: str) -> tuple[Report, ...]:
    return tuple(detect(title=title, text=text, lang=lang, published=PUBLISHED).reports)


@pytest.mark.parametrize(
    ("lang", "text", "name"),
    [
        ("ru", "Рабочие в Рудном вторые сутки бастуют. В цехе «Ардатекса» свет не горит.", "Ardateks"),
        ("ru", "Рабочие в Рудном вторые сутки бастуют. Склады в «Барыслене» закрыты.", "Baryslen"),
        ("kk", "Риддерде жұмысшылар екінші күн ереуілдеп жатыр. «Барысленге» ешкім кірмеді.", "Baryslen"),
        ("en", "Workers in Rudny are on strike for a second day. The gates of “Ardalux” are shut.", "Ardalux"),
    ],
)
def test_a_name_in_quotation_marks_alone_is_the_employer(lang: str, text: str, name: str) -> None:
    assert [one.employer for one in reports("", text, lang)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Рабочие в Рудном вторые сутки бастуют. Об этом сообщила газета «Ардагер».",
        "Рабочие в Рудном вторые сутки бастуют. Они пришли с плакатом «Хватит».",
        "Рабочие в Рудном вторые сутки бастуют: «Устали».",
    ],
)
def test_a_paper_or_a_slogan_is_no_employer(text: str) -> None:
    assert [one.employer for one in reports("", text, "ru")] == [None]


def test_the_firm_that_people_are_to_be_handed_to_is_not_their_employer() -> None:
    text = (
        "Водители Кентауской городской больницы вторые сутки бастуют. С июня гараж хотят передать в ТОО «Барыс Колик»."
    )
    assert [one.employer for one in reports("", text, "ru")] == ["Kentau City Hospital"]


def test_a_headline_and_a_vote_for_the_same_day_are_one_strike() -> None:
    title = "Teachers in Kentau to stop work on 3 June"
    text = "Teachers of School No. 9 in Kentau voted yesterday to go on strike on 3 June. They want their pay."
    assert [one.employer for one in reports(title, text, "en")] == ["School No. 9"]
