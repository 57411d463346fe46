"""Tells "it is dead" from "we are cut off": asks others, when somebody does not answer. Reads the web."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from crawler.doctor.records import Checkup, Judged
from crawler.probe.records import Ask, Fetch
from crawler.site import host_of
from crawler.source import Source

# Other sites asked before we say that somebody alone does not answer. One may be down as well; three at once are not.
CONTROLS = 3


def controls_of(sources: Sequence[Source], but: Iterable[Source], named: Sequence[str] = ()) -> list[str]:
    """Return the addresses that tell whether this machine reaches anything: those named, or others' front pages.

    The others are spread over the catalogue, so that they lie on machines of different companies and countries.
    """
    if named:
        return list(named)
    own = {host_of(source.homepage) for source in but}
    others = [source.homepage for source in sources if host_of(source.homepage) not in own]
    return others[:: max(len(others) // CONTROLS, 1)][:CONTROLS]


def with_control(found: Sequence[Checkup], controls: Sequence[str], fetch: Fetch) -> tuple[list[Checkup], str | None]:
    """Say of each channel that did not answer what others did; the second value is set if we reach nothing at all.

    Nobody else is asked if all answered, or if somebody among those examined did.
    """
    channels = [one for checkup in found for one in checkup.channels]
    if not any(one.silent for one in channels):
        return list(found), None
    answered = [one.url for one in channels if not one.silent][:1] or _answering(controls, fetch)
    if answered:
        note, cut_off = f"others answer ({host_of(answered[0])}), so it is this site, or the way to it", None
    else:
        asked = ", ".join(map(host_of, controls)) or "all that were to be checked"
        note = cut_off = f"nothing answers (asked: {asked}); this machine seems to be cut off"
    return [
        replace(checkup, channels=tuple(_noted(one, note) for one in checkup.channels)) for checkup in found
    ], cut_off


def _answering(controls: Sequence[str], fetch: Fetch) -> list[str]:
    asks = [Ask(url=url, hosts=(host_of(url),), anywhere=True) for url in controls]
    return [answer.url for answer in fetch(asks) if answer.answered]


def _noted(one: Judged, note: str) -> Judged:
    return replace(one, why=f"{one.why}; {note}") if one.silent else one
