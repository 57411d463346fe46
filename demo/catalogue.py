"""The sample papers as a catalogue of sources, in the schema of spiders/catalogue.toml.

Reads the papers' own facts; returns TOML text.
"""

import json
from collections.abc import Mapping

from demo.paper import Page, Paper, papers

HEAD = "# The sample papers of strikewatch's demo: invented, served on loopback. Made by demo/catalogue.py.\n"


def catalogue(addresses: Mapping[str, str]) -> str:
    """Return the catalogue of the papers in `addresses` (name -> scheme, host and port, no final slash)."""
    return HEAD + "".join(_source(paper, addresses[paper.name]) for paper in papers() if paper.name in addresses)


def _source(paper: Paper, address: str) -> str:
    channels = ", ".join(_channel(page, address) for page in paper.pages if page.type)
    return (
        "\n[[source]]\n"
        f"name = {_text(paper.name)}\n"
        f"title = {_text(paper.title)}\n"
        f"homepage = {_text(address + '/')}\n"
        f"languages = [{', '.join(map(_text, paper.languages))}]\n"
        f"region = {_text(paper.region)}\n"
        f"kind = {_text(paper.kind)}\n"
        f"zone = {_text(paper.zone)}\n"
        f"delay = {paper.delay}\n"
        f"channels = [{channels}]\n"
        f"{_selectors(paper)}"
        'evidence = "A"\n'
        f"note = {_text(paper.notice)}\n"
    )


def _channel(page: Page, address: str) -> str:
    within = f", within = {_text(page.within)}" if page.within else ""
    return f"{{ url = {_text(address + page.path)}, type = {_text(page.type)}{within} }}"


def _selectors(paper: Paper) -> str:
    named = ", ".join(f"{name} = {_text(css)}" for name, css in paper.selectors.items())
    return f"selectors = {{ {named} }}\n" if named else ""


def _text(value: str) -> str:
    # A JSON string is a TOML basic string as well.
    return json.dumps(value, ensure_ascii=False)
