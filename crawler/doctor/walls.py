"""Tells pages that want a browser, and shells that are empty without one. Answers in, a reason out. Pure."""

import re

from crawler.probe.records import Fetched

_HEAD = 200_000
# What bot walls call themselves: Cloudflare, DDoS-Guard, Qrator, Imperva, and captchas.
_WALL = re.compile(
    rb"just a moment|checking your browser|cf-chl-|cf_chl_|challenge-platform|ddos-guard|__ddg|__qrator|_incapsula_"
    rb"|g-recaptcha|h-captcha|smartcaptcha|are you (?:a )?(?:human|robot)",
    re.IGNORECASE,
)
_WALL_RU = re.compile(r"проверка браузера|проверяем ваш браузер|вы не робот|введите код с картинки", re.IGNORECASE)
_SHELL = re.compile(
    r"<div[^>]+id=[\"']?(?:root|app|__next|__nuxt|application|main-app)[\"']?[^>]*>\s*(?:<!--[^>]*-->\s*)?</div>",
    re.IGNORECASE,
)
_NO_SCRIPT = re.compile(r"<noscript>[^<]*(?:<[^>]+>[^<]*){0,4}?(?:javascript|скрипт)", re.IGNORECASE)
_MARKUP = re.compile(r"<(script|style|noscript|svg)\b.*?</\1\s*>|<[^>]+>", re.IGNORECASE | re.DOTALL)
# Characters of visible text under which a page with scripts is a shell: an empty template keeps a title and a menu.
SHELL_TEXT = 400
# A wall has little text besides itself; an article about captchas has more.
WALL_TEXT = 2_000


def wants_browser(fetched: Fetched) -> str | None:
    """Return why an answer needs a browser: a challenge, or a page that scripts would have to fill; None if not."""
    if fetched.headers.get("cf-mitigated", "").lower() == "challenge":
        return "Cloudflare wants to see a browser"
    head = fetched.body[:_HEAD]
    text = head.decode("utf-8", "replace")
    seen = len(" ".join(_MARKUP.sub(" ", text).split()))
    if seen < WALL_TEXT and (_WALL.search(head) or _WALL_RU.search(text)):
        return "a wall against robots, or a captcha"
    if seen < SHELL_TEXT and "<script" in text.lower() and (_SHELL.search(text) or _NO_SCRIPT.search(text)):
        return f"an empty page that scripts would fill ({seen} characters of text)"
    return None
