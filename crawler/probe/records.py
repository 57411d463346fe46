"""What is asked of the web and what came back. Plain values; one line of JSON each."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """An address to fetch, the hosts on which the fetch may end, and the pause before the next one (seconds).

    `robots` marks a robots.txt, which is asked for whatever stands in it. After `patience` seconds the answer is that
    there was none: a Crawl-delay of an hour is obeyed, and nobody waits for it at a keyboard.
    """

    url: str
    hosts: tuple[str, ...]
    anywhere: bool = False
    delay: float = 2.0
    robots: bool = False
    patience: float = 300.0

    def to_json(self) -> str:
        """Return one line that `from_json` reads back."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, said: str) -> Self:
        """Read what `to_json` gave."""
        given: dict[str, Any] = json.loads(said)
        return cls(**{**given, "hosts": tuple(given["hosts"])})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What became of an address: an answer with its status, or `error`. `final` is where redirects led.

    Header names are lower case; `body` is as HTTP decoded it.
    """

    url: str
    final: str
    at: datetime
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str | None = None

    @property
    def answered(self) -> bool:
        """Tell whether a server said anything, be it an error."""
        return self.status is not None

    @property
    def good(self) -> bool:
        """Tell whether there is a page to read."""
        return self.status is not None and self.status < 300 and self.error is None

    def to_json(self) -> str:
        """Return one line that `from_json` reads back."""
        plain = {**asdict(self), "at": self.at.isoformat(), "body": base64.b64encode(self.body).decode("ascii")}
        return json.dumps(plain)

    @classmethod
    def from_json(cls, said: str) -> Self:
        """Read what `to_json` gave."""
        given: dict[str, Any] = json.loads(said)
        at, body = datetime.fromisoformat(given.pop("at")), base64.b64decode(given.pop("body"))
        return cls(at=at, body=body, **given)


# Fetches several addresses and returns what came of each, in their order.
Fetch = Callable[[Sequence[Ask]], list[Fetched]]
