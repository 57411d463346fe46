"""More than rows: events on the map, by week, by sector and demand; sources and nights. Reads the store."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from review import registers, shapes
from review.answers import Response
from review.chronicle import Line
from review.visit import Visit, view
from store import alarms, runs
from store.database import Store

WEEKS = 26
MONTHS = 18
NIGHTS = 14
PERIODS = {"d30": 30, "d90": 90, "d365": 365, "all": None}


@view("reader")
async def show_map(visit: Visit) -> Response:
    """Show the events of a period on the map, and by region in a table."""
    period = visit.ask("period", "d365")
    lines = _within(await visit.desk.lines(), PERIODS.get(period), visit.desk.now().date())
    placed = [(name, at) for line in lines if (name := line.place) and (at := registers.place_at(name))]
    counts = Counter(name for name, _ in placed)
    regions = Counter(line.region for line in lines if line.region in registers.regions())
    circles = shapes.circles(counts, dict(placed))
    return visit.page(
        "map.html.j2", outline=shapes.outline(), circles=circles, labels=shapes.labelled(circles),
        regions=[(name, regions[name]) for name in registers.regions()], elsewhere=len(lines) - regions.total(),
        period=period, periods=list(PERIODS),
    )  # fmt: skip


@view("reader")
async def weeks(visit: Visit) -> Response:
    """Show how many events began in each week, by region."""
    today = visit.desk.now().date()
    monday = today - timedelta(days=today.weekday())
    starts = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
    lines = await visit.desk.lines()
    counts = Counter((line.region or "", _monday(line.start)) for line in lines if line.start)
    named = sorted({region for region, week in counts if week in set(starts)}, key=lambda name: (not name, name))
    rows = [(name, [counts[name, week] for week in starts]) for name in named]
    total = [sum(row[place] for _, row in rows) for place in range(WEEKS)]
    most = max((number for _, row in rows for number in row), default=0)
    return visit.page("weeks.html.j2", starts=starts, rows=rows, total=total, most=most, shade=shapes.shade)


@view("reader")
async def trends(visit: Visit) -> Response:
    """Show events by month: by sector, and by demand."""
    today = visit.desk.now().date()
    months = [_month_before(today, back) for back in range(MONTHS - 1, -1, -1)]
    lines = [line for line in await visit.desk.lines() if line.start]
    sectors = [(f"{line.start:%Y-%m}", line.sector or "unknown") for line in lines]
    demands = [(f"{line.start:%Y-%m}", one) for line in lines for one in line.demands]
    rest = visit.words("trends.other")
    parts = [("sector", shapes.stacked(sectors, months, rest)), ("demand", shapes.stacked(demands, months, rest))]
    return visit.page("trends.html.j2", parts=parts)


@view("reader")
async def sources(visit: Visit) -> Response:
    """Show how the sources are and what the last nights did."""
    told = await visit.desk.read(_sources)
    return visit.page("sources.html.j2", known=visit.desk.sources, **told)


def _sources(store: Store) -> dict[str, Any]:
    held: dict[str, list[str]] = {}
    for alarm in alarms.sources_in_trouble(store):
        held.setdefault(alarm.source, []).append(alarm.what)
    nights = runs.latest(store, NIGHTS)
    return {"visits": runs.latest_visits(store), "alarms": held, "nights": nights}


def _within(lines: Sequence[Line], days: int | None, today: date) -> list[Line]:
    if days is None:
        return list(lines)
    return [line for line in lines if line.start and line.start >= today - timedelta(days=days)]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month_before(today: date, back: int) -> str:
    years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return f"{years}-{month + 1:02}"


ROUTES = [(r"/map$", show_map), (r"/weeks$", weeks), (r"/trends$", trends), (r"/sources$", sources)]
