"""A made world of papers and strikes, day by day, for nights in an accelerated clock. Every word of it is invented.

Papers are born and die, change their layout, are down for days, and copy from one another; strikes begin, go on and
end. The same seed is the same world. `tests/world_server.py` serves it.
"""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

FIRST = date(2025, 1, 1)
Layout = Literal["json-ld", "opengraph", "plain"]
Language = Literal["ru", "kk", "en"]
LAYOUTS: tuple[Layout, ...] = ("json-ld", "opengraph", "plain")
CHANNELS = ("feed", "news-sitemap", "listing")

PLACES = {
    "ru": ("Жанаозен", "Актау", "Темиртау", "Экибастуз", "Жезказган", "Атырау", "Риддер", "Кульсары"),
    "kk": ("Жаңаөзен", "Ақтау", "Теміртау", "Екібастұз", "Жезқазған", "Атырау", "Риддер", "Құлсары"),
    "en": ("Zhanaozen", "Aktau", "Temirtau", "Ekibastuz", "Zhezkazgan", "Atyrau", "Ridder", "Kulsary"),
}
_ROOTS = ("Тас", "Құм", "Бел", "Жар", "Сай", "Көк", "Орта", "Шет", "Нар", "Дала", "Кен", "Сор")
_ENDS = ("мұнай", "строй", "транс", "кен", "газ", "сервис", "құрылыс", "энерго", "тау", "жол")
TOLD = {
    "ru": {
        "begin": "Рабочие предприятия «{firm}» в городе {place} объявили забастовку. В ней участвуют {count} человек. "
        "Они требуют повышения заработной платы.",
        "go on": "Забастовка рабочих «{firm}» в городе {place} продолжается {day}-й день. На работу не вышли {count} "
        "человек, они требуют повышения заработной платы.",
        "end": "Забастовка рабочих «{firm}» в городе {place} завершилась. Все {count} человек вернулись к работе.",
        "title": "{place}: забастовка на предприятии «{firm}», день {day}",
    },
    "kk": {
        "begin": "{place} қаласында «{firm}» кәсіпорнының жұмысшылары ереуілге шықты. Ереуілге {count} адам қатысып "
        "жатыр. Олар жалақыны көтеруді талап етеді.",
        "go on": "{place} қаласында «{firm}» кәсіпорны жұмысшыларының ереуілі {day} күн бойы жалғасуда. {count} адам "
        "жұмысқа шықпай, жалақыны көтеруді талап етіп отыр.",
        "end": "{place} қаласында «{firm}» кәсіпорны жұмысшыларының ереуілі аяқталды. {count} адам жұмысқа оралды.",
        "title": "{place}: «{firm}» жұмысшыларының ереуілі, {day}-күн",
    },
    "en": {
        "begin": "Workers of the company «{firm}» in {place}, Kazakhstan, have gone on strike. {count} people "
        "take part. They demand higher wages.",
        "go on": "The strike of workers at «{firm}» in {place}, Kazakhstan, goes on for day {day}. {count} people stay "
        "away from work and demand higher wages.",
        "end": "The strike of workers at «{firm}» in {place}, Kazakhstan, is over. All {count} people are "
        "back at work.",
        "title": "{place}: strike at «{firm}», day {day}",
    },
}
FILLERS = {
    "ru": (
        "Школа номер {a} получила {b} новых парт.", "Дорогу длиной {a} километров сдадут через {b} недель.",
        "На выставке показали {a} картин и {b} ковров.", "Температура ночью опустится до {a} градусов.",
        "В парке посадили {a} деревьев и {b} кустов.", "Музей принял за месяц {a} гостей.",
        "Команда выиграла со счётом {a}:{b}.", "Библиотека закупила {a} книг на {b} языках.",
        "Рынок открыли после ремонта, в нём {a} мест.", "Автобус номер {a} пойдёт по новому пути.",
        "Озеро очистили от {a} тонн мусора.", "Урожай яблок составил {a} тонн с {b} гектаров.",
    ),
    "kk": (
        "Мектепке {a} жаңа парта келді.", "Ұзындығы {a} шақырым жол {b} аптадан кейін ашылады.",
        "Көрмеге {a} сурет пен {b} кілем қойылды.", "Түнде ауа {a} градусқа дейін суытады.",
        "Саябаққа {a} ағаш отырғызылды.", "Мұражайға бір айда {a} қонақ келді.",
        "Команда {a}:{b} есебімен жеңді.", "Кітапхана {b} тілде {a} кітап алды.",
        "Базар жөндеуден кейін ашылды, онда {a} орын бар.", "№{a} автобус жаңа жолмен жүреді.",
        "Көлден {a} тонна қоқыс шығарылды.", "{b} гектардан {a} тонна алма жиналды.",
    ),
    "en": (
        "School number {a} has {b} new desks.", "The road of {a} kilometres opens in {b} weeks.",
        "The exhibition shows {a} paintings and {b} carpets.", "It will be {a} degrees at night.",
        "The park has {a} new trees and {b} shrubs.", "The museum had {a} guests this month.",
        "The team won by {a} to {b}.", "The library bought {a} books in {b} languages.",
        "The market opens again with {a} stalls.", "Bus {a} takes a new way.",
        "The lake was cleared of {a} tonnes of rubbish.", "The orchards gave {a} tonnes from {b} hectares.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One article of a paper: when it appeared, what it says, and which strike it tells of, if any."""

    path: str
    day: int
    title: str
    text: str
    strike: int | None = None
    stage: str = ""
    copied: bool = False

    @property
    def published(self) -> datetime:
        return datetime.combine(FIRST + timedelta(days=self.day), datetime.min.time(), UTC) + timedelta(hours=9)


@dataclass
class Paper:
    """One paper: its days, its look and its articles."""

    number: int
    language: Language
    channel: str
    born: int
    dies: int
    layout: Layout
    changes_layout: int
    down: set[int]
    pages: list[Page] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"paper-{self.number:02}"

    def look(self, day: int) -> Layout:
        return self.layout if day < self.changes_layout else LAYOUTS[(LAYOUTS.index(self.layout) + 1) % 3]

    def answers(self, day: int) -> bool:
        return self.born <= day < self.dies and day not in self.down


def world(*, seed: int, papers: int, days: int) -> list[Paper]:
    """Make the papers, with all that they will have written by the last day."""
    dice = random.Random(seed)
    made = [_paper(dice, number, days) for number in range(papers)]
    for day in range(days):
        for paper in made:
            for _ in range(dice.choice((0, 0, 0, 1, 1))):
                if paper.born <= day < paper.dies:
                    _write(dice, paper, day)
    strike = 0
    for day in range(days):
        if dice.random() < 0.5 or day == 0:
            _strike(dice, made, strike, day, days)
            strike += 1
    return made


def _paper(dice: random.Random, number: int, days: int) -> Paper:
    """Every fourth is born later, every fifth dies, every third changes its look, every second is down some days."""
    born = dice.randrange(days // 2) if number % 4 == 3 else 0
    dies = dice.randrange(days // 2, days) if number % 5 == 4 else days + 1
    down: set[int] = set()
    if number % 2:
        begins = dice.randrange(1, max(2, days - 3))
        down = set(range(begins, begins + dice.choice((1, 2, 3))))
    return Paper(
        number=number,
        language=("ru", "ru", "kk", "en")[number % 4],
        channel=CHANNELS[number % 3],
        born=born,
        dies=dies,
        layout=LAYOUTS[(number // 3) % 3],
        changes_layout=dice.randrange(days) if number % 3 == 0 else days + 1,
        down=down,
    )


def _strike(dice: random.Random, papers: list[Paper], number: int, day: int, days: int) -> None:
    """Let one paper tell a strike from its beginning to its end; now and then another copies the first article."""
    lasts = dice.choice((2, 3, 5, 8))
    place, firm, count = (
        dice.randrange(8),
        f"{dice.choice(_ROOTS)}{dice.choice(_ENDS)}-{number}",
        dice.randrange(40, 900),
    )
    tells = [paper for paper in papers if paper.born <= day and paper.dies > min(day + lasts, days - 1)]
    if not tells:
        return
    paper = dice.choice(tells)
    stages = [(0, "begin"), *((after, "go on") for after in range(2, lasts, 3)), (lasts, "end")]
    for after, stage in stages:
        if day + after < days:
            values = {"place": PLACES[paper.language][place], "firm": firm, "count": count, "day": after + 1}
            page = _write(dice, paper, day + after, number, stage, values)
            others = [one for one in tells if one.language == paper.language and one is not paper]
            if stage == "begin" and others and dice.random() < 0.4:
                path = _path(day, 9000 + number)
                dice.choice(others).pages.append(
                    Page(path, page.day, page.title, page.text, number, stage, copied=True)
                )


def _path(day: int, number: int) -> str:
    return f"/news/{FIRST + timedelta(days=day):%Y/%m/%d}/{10000 + number}-made-story"


def _write(
    dice: random.Random, paper: Paper, day: int, strike: int | None = None, stage: str = "", values: dict | None = None
) -> Page:
    said = TOLD[paper.language]
    fillers = dice.sample(FILLERS[paper.language], 7)
    around = [one.format(a=dice.randrange(3, 9999), b=dice.randrange(2, 99)) for one in fillers]
    if strike is None or values is None:
        title, paragraphs = around[0].rstrip("."), around[1:]
    else:
        title, paragraphs = said["title"].format(**values), [said[stage].format(**values), *around]
    text = "\n\n".join(" ".join(paragraphs[at : at + 2]) for at in range(0, len(paragraphs), 2))
    page = Page(_path(day, len(paper.pages)), day, title, text, strike, stage)
    paper.pages.append(page)
    return page
