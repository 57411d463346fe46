"""Which addresses belong to a site, and which nobody may be sent to. Reads addresses; writes nothing."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

_USUAL_PORTS = {None, 80, 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The hosts of one source, without www; `anywhere` for an aggregator, whose articles lie on others' sites."""

    hosts: frozenset[str]
    anywhere: bool = False

    @classmethod
    def of(cls, named: Iterable[str], *, anywhere: bool = False) -> Self:
        """Make the site from addresses or bare host names."""
        return cls(hosts=frozenset(host_of(name) for name in named if name != "*"), anywhere=anywhere)

    def refusal(self, url: str) -> str | None:
        """Say why an address must not be fetched for this source; None if it may.

        A subdomain of a host belongs to it. An address inside a private network is fetched only where the source
        itself lies there, as the sample papers do: a public page must not send us to our own machines.
        """
        try:
            parts = urlsplit(url)
            host = host_of(url)
        except ValueError as error:
            return f"no address: {error}"
        if parts.scheme not in ("http", "https"):
            return f"the scheme is {parts.scheme or 'missing'}, not http or https"
        if host in self.hosts or any(host.endswith("." + own) for own in self.hosts):
            return None
        if is_private(parts.hostname or ""):
            return f"{host} is inside a private network"
        return None if self.anywhere else f"{host} is another site"


def host_of(address: str) -> str:
    """Return host and unusual port of an address or of a bare host: lower-case, in punycode, without www."""
    parts = urlsplit(address if "://" in address else f"http://{address}")
    name = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii") if parts.hostname else ""
    port = "" if parts.port in _USUAL_PORTS else f":{parts.port}"
    return name.removeprefix("www.") + port


def is_private(hostname: str) -> bool:
    """Tell whether a host name is plainly inside our own network; names are not looked up."""
    if hostname == "localhost" or hostname.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(hostname).is_global
    except ValueError:
        return False
