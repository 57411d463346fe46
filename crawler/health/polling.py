"""When a channel is asked again. Pure: what it said last and how it did before, to when it is due.

A channel with news is asked sooner, one without later, never more rarely than the night does; one whose dates span
less time than its pause is asked twice in that span, for what falls off its end between two askings is lost. What
fails rests and, where the site itself says that there is nothing, retires; a month later it is asked all the same.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from store.polls import Poll, PollState

HOUR = 3600
DAY = 24 * HOUR
# rss-fetcher polls every 6 to 24 hours and news-crawl from 90 minutes; a page that many people read at once changes
# every few minutes, and half an hour is still no load for it.
SHORTEST = HOUR // 2
LONGEST = DAY
FIRST = 6 * HOUR
# An asking that brings nothing makes the pause half as long again, one that brings something a third shorter: the two
# undo each other, so that a channel settles where about every second asking is worth it.
SLOWER, FASTER = 1.5, 2 / 3
# changedetection.io tells of a page after 6 misses in a row; until then every night asks it.
MISSES = 6
RESTING_PAUSE = 2 * DAY
# rss-fetcher disables a feed at a failure score of 30. Six nights and then every second day make about eight weeks.
DEAD = 30
LONGEST_REST = 7 * DAY  # for what cannot be reached, of which we do not know that it is dead
RETIRED_PAUSE = 30 * DAY
# Longer Retry-Afters and max-ages are a server's slip: a month of silence must not follow from one header.
LONGEST_HOLD = 7 * DAY
# The night comes a little earlier or later; a rest that ends within this time of it is over.
SLACK = timedelta(hours=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One asking of a channel.

    `reached`: something answered, be it an error. `items`: how many addresses its last good answer names; `fresh`: how
    many of them were new, None where nothing was read (304, an index). `error`: it is no channel now. `fresh_for` is
    what Cache-Control or a feed's TTL says, `retry_after` what Retry-After says.
    """

    at: datetime
    reached: bool
    error: bool = False
    items: int = 0
    fresh: int | None = None
    span: timedelta | None = None
    fresh_for: timedelta | None = None
    retry_after: timedelta | None = None


def asked(before: Poll | None, url: str, source: str, seen: Seen) -> Poll:
    """Return how a channel stands after an asking."""
    gap = int((seen.at - before.asked).total_seconds()) if before else None
    last = before or Poll(url=url, source=source, asked=seen.at, due=seen.at, pause=FIRST)
    last = replace(last, source=source, asked=seen.at, gap=gap, held=_held(seen))
    return _failed(last, seen) if seen.error or not seen.items else _good(last, seen)


def is_open(poll: Poll | None, now: datetime, *, only_due: bool) -> bool:
    """Tell whether a channel may be asked: at night whatever does not rest, between nights only what is due."""
    if poll is None:
        return True
    if poll.held is not None and poll.held > now:
        return False
    if only_due:
        return poll.due <= now
    return poll.state == "active" or poll.due <= now + SLACK


def retired_by_hand(poll: Poll) -> Poll:
    """Return a channel as a person retires it: it raises no alarm, and a month later it is asked all the same."""
    return replace(poll, state="retired", by_hand=True, due=poll.asked + timedelta(seconds=RETIRED_PAUSE))


def loses(poll: Poll) -> bool:
    """Tell whether addresses came and went between the last two askings, as far as can be told.

    Sure: it named nothing that was known. Likely: what it names spans less than the time between the two.
    """
    if not poll.gap or not poll.listed or poll.fresh is None or poll.failures:
        return False
    return poll.fresh >= poll.listed or (poll.span is not None and poll.fresh > 0 and poll.span < poll.gap)


def _good(last: Poll, seen: Seen) -> Poll:
    pause = float(last.pause)
    if seen.fresh is not None:
        pause *= FASTER if seen.fresh else SLOWER
    span = int(seen.span.total_seconds()) if seen.span is not None else last.span
    if span:
        pause = min(pause, span / 2)
    pause = min(max(pause, SHORTEST), LONGEST)
    fresh_for = seen.fresh_for.total_seconds() if seen.fresh_for else 0.0
    # What a server calls fresh is not asked for again before, but a night's absence is never the server's choice.
    wait = max(pause, min(fresh_for, LONGEST))
    return replace(
        last, state="active", by_hand=False, failures=0, reached=seen.at, pause=int(pause),
        due=_later(seen.at, wait, last.held), span=span,
        listed=seen.items, fresh=seen.fresh if seen.fresh is not None else 0,
    )  # fmt: skip


def _failed(last: Poll, seen: Seen) -> Poll:
    failures = last.failures + 1
    pause, state = _rest(last, failures, seen)
    return replace(
        last, failures=failures, state=state, pause=last.pause, due=_later(seen.at, pause, last.held), fresh=None
    )


def _rest(last: Poll, failures: int, seen: Seen) -> tuple[int, PollState]:
    if last.by_hand:
        return RETIRED_PAUSE, "retired"
    if failures < MISSES:
        return min(last.pause * 2**failures, LONGEST), "active"
    if failures < DEAD:
        return RESTING_PAUSE, "resting"
    return (RETIRED_PAUSE, "retired") if seen.reached else (LONGEST_REST, "resting")


def held_until(now: datetime, wait: timedelta) -> datetime:
    """Return until when a server that asks us to wait is left alone: a week at most."""
    return now + min(wait, timedelta(seconds=LONGEST_HOLD))


def _held(seen: Seen) -> datetime | None:
    return held_until(seen.at, seen.retry_after) if seen.retry_after is not None else None


def _later(at: datetime, seconds: float, held: datetime | None) -> datetime:
    due = at + timedelta(seconds=seconds)
    return max(due, held) if held else due
