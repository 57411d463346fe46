"""Tells an address on the web that the night has ended, so that somebody is told when it does not. Writes nothing.

Any service that waits for a sign of life will do: a good night asks for the address, a bad one for the address with
/fail behind it, as such services have it. The answer is of no matter to the night.
"""

from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import Request, urlopen

# Seconds. A service that watches over others answers at once or is down itself.
PATIENCE = 10.0


class NotHeard(Exception):
    """The address could not be reached; the message says why, and does not hold the address, which is a secret."""


def beat(address: str, *, good: bool) -> None:
    """Ask for the address. Raises NotHeard."""
    request = Request(address if good else failed(address), headers={"User-Agent": "strikewatch"})  # noqa: S310 - http(s) by the settings
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            answer.read(1)
    except HTTPError as error:
        error.close()
        raise NotHeard(f"heartbeat: {urlsplit(address).hostname}: {error.code} {error.reason}") from error
    except (URLError, OSError, ValueError) as error:
        raise NotHeard(f"heartbeat: {urlsplit(address).hostname}: {getattr(error, 'reason', error)}") from error


def failed(address: str) -> str:
    """Return the address that tells of a bad night; what follows a question mark stays there."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/fail"))
