"""How a strike stands, how many are on it and since when, in wordings of three languages. All articles are made."""

from datetime import UTC, datetime

import pytest

from analysis.coding import Report
from analysis.detection import detect

PUBLISHED = datetime(2024, 5, 15, 12, tzinfo=UTC)  # a Wednesday


def report(text: str, lang: str) -> Report:
    (found,) = detect(title="", text=text, lang=lang, published=PUBLISHED).reports
    return found


@pytest.mark.parametrize(
    ("lang", "text", "status", "start"),
    [
        ("ru", "Проходчики шахты «Северная Комир» в Шахтинске объявят забастовку 27 мая. Подняли руки 93 человека.",
         "planned", "2024-05-27"),
        ("ru", "Врачи больницы «Шипагер» в Актау грозят забастовкой, если им не пересчитают дежурства.",
         "threatened", None),
        ("ru", "Машинисты депо «Шар Локо» в Аягозе 3 мая остановили работу, а 8 мая возобновили движение.",
         "ended", "2024-05-03"),
        ("ru", "Порядка 250 нефтяников «Кум Ойл Сервис» в Кызылорде неделю не выходят на вахту.",
         "ongoing", "2024-05-08"),
        ("kk", "Риддердегі «Алтын Тау» кенішінің жұмысшылары 27 мамырда ереуілге шығады. 93 адам қолдады.",
         "planned", "2024-05-27"),
        ("kk", "Ақтаудағы «Шипагер» ауруханасының дәрігерлері талабы орындалмаса, жұмысқа шықпайтынын ескертті.",
         "threatened", None),
        ("kk", "Қарағандыдағы «Темір Құрылыс» зауытының жұмысшылары дүйсенбіде бастаған ереуілін аяқтады.",
         "ended", "2024-05-13"),
        ("en", "Miners at Altyn Tau in Ridder will down tools on 27 May. Ninety-three backed the move.",
         "planned", "2024-05-27"),
        ("en", "Doctors at Shipager Hospital in Aktau say they will walk out if night shifts are not recalculated.",
         "threatened", None),
        ("en", "Workers at Temir Kurylys in Karaganda called off on Tuesday the strike they had begun the day before.",
         "ended", "2024-05-13"),
    ],
)  # fmt: skip
def test_plans_threats_and_ends_are_told_apart(lang: str, text: str, status: str, start: str | None) -> None:
    found = report(text, lang)
    assert (found.status, found.start_date) == (status, start)


@pytest.mark.parametrize(
    ("lang", "text", "least", "most"),
    [
        ("ru", "Бастует «Комир Тас» в Сарани: сами горняки насчитали 180 человек, дирекция признаёт 140.", 140, 180),
        ("ru", "Рабочие «Темир Курылыс» прекратили работу. В акции приняли участие 71. Не хватает 58 сварщиков.",
         71, 71),
        ("ru", "Забастовка «Барыс Авто»: не вышли 60 водителей, двоих уволили. В парке 720 работников.",
         60, 60),
        ("kk", "«Қаңқа Құрылыс» құрылысшылары Астанада ереуілге шықты, жұмысшылар 320 десе, әкімшілік 250 адам дейді.",
         250, 320),
        ("en", "Drivers of Zhyldam are on strike. The women said 62 of them take part. The director put it at 48.",
         48, 62),
        ("en", "Crews of Kum Oil Service stopped work; the crews say they are 90 strong, and two were dismissed.",
         90, 90),
    ],
)  # fmt: skip
def test_those_on_strike_are_counted_by_both_sides(lang: str, text: str, least: int, most: int) -> None:
    found = report(text, lang)
    assert (found.workers_min, found.workers_max) == (least, most)


def test_the_firm_goes_before_the_pit_that_it_owns() -> None:
    text = "Шахтёры «Северной» в Шахтинске остались под землёй. Шахта принадлежит ТОО «Комир Тас»."
    assert report(text, "ru").employer == "Komir Tas"
