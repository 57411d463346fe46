"""Pages made for the tests of extraction."""

from datetime import UTC, datetime

from crawler.extract import Extraction, Page, Selectors, extract

FETCHED = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
URL = "https://gazeta.example.kz/news/101-zavod.html"
PARAGRAPHS = (
    "Рабочие вымышленного завода «Тестмаш» с утра не вышли на смену и собрались у проходной предприятия.",
    "По их словам, зарплату не повышали три года, а премии за квартал так и не были выплачены никому.",
    "Директор завода пообещал встретиться с комиссией и ответить на требования до конца этой недели.",
)


def page_of(body: str, head: str = "", url: str = URL, selectors: Selectors | None = None, lang: str = "") -> Page:
    html = f"<!DOCTYPE html><html{lang}><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return Page(url=url, body=html.encode(), fetched=FETCHED, selectors=selectors)


def article(head: str = "", title: str = "Завод встал", **kwargs: object) -> Extraction:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return extract(page_of(f"<article><h1>{title}</h1>{text}</article>", head, **kwargs))  # type: ignore[arg-type]


def json_ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'
