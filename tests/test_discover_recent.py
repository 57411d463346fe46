from datetime import UTC, datetime, timedelta

from crawler.discover import Child, Listed, newest, newest_children

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
WEEKS = timedelta(days=14)


def ago(days):
    return NOW - timedelta(days=days)


def kept(listed):
    return [one.url.rsplit("/", 1)[1] for one in newest(listed, now=NOW, max_age=WEEKS)]


def at(name, *, published=None, modified=None, folder=""):
    return Listed(url=f"https://paper.example/{folder}{name}", published=published, modified=modified)


def test_the_newest_come_first_and_the_old_are_left_aside():
    listed = [
        at("old", published=ago(15)),
        at("b", published=ago(2)),
        at("a", modified=ago(1)),
        at("undated"),
    ]
    assert kept(listed) == ["a", "b", "undated"]


def test_one_lastmod_for_all_of_a_large_sitemap_is_not_believed_and_numbers_decide():
    listed = [at(str(100_000 + n), modified=NOW) for n in range(65_398)]
    assert kept(listed)[:2] == ["165397", "165396"]


def test_a_small_paper_whose_articles_are_all_of_today_is_believed():
    listed = [at(str(1000 + n), modified=ago(0)) for n in range(50)] + [at("9999")]
    assert kept(listed)[-1] == "9999"


def test_where_lastmod_lies_the_day_in_the_address_counts():
    lying = [at(f"n{n}", modified=NOW, folder="2025/01/05/") for n in range(300)]
    assert kept([*lying, at("new", modified=NOW, folder="2026/11/21/")]) == ["new"]


def test_a_date_in_the_future_is_no_date():
    assert kept([at("later", published=ago(-30)), at("b", published=ago(13))]) == ["b", "later"]


def test_an_impossible_day_in_an_address_is_a_number():
    assert kept([at("x", folder="2025/02/31/")]) == ["x"]


def test_of_an_index_the_recent_sitemaps_are_asked():
    children = [Child(url=f"https://p.example/s{n}.xml", modified=ago(n * 10)) for n in range(5)]
    assert [one.url[-6:] for one in newest_children(children, now=NOW, max_age=WEEKS, most=5)] == [
        "s0.xml",
        "s1.xml",
    ]


def test_of_an_index_without_dates_news_and_both_ends_are_asked():
    children = [Child(url=f"https://p.example/page-{n}.xml") for n in range(1, 101)]
    children.append(Child(url="https://p.example/news.xml"))
    asked = [one.url.rsplit("/", 1)[1] for one in newest_children(children, now=NOW, max_age=WEEKS, most=4)]
    assert asked[:3] == ["news.xml", "page-100.xml", "page-99.xml"]
    assert len(asked) <= 4
