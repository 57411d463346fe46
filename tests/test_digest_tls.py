"""Letters leave over lines that are secured as the settings say, or not at all; a password is never shown."""

import logging
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from digest_samples import Book, addressed
from mail_server import Inbox, plain, serving

from digest.errors import Rejected
from digest.post import post

PASSWORD = "correct horse"  # of the server below and of nothing else


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    """A certificate for 127.0.0.1, and the two ends' contexts: the server's and that of a client that trusts it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "t")])
    begun = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, begun, begun + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path_factory.mktemp("tls") / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))


def knows(server, session, envelope, mechanism, login):
    good = (login.login, login.password) == (b"curator", PASSWORD.encode())
    return AuthResult(success=good, handled=False)  # not handled: aiosmtpd itself answers with 535


def test_starttls_and_login(tls):
    inbox = Inbox()
    with serving(inbox, tls_context=tls[0], require_starttls=True, authenticator=knows, auth_required=True) as port:
        plain(port, security="starttls", context=tls[1], user="curator", password=PASSWORD).deliver(addressed())
    assert len(inbox.taken) == 1


def test_smtps(tls):
    inbox = Inbox()
    with serving(inbox, ssl_context=tls[0], server_hostname="127.0.0.1") as port:
        plain(port, security="tls", context=tls[1]).deliver(addressed())
    assert len(inbox.taken) == 1


def test_a_certificate_that_is_not_trusted_is_not_accepted(tls):
    inbox = Inbox()
    with serving(inbox, tls_context=tls[0]) as port, pytest.raises(Rejected, match="certificate"):
        plain(port, security="starttls").deliver(addressed())
    assert inbox.taken == []


def test_a_server_without_starttls_gets_nothing_in_the_clear():
    inbox = Inbox()
    with serving(inbox) as port, pytest.raises(Rejected, match="STARTTLS"):
        plain(port, security="starttls").deliver(addressed())
    assert inbox.taken == []


def test_a_wrong_password_is_tried_once_and_never_shown(tls, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    wrong, book = "hunter2-hunter2", Book()
    with serving(Inbox(), tls_context=tls[0], authenticator=knows) as port:
        delivery = plain(port, security="starttls", context=tls[1], user="curator", password=wrong)
        (outcome,) = post([addressed()], delivery, book, back_off=(0, 0))
    assert (outcome.state, outcome.attempts) == ("failed", 1)
    shown = f"{caplog.text} {capfd.readouterr()} {book.history} {delivery!r} {outcome!r}"
    assert wrong not in shown
