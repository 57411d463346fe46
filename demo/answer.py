"""One request to a sample paper and its answer: conditional requests, HEAD, the slow page, the record of the visit.

Reads the resources of the paper that is served; writes a Visit a request.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler
from threading import Event
from typing import Protocol, cast
from urllib.parse import urlsplit

from demo.site import Resource

UNKNOWN = Resource(status=404, content_type="text/plain; charset=utf-8", body=b"404\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One answered request; times are seconds of the monotonic clock."""

    method: str
    path: str  # as asked for, with its query
    status: int
    sent: int  # bytes of the body
    conditional: bool  # came with If-None-Match or If-Modified-Since
    agent: str
    began: float
    ended: float


class Desk(Protocol):
    """What the answerer needs of its server."""

    resources: dict[str, Resource]
    slow: float
    closing: Event
    record: Callable[[Visit], None]


class Answerer(BaseHTTPRequestHandler):
    """Answers from the paper's resources; the query is ignored, as papers ignore utm_source."""

    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds; an idle connection is let go

    def do_GET(self) -> None:
        """Answer with the body."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer(with_body=False)

    def log_message(self, *_: object) -> None:
        """Say nothing: visits are recorded, not printed."""

    def _answer(self, *, with_body: bool) -> None:
        began = time.monotonic()
        desk = cast("Desk", self.server)
        resource = desk.resources.get(urlsplit(self.path).path, UNKNOWN)
        if resource.slow:
            desk.closing.wait(desk.slow)
        unchanged = resource.status == 200 and self._has(resource)
        body = resource.body if with_body and not unchanged else b""
        # Recorded first: whoever has read the answer finds the visit.
        desk.record(
            Visit(
                method=self.command,
                path=self.path,
                status=304 if unchanged else resource.status,
                sent=len(body),
                conditional="If-None-Match" in self.headers or "If-Modified-Since" in self.headers,
                agent=self.headers.get("User-Agent", ""),
                began=began,
                ended=time.monotonic(),
            )
        )
        self._send(resource, status=304 if unchanged else resource.status, body=body)

    def _send(self, resource: Resource, *, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("ETag", resource.etag)
        if resource.modified:
            self.send_header("Last-Modified", format_datetime(resource.modified.astimezone(UTC), usegmt=True))
        if resource.location:
            self.send_header("Location", resource.location)
        if status != 304:
            self.send_header("Content-Type", resource.content_type)
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        self.wfile.write(body)

    def _has(self, resource: Resource) -> bool:
        """Tell whether the reader's copy is current: RFC 9110 puts If-None-Match before If-Modified-Since."""
        if tags := self.headers.get("If-None-Match"):
            return tags.strip() == "*" or resource.etag in (tag.strip().removeprefix("W/") for tag in tags.split(","))
        since = self.headers.get("If-Modified-Since")
        if not since or resource.modified is None:
            return False
        try:
            return resource.modified <= _aware(parsedate_to_datetime(since))
        except ValueError:
            return False  # RFC 9110 13.1.3: an invalid date is ignored


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
