import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from crawler.loader import CATALOGUE, CatalogueError, NoSuchSource, choose, load_catalogue

CHECKOUT = Path(__file__).resolve().parents[1]
GOOD = """
[[source]]
name = "example"
title = "The Example"
homepage = "https://www.example.kz/"
languages = ["ru", "kk"]
region = "Mangystau"
kind = "local paper"
channels = [{ url = "https://www.example.kz/rss", type = "feed" }]
evidence = "C"
"""


def written(tmp_path: Path, text: str, name: str = "mine.toml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(*paths: Path) -> list[str]:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(paths)
    return str(caught.value).splitlines()


def test_our_catalogue_is_good_and_calls_nothing_verified():
    sources = load_catalogue()
    assert len(sources) >= 60
    assert sum("kk" in source.languages for source in sources) >= 18
    assert not any(source.verified for source in sources)
    assert [source.name for source in sources] == sorted(source.name for source in sources)


def test_an_entry_needs_no_more_than_the_curator_knows(tmp_path):
    (source,) = load_catalogue([written(tmp_path, GOOD)])
    assert (source.zone, source.delay, source.verified, source.selectors) == ("Asia/Almaty", 2.0, False, None)
    assert source.site.hosts == {"example.kz"}


def test_the_header_of_our_catalogue_explains_every_key():
    text = CATALOGUE.read_text(encoding="utf-8")
    header = text[: text.index("\n\n# Mangystau")]
    (source,) = load_catalogue([CATALOGUE])[:1]
    for key in [*type(source).model_fields, *type(source.channels[0]).model_fields]:
        assert key in header, key


def test_every_fault_is_named_by_file_entry_and_key_at_once(tmp_path):
    path = written(
        tmp_path,
        GOOD.replace('kind = "local paper"', 'kind = "blog"').replace('"ru", "kk"', '"ru", "fr"')
        + 'zone = "Asia/Nowhere"\nlangauge = "ru"\n'
        + GOOD.replace('name = "example"', 'name = "Bad Name"').replace('"feed"', '"rss"')
        + '[[source]]\nname = "bare"\n',
    )
    said = faults(path)
    for expected in (
        f"{path}: source example: kind: ",
        f"{path}: source example: languages[2]: ",
        f"{path}: source example: zone: no such time zone: Asia/Nowhere",
        f"{path}: source example: langauge: unknown key",
        f"{path}: source Bad Name: name: ",
        f"{path}: source Bad Name: channels[1].type: ",
        f"{path}: source bare: homepage: missing",
        f"{path}: source bare: channels: missing",
    ):
        assert any(line.startswith(expected) for line in said), (expected, said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[source]\n", "mine.toml: "),
        ('[source]\nname = "x"\n', "source: write [[source]] with double brackets"),
        ("sauce = 1\n", "sauce: unknown key"),
        (GOOD.replace('languages = ["ru", "kk"]', "languages = []"), "languages: "),
        (GOOD + 'delay = "5"\n', "delay: "),
        (GOOD + "verified = 1\n", "verified: "),
        (
            GOOD.replace('type = "feed"', 'type = "listing", link = "("'),
            "channels[1].link: not a regular expression",
        ),
        (GOOD.replace('type = "feed"', 'type = "feed", within = "main"'), "`within`"),
        (GOOD.replace("https://www.example.kz/rss", "ftp://example.kz/rss"), "channels[1].url: "),
        (GOOD.replace("https://www.example.kz/rss", "http://[/rss"), "channels[1].url: no address of a site"),
    ],
)
def test_a_fault_is_told_in_the_words_of_the_file(tmp_path, text, expected):
    assert any(expected in line for line in faults(written(tmp_path, text)))


def test_a_missing_file_is_named(tmp_path):
    assert faults(tmp_path / "none.toml") == [f"{tmp_path / 'none.toml'}: no such file"]


def test_a_second_file_adds_and_replaces_by_name(tmp_path):
    first = written(tmp_path, GOOD)
    second = written(
        tmp_path,
        GOOD.replace("The Example", "The Other Example")
        + GOOD.replace('"example"', '"new"').replace("example.kz", "new.kz"),
        "second.toml",
    )
    assert [(one.name, one.title) for one in load_catalogue([first, second])] == [
        ("example", "The Other Example"),
        ("new", "The Example"),
    ]


def test_the_same_name_twice_in_one_file_is_refused(tmp_path):
    assert any("name: used twice" in line for line in faults(written(tmp_path, GOOD + GOOD)))


@pytest.mark.parametrize("other", ["http://example.kz", "https://example.kz/", "http://www.EXAMPLE.kz/"])
def test_a_site_entered_twice_is_refused_whatever_its_scheme_www_or_slash(tmp_path, other):
    twin = GOOD.replace('"example"', '"twin"').replace("https://www.example.kz/rss", "https://twin.kz/rss")
    said = faults(written(tmp_path, GOOD + twin.replace("https://www.example.kz/", other)))
    assert said == [f"source twin: homepage: {other} is already example: homepage"]


def test_a_channel_entered_twice_is_refused(tmp_path):
    twin = GOOD.replace('"example"', '"twin"').replace(
        'homepage = "https://www.example.kz/"', 'homepage = "https://t.kz/"'
    )
    twin = twin.replace("https://www.example.kz/rss", "http://example.kz/rss/")
    assert faults(written(tmp_path, GOOD + twin)) == [
        "source twin: channels[1].url: http://example.kz/rss/ is already example: channels[1].url"
    ]


def test_sources_are_chosen_by_name_and_unknown_names_are_told():
    sources = load_catalogue()
    assert [one.name for one in choose(sources, ["nur", "lada"])] == ["nur", "lada"]
    with pytest.raises(NoSuchSource, match="no source is called lda; known are: 365info"):
        choose(sources, ["lda"])


def test_each_source_is_a_spider_to_scrapy_also_those_of_a_file_of_ones_own(tmp_path):
    mine = written(tmp_path, GOOD)
    environment = {**os.environ, "STRIKEWATCH_CATALOGUE": str(mine)}
    listed = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"],
        cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert set(listed) == {source.name for source in load_catalogue([CATALOGUE, mine])}


def test_our_packages_are_the_checkouts_own_also_under_the_scrapy_command():
    names = ["analysis", "crawler", "spiders", "store", "translate"]
    script = f"import importlib; print(*[importlib.import_module(n).__file__ for n in {names}], sep='\\n')"
    out = subprocess.run([sys.executable, "-c", script], cwd="/", capture_output=True, text=True, check=True).stdout
    assert [Path(line).parent for line in out.split()] == [CHECKOUT / name for name in names]


def test_the_catalogue_says_what_the_guide_says():
    guide = Path(os.environ.get("STRIKEWATCH_SHARED", CHECKOUT.parent / "shared")) / "guide" / "sources.md"
    if not guide.exists():
        pytest.skip("the shared guide is not beside this checkout")
    text = guide.read_text(encoding="utf-8")
    entries = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))["source"]
    known = {channel["url"] for entry in entries for channel in entry["channels"]}
    addresses = {part for part in text.split("`") if part.startswith(("http://", "https://"))}
    plain = {one for one in addresses if not any(sign in one for sign in "<=") and "kzhttps" not in one}
    assert {one for one in plain if one.replace("/N/", "/1/") not in known} == set()


def test_the_documented_table_is_the_catalogues():
    from spiders.table import table

    assert (CHECKOUT / "docs" / "sources.md").read_text(encoding="utf-8") == table(load_catalogue())
