"""A crawl of a web of which a fifth is hostile: every good article stored, every bad one named, in bounds.

Four hostile sites do all the twenty tricks of chaos_pages.py between them. `make soak` crawls 200 sites.
"""

import resource
import socket
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from chaos import ChaosSite, Web, catalogue, made
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from made_paper import crawl, entry, rows

from crawler.site import is_private
from crawler.tally import CrawlReport

MIB = 1024 * 1024


@pytest.fixture
def certificate(tmp_path: Path) -> str:
    """A certificate that nobody has signed but itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "made")])
    begun = datetime.now(UTC) - timedelta(days=1)
    signed = x509.CertificateBuilder(name, name, key.public_key(), 1, begun, begun + timedelta(days=30)).sign(
        key, hashes.SHA256()
    )
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    pem = tmp_path / "made.pem"
    pem.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    return str(pem)


def sold(port: int) -> str:
    """A source whose name, once its own, now leads to this machine; empty where the machine has no such name."""
    name = socket.gethostname()
    try:
        leads_inside = is_private(socket.gethostbyname(name)) and not is_private(name)
    except OSError:
        return ""
    return entry("sold", f"http://{name}:{port}") if leads_inside else ""


def crawled(folder: Path, sites: list[ChaosSite], certificate: str, **options: object) -> CrawlReport:
    with Web(sites, certificate) as web:
        return crawl(folder, catalogue(sites, web.port, web.tls_port) + sold(web.port), **options)


def faults(folder: Path, sites: list[ChaosSite], report: CrawlReport) -> Iterator[str]:
    """Yield whatever is not as it must be."""
    states = {(source, path_of(key)): (state, error or "") for source, key, state, error in
              rows(folder, "SELECT source, key, state, error FROM address")}  # fmt: skip
    told = {visit.source: visit.errors for visit in report.visits}
    if "sold" in told and not any("inside a private network" in line for line in told["sold"]):
        yield f"sold: {told['sold']}"
    for site in sites:
        for path in site.good:
            if states.get((site.name, path), ("unknown", ""))[0] != "stored":
                yield f"{site.name}: the good {path} is {states.get((site.name, path))}"
        for path, (state, word) in site.ends.items():
            found = states.get((site.name, path), ("unknown", ""))
            if found[0] not in state.split("|") or not says(found[1], word) or (state != "stored" and not found[1]):
                yield f"{site.name}: {path} is {found}, not {state} with {word!r}"
        for path, _, word in site.channels:
            if word and not any(says(line, word) for line in told[site.name]):
                yield f"{site.name}: nothing tells of {path}: {told[site.name]}"
        if not site.hostile and told[site.name]:
            yield f"{site.name}: good, and yet {told[site.name]}"


def says(error: str, words: str) -> bool:
    return any(word in error for word in words.split("|"))


def path_of(key: str) -> str:
    return "/" + key.split("/", 3)[3]


def test_a_small_web_of_which_a_fifth_is_hostile(tmp_path: Path, certificate: str) -> None:
    sites = made(20)
    bounds = {"seconds_per_response": 1.5, "page_bytes": MIB, "channel_bytes": 2 * MIB}
    report = crawled(tmp_path, sites, certificate, bounds=bounds, max_new=25)
    assert not (wrong := "\n".join(faults(tmp_path, sites, report))), wrong


@pytest.mark.soak
def test_two_hundred_sites_in_bounded_time_and_memory(
    tmp_path: Path, certificate: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sites = made(200)
    begun = time.monotonic()
    report = crawled(tmp_path, sites, certificate, bounds={"seconds_per_response": 10.0})
    seconds = time.monotonic() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with capsys.disabled():
        sys.stdout.write(f"\n200 sites, 40 hostile: {seconds:.0f} s, peak {peak:.0f} MiB, {report.totals()}\n")
    assert not (wrong := "\n".join(faults(tmp_path, sites, report))), wrong
    assert report.ended == "finished"
    assert seconds < 900
    assert peak < 700
