"""What an address and the text of its link tell of the page behind it: an article, or the site's own affair. Pure."""

import re
from urllib.parse import urlsplit

# The site's own pages, in the words of our three languages; an article's address does not end in one of them, with or
# without .html.
_SERVICE = re.compile(
    r"(?:about(?:[-_]us)?|o[-_]nas|o[-_](?:proekte|sajte|kompanii)|biz[-_]turaly|contacts?|kontakt[yi]?|bailanys|baylanys"
    r"|reklam\w*|jarnama|zharnama|advertis\w+|login|register|registration|search|poisk|izdeu|rss|feed|privacy"
    r"(?:[-_]policy)?|terms|rules|pravila|redakci\w+|editorial|subscribe|podpiska|sitemap|vakansii|vacancies|faq|help)",
    re.IGNORECASE,
)
# Where a site sorts its articles, and what it keeps beside them: no segment of an article's address.
_SORTED = re.compile(
    r"(?:tags?|categor(?:y|ies)|authors?|users?|search|topics?|wp-(?:content|admin|login))", re.IGNORECASE
)
_BESIDE = re.compile(r"(?:pages?|archive|video|photo|gallery|static|assets|uploads?)", re.IGNORECASE)
_ENDING = re.compile(r"\.(?:html?|php|aspx?)$", re.IGNORECASE)
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|mp[34]|avi|css|js|xml|ico)$", re.IGNORECASE)
# An article has a number of three digits or more, or a slug of three words or more, in its last segment: "12345",
# "news-12345.html", "zabastovka-v-aktau-tretij-den". Sections have one or two words.
_LIKE_ARTICLE = re.compile(r"\d{3,}|[^\W_]+(?:[-_][^\W_]+){2,}")
# WordPress without pretty addresses (?p=17), Bitrix (?ELEMENT_ID=17), Joomla (?id=17:slug).
_NUMBERED = re.compile(r"(?:^|&)(?:p|id|nid|news_?id|article_?id|element_id)=\d", re.IGNORECASE)
# A headline, where the address tells nothing ("/n/7", "/strike-aktau"): menus have up to three words. Of the 41 titles
# of our sample papers the shortest has four words and 34 characters.
HEADLINE_WORDS, HEADLINE_CHARACTERS = 4, 25


def is_service(url: str) -> bool:
    """Tell whether an address is the site's own page (about us, contacts) or a list (a tag, an author)."""
    segments = _segments(url)
    return bool(segments) and (
        _SERVICE.fullmatch(segments[-1]) is not None or any(_SORTED.fullmatch(segment) for segment in segments)
    )


def is_like_article(url: str, text: str) -> bool:
    """Tell whether an address, or the text of the link to it, looks like an article's."""
    segments, parts = _segments(url), urlsplit(url)
    if _NUMBERED.search(parts.query):
        return True
    if not segments or _FILE.search(parts.path) or is_service(url):
        return False
    if any(_BESIDE.fullmatch(segment) for segment in segments):
        return False
    return _LIKE_ARTICLE.search(segments[-1]) is not None or is_headline(text)


def is_headline(text: str) -> bool:
    """Tell whether the text of a link is long enough for a headline."""
    return len(text) >= HEADLINE_CHARACTERS and len(text.split()) >= HEADLINE_WORDS


def _segments(url: str) -> list[str]:
    found = [segment for segment in urlsplit(url).path.split("/") if segment]
    return [*found[:-1], _ENDING.sub("", found[-1])] if found else []
