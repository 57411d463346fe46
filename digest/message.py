"""A composed mail as a message with its headers. Reads values; writes nothing.

The Message-ID is made of the day, the recipient and the database, so that whatever delivers a letter twice delivers
the same letter, which mail programs show once.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from digest.errors import BadLetter
from digest.records import Mail

# Base64 or quoted-printable bodies and lines of 76: what passes every server, also one without 8BITMIME.
_POLICY = SMTP.clone(cte_type="7bit", max_line_length=76)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One recipient's mail of one day. `sender` and `recipient` are bare addresses in ASCII."""

    day: date
    sender: str
    recipient: str
    message_id: str
    message: EmailMessage

    @property
    def data(self) -> bytes:
        """The message as it goes over the line; always the same bytes."""
        return self.message.as_bytes(policy=_POLICY)


def letter(
    mail: Mail,
    *,
    day: date,
    sender: str,
    recipient: str,
    database: str,
    now: datetime,
    unsubscribe: str | None = None,
) -> Letter:
    """Address a mail. `database` names the store that tells the news.

    `unsubscribe` is a https address, if any; {letter} in it stands for a name of the recipient that is not the address.
    Raises BadLetter for a header or an address with line ends or control characters in it.
    """
    from_, to = _address("sender", sender), _address("recipient", recipient)
    message_id = message_id_of(day, to.addr_spec, database=database, domain=from_.domain)
    message = EmailMessage(policy=_POLICY)
    headers: dict[str, str | Address] = {
        "Subject": _header("subject", mail.subject),
        "From": Address("strikewatch", addr_spec=from_.addr_spec),
        "To": to,
        "Date": format_datetime(now),
        "Message-ID": message_id,
        "List-Id": f"strikewatch digest <strikewatch.{from_.domain}>",
        "List-Unsubscribe": f"<mailto:{from_.addr_spec}?subject=unsubscribe>",
        "Auto-Submitted": "auto-generated",
        "Precedence": "list",
    }
    if unsubscribe is not None:
        address = _header("unsubscribe", unsubscribe).replace("{letter}", _reader_name(to.addr_spec, database))
        headers["List-Unsubscribe"] = f"<{address}>, {headers['List-Unsubscribe']}"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    for name, value in headers.items():
        message[name] = value
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    message.set_boundary(f"=_{hashlib.sha256(message_id.encode()).hexdigest()[:32]}")
    return Letter(day=day, sender=from_.addr_spec, recipient=to.addr_spec, message_id=message_id, message=message)


def message_id_for(day: date, sender: str, recipient: str, database: str) -> str:
    """Return the Message-ID that `letter` gives for these addresses."""
    from_, to = _address("sender", sender), _address("recipient", recipient)
    return message_id_of(day, to.addr_spec, database=database, domain=from_.domain)


def message_id_of(day: date, recipient: str, *, database: str, domain: str) -> str:
    """Name a letter: equal for an equal day, recipient and database, and telling nothing of the recipient."""
    return f"<digest.{day.isoformat()}.{_reader_name(recipient, database)}@{domain}>"


def _reader_name(recipient: str, database: str) -> str:
    return hashlib.sha256(f"{database}\n{recipient.lower()}".encode()).hexdigest()[:24]


def address_of(role: str, text: str) -> str:
    """Return a bare address in ASCII as letters bear it. Raises BadLetter, naming the `role` that it has."""
    return _address(role, text).addr_spec


def _address(role: str, text: str) -> Address:
    try:
        found = Address(addr_spec=_header(role, text).strip())
        domain = found.domain.encode("idna").decode("ascii").lower()
        address = Address(addr_spec=f"{found.username}@{domain}")
    except (HeaderParseError, UnicodeError, ValueError, IndexError) as error:
        raise BadLetter(f"the {role} is no mail address: {text!r}") from error
    if not domain or not found.username or not address.addr_spec.isascii():
        raise BadLetter(f"the {role} is no mail address that every server takes: {text!r}")
    return address


def _header(name: str, text: str) -> str:
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") for char in text):
        raise BadLetter(f"the {name} has a line end or control character in it: {text!r}")
    return text
