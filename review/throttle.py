"""Slows down whoever guesses passwords. Kept in memory; reads and writes nothing else."""

from datetime import datetime, timedelta

# Five slips of a person who mistypes cost nothing; after that each costs twice the wait, to a quarter of an hour.
FREE = 5
LONGEST = timedelta(minutes=15)
# More names than people: an attacker who invents names must not fill the memory.
NAMES = 10_000


class Throttle:
    """Failed sign-ins by name and address, each with the time before which no other is tried."""

    def __init__(self) -> None:
        self._failed: dict[tuple[str, str], tuple[int, datetime]] = {}

    def wait(self, name: str, address: str, now: datetime) -> timedelta:
        """Return how long this name and address have to wait still; zero if they need not."""
        _, until = self._failed.get((name, address), (0, now))
        return max(until - now, timedelta())

    def failed(self, name: str, address: str, now: datetime) -> None:
        """Count a wrong password."""
        if len(self._failed) >= NAMES:
            self._failed = {key: one for key, one in self._failed.items() if one[1] > now}
        times = self._failed.get((name, address), (0, now))[0] + 1
        pause = min(timedelta(seconds=2 ** min(times - FREE, 10)), LONGEST) if times > FREE else timedelta()
        self._failed[name, address] = (times, now + pause)

    def succeeded(self, name: str, address: str) -> None:
        """Forget what went wrong before."""
        self._failed.pop((name, address), None)
