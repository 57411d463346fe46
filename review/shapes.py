"""Places for bars, circles and outlines: figures into coordinates of SVG, no markup. Pure, but for outline.json."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any

# A stack of more colours than these cannot be told apart; the rest is "all others".
COLOURS = 7
# The area of a circle tells how many events; one event is still a target for a finger.
SMALLEST, LARGEST = 7.0, 34.0
# How wide a letter and how high a line of a name is, in points of the picture: 13 px, semibold.
LETTER, LINE = 7.4, 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A place on the map with what happened there; x, y and r in points of the outline's picture."""

    name: str
    count: int
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One part of a stacked bar: which column and colour, where it begins and how high it is, and its number."""

    column: int
    colour: int
    name: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Stacked bars: the columns' names and middles, the parts' names by colour, and the greatest sum."""

    columns: tuple[str, ...]
    middles: tuple[float, ...]
    names: tuple[str, ...]
    bars: tuple[Bar, ...]
    top: int
    table: tuple[tuple[str, tuple[int, ...]], ...]


def labelled(found: Sequence[Circle]) -> list[Circle]:
    """Return the circles that have room for their name above them, the great ones first."""
    taken: list[tuple[float, float, float, float]] = []
    chosen = []
    for one in found:
        half, bottom = len(one.name) * LETTER / 2, one.y - one.r - 3
        box = (one.x - half, bottom - LINE, one.x + half, bottom)
        if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            chosen.append(one)
    return chosen


@cache
def outline() -> Mapping[str, Any]:
    """Return the outlines of the regions and how degrees become points (tools/outline makes the file)."""
    read: Mapping[str, Any] = json.loads((Path(__file__).parent / "outline.json").read_text("utf-8"))
    return read


def circles(counts: Mapping[str, int], at: Mapping[str, tuple[float, float]]) -> list[Circle]:
    """Return a circle for each place, the great ones first, so that the small ones lie above them."""
    shape = outline()
    most = max(counts.values(), default=1)
    found = []
    for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        latitude, longitude = at[name]
        x, y = (longitude - shape["west"]) * shape["x_scale"], (shape["north"] - latitude) * shape["y_scale"]
        radius = max(SMALLEST, LARGEST * sqrt(count / max(most, 4)))
        found.append(Circle(name=name, count=count, x=round(x, 1), y=round(y, 1), r=round(radius, 1)))
    return found


def stacked(
    rows: Iterable[tuple[str, str]], columns: Sequence[str], rest: str, *, width: int = 960, height: int = 190
) -> Stack:
    """Return stacked bars of (column, part) pairs: the commonest parts have a colour, the others are `rest`."""
    held = [(column, part) for column, part in rows if column in set(columns)]
    total = Counter(part for _, part in held)
    named = [part for part, _ in sorted(total.items(), key=lambda one: (-one[1], one[0]))[: COLOURS - 1]]
    names = [*named, rest] if len(total) > len(named) else named
    counts = Counter((column, part if part in named else rest) for column, part in held)
    top = max((sum(counts[column, name] for name in names) for column in columns), default=0)
    step = width / max(len(columns), 1)
    bars = []
    for place, column in enumerate(columns):
        base = float(height)
        for colour, name in enumerate(names):
            count = counts[column, name]
            tall = height * count / top if top else 0.0
            base -= tall
            if count:
                bars.append(
                    Bar(
                        column=place, colour=colour, name=name, count=count, x=round(place * step + step * 0.15, 1),
                        y=round(base, 1), width=round(step * 0.7, 1), height=round(tall, 1),
                    )
                )  # fmt: skip
    middles = tuple(round((place + 0.5) * step, 1) for place in range(len(columns)))
    table = tuple((name, tuple(counts[column, name] for column in columns)) for name in names)
    return Stack(columns=tuple(columns), middles=middles, names=tuple(names), bars=tuple(bars), top=top, table=table)


def shade(count: int, most: int) -> int:
    """Return one of five shades for a number, 0 for none: by thirds of the root, for few are many and many are few."""
    return 0 if not count else 1 + min(3, int(3.99 * sqrt(count / max(most, 4))))
