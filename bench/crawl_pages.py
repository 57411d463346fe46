"""Makes the pages of the crawl benchmark: news pages in three languages, with the furniture of real ones. Pure.

Every sentence is put together from made parts, so the pages are nobody's, and the same for everyone who runs it.
A page has 25 to 45 KiB of markup and 1,500 to 5,000 characters of text, as the median page of our sources' kind has.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

NEWEST = datetime(2026, 11, 21, 18, tzinfo=UTC)

_WHO = {
    "ru": [
        "Рабочие выдуманного завода",
        "Жители придуманного посёлка",
        "Сотрудники вымышленной больницы",
        "Горожане",
    ],
    "kk": [
        "Ойдан шығарылған зауыттың жұмысшылары",
        "Ауыл тұрғындары",
        "Аурухана қызметкерлері",
        "Қала тұрғындары",
    ],
    "en": [
        "Workers of an invented plant",
        "People of a made-up village",
        "Staff of a fictional hospital",
        "Residents",
    ],
}
_DID = {
    "ru": [
        "рассказали о задержке выплат",
        "встретились с руководством",
        "обсудили новый график",
        "открыли парк",
    ],
    "kk": ["жалақының кешіккенін айтты", "басшылықпен кездесті", "жаңа кестені талқылады", "саябақ ашты"],
    "en": ["spoke about late wages", "met the management", "discussed the new schedule", "opened a park"],
}
_WHEN = {
    "ru": [
        "в понедельник утром",
        "после долгих переговоров",
        "по словам очевидцев",
        "как сообщили в акимате",
    ],
    "kk": [
        "дүйсенбі күні таңертең",
        "ұзақ келіссөзден кейін",
        "куәгерлердің айтуынша",
        "әкімдіктің хабарлауынша",
    ],
    "en": [
        "on Monday morning",
        "after long negotiations",
        "according to witnesses",
        "as the town hall reported",
    ],
}


def made_page(number: int) -> tuple[str, bytes]:
    """Return language and HTML of the page of this number."""
    chance = random.Random(number)  # noqa: S311 - pages that are the same each time, no secrets
    lang = ("ru", "kk", "en")[number % 3]
    title = _sentence(chance, lang).rstrip(".") + f" ({number})"
    paragraphs = [_paragraph(chance, lang) for _ in range(chance.randint(6, 16))]
    return lang, _html(chance, lang, number, title, paragraphs).encode()


def published(number: int) -> datetime:
    """Return when the page of this number was published: one every three minutes, the first the newest."""
    return NEWEST - timedelta(minutes=3 * number)


def _sentence(chance: random.Random, lang: str) -> str:
    parts = [chance.choice(table[lang]) for table in (_WHO, _DID, _WHEN)]
    return f"{parts[0]} {parts[1]} {parts[2]} {chance.randint(2, 900)}."


def _paragraph(chance: random.Random, lang: str) -> str:
    return " ".join(_sentence(chance, lang) for _ in range(chance.randint(3, 6)))


def _html(chance: random.Random, lang: str, number: int, title: str, paragraphs: Sequence[str]) -> str:
    menu = "".join(
        f'<li class="menu__item"><a href="/section-{n}/" title="{n}">Section {n}</a></li>' for n in range(40)
    )
    cards = "".join(
        f'<div class="card card--{n % 3}"><a class="card__link" href="/news/{n}"><img data-src="/i/{n}.jpg" '
        f'class="lazy" alt=""><span class="card__title">{_sentence(chance, lang)}</span></a><time>{n}:00</time></div>'
        for n in range(40)
    )
    script = (
        "<script>window.ads=window.ads||[];" + "".join(f"ads.push({{slot:{n}}});" for n in range(200)) + "</script>"
    )
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    json_ld = (
        f'{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{title}",'
        f'"datePublished":"{published(number).isoformat()}"}}'
    )
    return f"""<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title} | Made paper</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{published(number).isoformat()}">
<script type="application/ld+json">{json_ld}</script>{script}</head><body>
<header><nav><ul class="menu">{menu}</ul></nav></header>
<main><article><h1>{title}</h1><div class="meta"><span class="author">A. Made</span></div>
<div class="article__text">{body}</div></article><aside><h3>More</h3>{cards}</aside></main>
<footer><p>Made paper, made for a benchmark.</p><ul>{menu}</ul></footer>{script}</body></html>"""
