"""Ways for a letter to leave: over SMTP, into a Maildir, into a folder of files. Reads letters; writes mail.

This is the only module that speaks SMTP. Each way returns once the letter is taken over, and otherwise raises
Refused (this recipient, for good), Rejected (a setting must change), NotTaken (try again) or InDoubt (the line
broke before the answer).
"""

import os
import smtplib
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from mailbox import Maildir
from pathlib import Path
from typing import Final, Literal, Protocol

from digest.errors import InDoubt, NotTaken, Refused, Rejected
from digest.message import Letter

Security = Literal["starttls", "tls", "none"]
PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
PERMANENT: Final = 500
"""RFC 5321, 4.2.1: replies from 500 on say that the same command will never succeed."""
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class InTheClear(smtplib.SMTPException):
    """The settings ask for a password to be sent over a line that is not encrypted."""


class Delivery(Protocol):
    """A way for letters to leave."""

    def deliver(self, letter: Letter) -> None:
        """Hand a letter over. Raises Refused, Rejected, NotTaken or InDoubt."""

    def try_out(self) -> None:
        """Go as far as a letter would, without one. Raises Rejected or NotTaken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpDelivery:
    """A mail server. The password is never shown; it goes over an encrypted line or to this machine only."""

    host: str
    port: int | None = None
    security: Security = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 60.0
    context: ssl.SSLContext | None = None

    def deliver(self, letter: Letter) -> None:
        """Send a letter in a conversation of its own. Raises Refused, Rejected, NotTaken or InDoubt."""
        with self._conversation() as server:
            _accepted(server.mail(letter.sender), f"sender {letter.sender}")
            code, reply = server.rcpt(letter.recipient)
            if code >= PERMANENT:
                raise Refused(f"{letter.recipient}: {code} {_text(reply)}")
            _accepted((code, reply), f"recipient {letter.recipient}")
            _accepted(_handed_over(server, letter.data), "message")

    def try_out(self) -> None:
        """Greet, secure the line and log in. Raises Rejected or NotTaken."""
        with self._conversation():
            pass

    @contextmanager
    def _conversation(self) -> Iterator[smtplib.SMTP]:
        # Every error of smtplib is an OSError, as are those of sockets and of TLS.
        try:
            server = self._connected()
        except OSError as error:
            raise _failure(error)(f"{self.host}: {self._without_password(error)}") from error
        try:
            yield server
        except OSError as error:
            raise NotTaken(f"{self.host}: {error}") from error
        finally:
            with suppress(OSError):  # what became of the letter is known by now; this is manners
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        port = self.port or PORTS[self.security]
        context = self.context or ssl.create_default_context()
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(self.host, port, timeout=self.timeout)
        try:
            if self.security == "starttls":
                server.starttls(context=context)  # raises if the server has none: never in the clear instead
            server.ehlo_or_helo_if_needed()
            self._log_in(server)
        except BaseException:
            server.close()
            raise
        return server

    def _log_in(self, server: smtplib.SMTP) -> None:
        if self.user is None or self.password is None:
            return
        if self.security == "none" and self.host not in _LOOPBACK:
            raise InTheClear("a password is not sent over a line that is not encrypted")
        server.login(self.user, self.password)

    def _without_password(self, error: Exception) -> str:
        return str(error).replace(self.password, "***") if self.password else str(error)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaildirDelivery:
    """A Maildir on this machine. A letter's file is named after its Message-ID: delivered twice, it is there once."""

    folder: Path

    def deliver(self, letter: Letter) -> None:
        """Put a letter into "new", whole or not at all. Raises NotTaken."""
        name = letter.message_id.strip("<>").replace("/", "-").replace(":", "-")
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            Maildir(self.folder, create=True).close()
            read = [path for path in (self.folder / "cur").iterdir() if path.name.partition(":")[0] == name]
            if not read:
                write_whole(self.folder / "new" / name, letter.data.replace(b"\r\n", b"\n"), self.folder / "tmp")
        except OSError as error:
            raise NotTaken(f"{self.folder}: {error}") from error

    def try_out(self) -> None:
        """Make the Maildir, if it is not there. Raises NotTaken."""
        _try_folder(self.folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderDelivery:
    """A folder of files, for the demo and for a look before sending: each letter as .eml and as .html."""

    folder: Path

    def deliver(self, letter: Letter) -> None:
        """Write a letter's files, replacing an earlier look at the same letter. Raises NotTaken."""
        eml, html = self.files(letter)
        body = letter.message.get_body(preferencelist=("html",))
        assert body is not None, "letters have an HTML body"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(eml, letter.data, self.folder)
            write_whole(html, body.get_content().encode(), self.folder)
        except OSError as error:
            raise NotTaken(f"{self.folder}: {error}") from error

    def try_out(self) -> None:
        """Make the folder, if it is not there. Raises NotTaken."""
        _try_folder(self.folder)

    def files(self, letter: Letter) -> tuple[Path, Path]:
        """Say where a letter's .eml and .html are written."""
        who = "".join(char if char.isalnum() or char in "@.-_" else "_" for char in letter.recipient)
        name = f"{letter.day.isoformat()}-{who}"
        return self.folder / f"{name}.eml", self.folder / f"{name}.html"


def _try_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise NotTaken(f"{folder}: {error}") from error


def _handed_over(server: smtplib.SMTP, data: bytes) -> tuple[int, bytes]:
    try:
        return server.data(data)
    except smtplib.SMTPDataError as error:  # the server did not let the text begin
        return error.smtp_code, error.smtp_error if isinstance(error.smtp_error, bytes) else b""
    except OSError as error:
        raise InDoubt(f"the line broke before the server answered: {error}") from error


def _accepted(answer: tuple[int, bytes], what: str) -> None:
    code, reply = answer
    if code not in (250, 251):
        raise (Rejected if code >= PERMANENT else NotTaken)(f"{what}: {code} {_text(reply)}")


def _failure(error: OSError) -> type[Rejected | NotTaken]:
    """Tell a server that says no (wrong password, no STARTTLS, no trust) from one that is not there."""
    if isinstance(error, smtplib.SMTPResponseException):
        return Rejected if error.smtp_code >= PERMANENT else NotTaken
    said_no = (smtplib.SMTPNotSupportedError, InTheClear, ssl.SSLCertVerificationError)
    return Rejected if isinstance(error, said_no) else NotTaken


def _text(reply: bytes | str) -> str:
    return " ".join((reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply).split())


def write_whole(path: Path, data: bytes, beside: Path) -> None:
    """Write a file so that a reader, or a crash, sees all of it or none."""
    handle, name = tempfile.mkstemp(dir=beside, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
