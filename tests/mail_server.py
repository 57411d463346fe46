"""A real mail server on loopback (aiosmtpd) that does as a test tells it: refuses, breaks off, or takes the mail."""

import asyncio
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller

from digest.deliver import SmtpDelivery


class Inbox:
    """A mail server's behaviour: `faults` are replies or breaks, one an attempt, after which it takes mail."""

    def __init__(self, *faults):
        self.faults = list(faults)
        self.taken = []

    def _fault(self, stage):
        if self.faults and self.faults[0][0] == stage:
            return self.faults.pop(0)[1]
        return None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802 - aiosmtpd's name
        reply = self._fault("rcpt")
        if reply is None:
            envelope.rcpt_tos.append(address)
        return reply or "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        fault = self._fault("data")
        if fault in (None, "taken, then the line breaks"):
            self.taken.append(envelope)
        if fault in ("taken, then the line breaks", "the line breaks"):
            server.transport.close()
            await asyncio.sleep(0)
        return fault if fault and fault[0].isdigit() else "250 taken"


class OnPort(Controller):
    """aiosmtpd's controller cannot tell which port the kernel gave it, so one is found first."""

    def __init__(self, handler, **options):
        super().__init__(handler, hostname="127.0.0.1", port=free_port(), **options)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextmanager
def serving(inbox, **options):
    controller = OnPort(inbox, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def plain(port, **options):
    return SmtpDelivery(**{"host": "127.0.0.1", "port": port, "security": "none", "timeout": 5} | options)
