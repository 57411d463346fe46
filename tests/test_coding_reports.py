"""A report for each strike told of, and nothing in it that the article does not say. All sentences are made."""

from datetime import UTC, datetime

from analysis.coding.workers import find_workers
from analysis.detection import detect
from analysis.employers import find_employers
from analysis.gazetteer import find_places
from analysis.tokens import tokens

PUBLISHED = datetime(2024, 6, 12, 12, tzinfo=UTC)


def test_two_employers_make_two_reports() -> None:
    found = detect(
        title="Забастовки на западе",
        text="10 июня рабочие «Озенмунайгаза» в Жанаозене объявили забастовку. Они требуют поднять зарплату. "
        "11 июня водители ТОО «Семей Бас» в Семее не вышли на линию из-за долгов по зарплате.",
        lang="ru",
        published=PUBLISHED,
    )
    assert [(one.employer, one.settlement, one.region) for one in found.reports] == [
        ("Ozenmunaigas", "Zhanaozen", "Mangystau"),
        ("Semey Bus", "Semey", "Abai"),
    ]
    assert found.reports[0].start_date == "2024-06-10"
    assert found.reports[1].demands == ("wage arrears",)


def test_what_is_not_said_stays_unknown() -> None:
    (report,) = detect(title="Водители отказались выходить на линию", text="", lang="ru").reports
    assert (report.employer, report.settlement, report.workers_min, report.start_date) == (None,) * 4


def test_every_coded_value_has_grounds() -> None:
    (report,) = detect(
        title="Ақтауда жүргізушілер жұмысқа шықпай қойды",
        text="Кеше Ақтауда 40-тан астам жүргізуші жұмысқа шықпай қойды. Олар айлықтың көтерілуін талап етеді.",
        lang="kk",
        published=PUBLISHED,
    ).reports
    supported = {ground.supports for ground in report.evidence}
    assert {"settlement", "region", "workers_quote", "start_date", "demands", "action_type"} <= supported
    assert (report.workers_min, report.workers_max) == (40, None)


def test_several_hundred_is_quoted_and_not_counted() -> None:
    text = "several hundred miners came"
    (count,) = find_workers(text, tokens(text))
    assert (count.least, count.most) == (None, None)


def test_money_years_and_victims_are_not_head_counts() -> None:
    for text in (
        "300 тысяч тенге рабочим",
        "в 2011 году рабочие",
        "погибли 16 рабочих",
        "50 percent of workers",
    ):
        assert find_workers(text, tokens(text)) == []


def test_one_firm_in_three_scripts_and_any_legal_form_is_one_employer() -> None:
    for text in ("АО «Озенмунайгаз»", "«Өзенмұнайгаз» АҚ", "Ozenmunaygaz JSC"):
        assert [one.employer.name for one in find_employers(text, tokens(text))] == ["Ozenmunaigas"]


def test_one_place_in_many_spellings_is_one_place() -> None:
    for text in ("В Жанаозене", "Жаңаөзендегі", "in Zhanezen", "in Janaozen"):
        assert [one.place.name for one in find_places(text, tokens(text))] == ["Zhanaozen"]


def test_a_field_is_not_the_sea() -> None:
    assert find_places("теңіз жағасында", tokens("теңіз жағасында")) == []


def test_a_field_is_a_site_and_a_town_beside_it_the_settlement() -> None:
    (field,) = detect(
        title="", text="На Каламкасе рабочие объявили забастовку.", lang="ru", published=PUBLISHED
    ).reports
    assert (field.site, field.settlement, field.region, field.geo_precision) == ("Kalamkas", None, "Mangystau", "site")
    (both,) = detect(
        title="", text="Workers at Tengiz near Kulsary are on strike.", lang="en", published=PUBLISHED
    ).reports
    assert (both.site, both.settlement) == ("Tengiz", "Kulsary")


def test_an_end_is_dated_and_is_not_taken_for_the_start() -> None:
    text = "Пекари бастовали с 3 июня. Они вернулись к работе 10 июня."
    (report,) = detect(title="Забастовка пекарей завершилась", text=text, lang="ru", published=PUBLISHED).reports
    assert (report.status, report.start_date, report.end_date) == ("ended", "2024-06-03", "2024-06-10")
    text = "10 июня рабочие начали забастовку и сегодня не приступили к работе."
    (report,) = detect(title="", text=text, lang="ru", published=PUBLISHED).reports
    assert (report.status, report.end_date) == ("ongoing", None)


def test_a_threat_is_dated_by_the_day_it_threatens() -> None:
    text = "Вчера профсоюз предупредил: если договор не подпишут, 20 июня рабочие начнут забастовку."
    (report,) = detect(title="", text=text, lang="ru", published=PUBLISHED).reports
    assert (report.status, report.start_date) == ("threatened", "2024-06-20")


def test_a_union_is_named_or_unknown() -> None:
    for text, name in (
        ("Забастовку объявил профсоюз «Достойный труд».", "Достойный труд"),
        ("«Ынтымақ» кәсіподағы ереуіл жариялады.", "Ынтымақ"),
        ("The Decent Labour union called a strike of drivers.", "Decent Labour"),
        ("The union called a strike of drivers.", None),
        ("Russian trade unions backed the strike of drivers.", None),
    ):
        (report,) = detect(title="", text=text, lang="und", published=PUBLISHED).reports
        assert report.union == name


def test_people_who_are_served_and_times_of_day_are_not_head_counts() -> None:
    for text in ("екі мың адамға тамақ дайындаймыз", "в 09:05 водители", "кәсіпорын мың адамға жұмыс береді"):
        assert find_workers(text, tokens(text)) == []


def test_number_words_are_read_in_any_case() -> None:
    for text, number in (
        ("около девяноста поваров", 90),
        ("екі жүзге жуық тігінші", 200),
        ("forty-two miners", 42),
        ("сто двадцать строителей", 120),
    ):
        (count,) = find_workers(text, tokens(text))
        assert count.least == number


def test_vehicles_stand_in_where_nobody_is_counted() -> None:
    text = "В Семее на линию не вышли 40 автобусов, водители бастуют."
    (report,) = detect(title="", text=text, lang="ru", published=PUBLISHED).reports
    assert (report.workers_quote, report.workers_min) == ("40 автобусов", None)


def test_a_customer_is_not_taken_for_an_owner() -> None:
    text = "Рабочие ТОО «Аксай Монтаж», подрядчика КПО, объявили забастовку."
    (report,) = detect(title="", text=text, lang="ru", published=PUBLISHED).reports
    assert (report.employer, report.contractor_of) == ("Aksai Montazh", "Karachaganak Petroleum Operating")
    (report,) = detect(title="", text="Рабочие «Озенмунайгаза» бастуют.", lang="ru", published=PUBLISHED).reports
    assert (report.employer, report.contractor_of) == ("Ozenmunaigas", None)
