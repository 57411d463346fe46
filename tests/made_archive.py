"""A WARC archive like those of CC-NEWS, of made pages, and the sources whose pages are in it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.archive import Archive
from crawler.source import ChannelEntry, Source

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8")]
TOLD = {
    "ru": (
        "Рабочие выдуманного завода объявили забастовку",
        "Смена номер {n} не вышла на работу и требует выплатить долги по зарплате за два месяца. "
        "По словам участников, бастуют около {n} человек, работа цехов остановлена до ответа руководства.",
    ),
    "kk": (
        "Ойдан шығарылған кеніштің жұмысшылары ереуілге шықты",
        "Кеншілердің {n}-ші ауысымы жұмысқа шықпай қойды және жалақыны көтеруді талап етіп отыр. "
        "Жұмысшылардың айтуынша, ереуілге {n} адам қатысып жатыр, ал басшылық әлі жауап берген жоқ.",
    ),
    "en": (
        "Workers at an invented smelter go on strike",
        "The shift numbered {n} refused to start work on Monday and demands the wages of two months. "
        "Some {n} people have joined the strike, they say, and the management has not answered so far.",
    ),
    "none": (
        "В выдуманном посёлке открыли парк",
        "Жители посёлка номер {n} пришли на открытие парка, где высадили {n} деревьев и поставили скамейки. "
        "Как сообщили в акимате, весной здесь появятся детская площадка и велосипедная дорожка.",
    ),
}
PAPER = Source(
    name="made-paper", title="Made Paper", homepage="https://paper.example/", languages=["ru", "kk", "en"],
    region="Kazakhstan", kind="local paper", evidence="C",
    channels=[ChannelEntry(url="https://paper.example/rss", type="feed")],
)  # fmt: skip


def page(number: int, kind: str, *, day: int = 1) -> bytes:
    """Return the HTML of an article: "ru", "kk" and "en" tell of a strike, "none" does not."""
    title, text = TOLD[kind]
    paragraphs = "".join(f"<p>{text.format(n=number + more)}</p>" for more in (20, 40, 60))
    return (
        f"<html><head><title>{title} ({number})</title>"
        f'<meta property="article:published_time" content="2026-03-{day:02}T09:00:00+05:00"></head>'
        f"<body><article><h1>{title} ({number})</h1>{paragraphs}</article></body></html>"
    ).encode()


def made_archive(folder: Path, count: int = 24) -> Path:
    """Write `count` pages of the paper and as many of other hosts, a record each; return the file."""
    with Archive(folder, NOON) as archive:
        for n in range(count):
            body = page(n, ("ru", "none", "kk", "en")[n % 4], day=1 + n % 28)
            fetched = NOON + timedelta(minutes=n)
            capture = archive.write(f"https://paper.example/news/{n}", 200, HTML, body, fetched=fetched)
            archive.write(f"https://other-{n}.example/news/{n}", 200, HTML, body, fetched=fetched)
    return folder / capture.file
