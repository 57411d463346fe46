"""The sample papers over real HTTP on loopback, each on a port of its own, remembering every request.

Reads demo/papers/; writes nothing. `python -m demo.server` serves them until interrupted and prints their addresses.
"""

import argparse
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer

from demo.answer import Answerer, Visit
from demo.catalogue import catalogue
from demo.paper import Paper, papers
from demo.site import Resource, resources

SLOW_SECONDS = 1.5  # long enough to be seen in the progress bar, short enough for a demo of a minute


class Served(ThreadingHTTPServer):
    """One paper being served: its address, its edition, and the visits so far."""

    daemon_threads = True  # an idle keep-alive connection must not hold up the end of a test

    def __init__(self, paper: Paper, *, host: str, port: int, slow: float) -> None:
        super().__init__((host, port), Answerer)
        self.paper = paper
        self.slow = slow
        self.closing = threading.Event()
        self.address = f"http://{host}:{self.server_address[1]}"
        self.resources: dict[str, Resource] = {}
        self._visits: list[Visit] = []
        self._lock = threading.Lock()

    def publish(self, *, now: datetime, edition: int = 1) -> None:
        """Put out an edition: what every address answers from now on."""
        self.resources = resources(self.paper, base=self.address, now=now, edition=edition)

    def record(self, visit: Visit) -> None:
        """Remember one answered request."""
        with self._lock:
            self._visits.append(visit)

    def visits(self) -> tuple[Visit, ...]:
        """Return the requests since the start or the last `forget`, in the order of their answers."""
        with self._lock:
            return tuple(self._visits)

    def forget(self) -> None:
        """Forget the visits, so that a second night can be counted by itself."""
        with self._lock:
            self._visits.clear()

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a reader that hung up go in silence; anything else is a fault of ours and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve(
    chosen: Sequence[Paper] | None = None,
    *,
    now: datetime,
    edition: int = 1,
    slow: float = SLOW_SECONDS,
    host: str = "127.0.0.1",
    port: int = 0,
) -> Iterator[tuple[Served, ...]]:
    """Serve the papers (all where none are chosen) while the block runs.

    `port` 0 takes free ports; any other gives the papers `port`, `port + 1` and so on, so that a second run finds the
    addresses of the first. `slow` is the delay of the slow page in seconds.
    """
    with ExitStack() as stack:
        served = []
        for place, paper in enumerate(papers() if chosen is None else chosen):
            one = stack.enter_context(Served(paper, host=host, port=port and port + place, slow=slow))
            one.publish(now=now, edition=edition)
            stack.enter_context(_running(one))
            served.append(one)
        yield tuple(served)


@contextmanager
def _running(served: Served) -> Iterator[None]:
    thread = threading.Thread(target=served.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        served.closing.set()
        served.shutdown()
        thread.join()


def addresses(served: Sequence[Served]) -> dict[str, str]:
    """Return the papers' names and addresses, as `catalogue` wants them."""
    return {one.paper.name: one.address for one in served}


def main() -> None:
    """Serve the sample papers until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m demo.server", description="Serve the three sample papers.")
    parser.add_argument("--port", type=int, default=8801, help="the first of three ports; 0 takes free ones")
    parser.add_argument("--edition", type=int, default=1, choices=(1, 2), help="2 adds two new articles")
    parser.add_argument("--catalogue", action="store_true", help="print the catalogue of the papers, not a list")
    given = parser.parse_args()
    with (
        suppress(KeyboardInterrupt),
        serve(now=datetime.now(UTC), edition=given.edition, port=given.port) as served,
    ):
        if given.catalogue:
            sys.stdout.write(catalogue(addresses(served)))
        else:
            sys.stdout.writelines(f"{one.paper.title}  {one.address}/\n" for one in served)
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
