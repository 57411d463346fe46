"""Whose words a sentence gives, and what follows from it for demands, head counts and names. All sentences are made."""

from datetime import UTC, datetime

import pytest

from analysis.coding.voices import EMPLOYER, HISTORY, STATE, voices
from analysis.coding.workers import find_workers
from analysis.detection import Detection, detect
from analysis.employers import normalise
from analysis.firms import in_latin, sound
from analysis.tokens import sentences, tokens

PUBLISHED = datetime(2024, 6, 12, 12, tzinfo=UTC)


def voice(text: str) -> list[str | None]:
    return voices(text, sentences(text), 2024)[1:]


def read(text: str, lang: str = "ru") -> Detection:
    return detect(title="", text=text, lang=lang, published=PUBLISHED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Цех встал. Директор завода заявил, что оплата идёт по графику.", EMPLOYER),
        ("Цех встал. Инспекция труда сообщила о проверке.", STATE),
        ("Цех встал. Рабочие утверждают, что директор обещал им прибавку.", None),
        ("The shop stopped. Last year the same crews went on strike for a week.", HISTORY),
        ("The shop stopped. In 2019 a stoppage there lasted a day.", HISTORY),
        ("Цех тоқтады. Зауыт директоры жалақы уақытында төленеді деп мәлімдеді.", EMPLOYER),
        ("Цех тоқтады. Жұмысшылар жалақыны көтеруді талап етіп отыр.", None),
    ],
)
def test_a_sentence_has_the_voice_of_whoever_speaks_in_it(text: str, expected: str | None) -> None:
    assert voice(text) == [expected]


def test_a_quotation_of_several_sentences_is_its_speakers() -> None:
    told = voice("Цех встал. «Мы платим вовремя. Всё идёт по плану», – сказал директор завода Иванов.")
    assert told == [EMPLOYER, EMPLOYER]


def test_what_a_director_says_of_safety_is_no_demand() -> None:
    (report,) = read(
        "Рабочие «Бургылау» в Жетыбае не вышли на смену и требуют поднять оклады. "
        "Директор заявил, что правила безопасности на предприятии соблюдаются."
    ).reports
    assert report.demands == ("wage rise",)


def test_what_others_say_counts_where_workers_say_nothing() -> None:
    (report,) = read(
        "Рабочие «Бургылау» в Жетыбае не вышли на смену. Директор сообщил, что задолженность по зарплате погасят."
    ).reports
    assert report.demands == ("wage arrears",)


@pytest.mark.parametrize(
    "text",
    [
        "На комбинате занято свыше 24 тысяч человек",
        "The depot has about 400 staff",
        "Кәсіпорында 640 адам жұмыс істейді",
        "В городе зарегистрировано 3,8 тысячи таксистов",
    ],
)
def test_all_whom_a_firm_employs_are_not_on_strike(text: str) -> None:
    assert find_workers(text, tokens(text)) == []


def test_decimal_thousands_are_read_whole() -> None:
    text = "бастуют 5,4 тысячи рабочих"
    (count,) = find_workers(text, tokens(text))
    assert (count.least, count.most) == (5400, 5400)


@pytest.mark.parametrize(
    ("text", "rival"),
    [
        ("Профсоюз сообщал о 280 участниках, работодатель – о 210.", 210),
        ("Бригадир 75, мердігер 40 адам дейді.", 75),
    ],
)
def test_a_bare_number_of_another_side_is_kept(text: str, rival: int) -> None:
    found = find_workers(text, tokens(text))
    assert rival in {count.least for count in found}
    assert len({count.claimed_by for count in found}) == len(found) > 1


def test_borrowed_words_in_firms_names_are_written_as_in_english() -> None:
    assert in_latin("ПСН Көлік Сервис") == "PSN Kolik Service"
    assert sound("Uralsktechservice") == sound("Uralsktekhservis") != sound("Uralskstroyservice")


def test_a_longer_name_is_not_the_registers_that_ends_it() -> None:
    assert normalise("ТОО «Бургылау»") == "Burgylau"
    assert normalise("«Қызылорда Тазалық» ЖШС") == "Kyzylorda Tazalyk"


def test_a_bonus_that_is_owed_is_arrears_and_one_that_is_asked_for_a_benefit() -> None:
    start = "Workers at the smelter in Balkhash went on strike on Monday. "
    (owed,) = read(start + "They say that a bonus was never paid.", "en").reports
    (asked,) = read(start + "They want the annual bonus restored.", "en").reports
    assert (owed.demands, asked.demands) == (("wage arrears",), ("benefits",))


def test_a_firm_that_says_all_are_back_does_not_end_what_goes_on() -> None:
    (report,) = read(
        "Забастовка водителей «Семей Бас» в Семее продолжается. Директор парка заявил, что все вернулись на линию."
    ).reports
    assert report.status == "ongoing"
