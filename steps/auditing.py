"""The step `audit`: draw some unflagged articles at random for a curator. Reads detections; writes audit."""

from zoneinfo import ZoneInfo

from steps.night import Night
from steps.reading import Counts
from store import audits


def audit(night: Night) -> Counts:
    """Draw the day's articles; a second night of the same day draws no others."""
    day = night.now.astimezone(ZoneInfo(night.settings.zone)).date()
    return {"done": len(audits.draw(night.store, day, night.settings.audit, night.now))}
