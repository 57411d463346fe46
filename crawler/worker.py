"""`python -m crawler.worker FD`: the extractor in a process of its own. Reads pages from a pipe; answers on it.

It loads the extractor and nothing of the crawl. `crawler.extracting` starts it and says when it ends.
"""

import signal
import sys
from multiprocessing.connection import Connection

from crawler.extract import Extraction, ExtractionError, Page, extract

# An extraction, or the name of the error's type and its reason.
Reply = Extraction | tuple[str, str]


def work(pipe: "Connection[Reply, Page]") -> None:
    """Answer pages until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which then closes the pipe
    while True:
        try:
            page = pipe.recv()
        except EOFError:
            return
        pipe.send(_answer(page))


def _answer(page: Page) -> Reply:
    try:
        return extract(page)
    except ExtractionError as error:
        return type(error).__name__, error.why
    except Exception as error:  # noqa: BLE001 - a fault of ours on one page; it is reported with the page
        return "ExtractionError", f"the extractor broke: {type(error).__name__}: {error}"


if __name__ == "__main__":
    work(Connection(int(sys.argv[1])))
