"""Looks names up, and does not believe a public name that leads into a private network. Reads DNS; writes nothing.

A redirect to http://10.0.0.1/ is refused by its address (crawler.site). One to http://router.evil.example/ looks
public, and its name may lead to the same machine; so may a source's own name, once it has been sold. Sources that lie
in our own network are named as such: by a literal address, or as localhost, .local or .internal.
"""

from collections.abc import Sequence

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.site import is_private

# Names that were refused, and where they lead: Twisted reports every refusal as "not found", which says less. As many
# as a crawl meets hosts.
_refused: dict[str, str] = {}


class LeadsInside(DNSLookupError):
    """A public name leads into a private network."""


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which refuses private addresses for public names."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 - Twisted's name
        """Return the address of a name; fails with LeadsInside."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(checked, name)


def refusal(host: str) -> str | None:
    """Say why a name was refused, None if it was not."""
    address = _refused.get(host)
    return f"{host} leads to {address}, inside a private network" if address else None


def checked(address: str, name: str) -> str:
    """Return the address of a name; raises LeadsInside for a private one of a public name, 0x7f000001 say."""
    if is_private(address) and not is_private(name):
        _refused[name] = address
        raise LeadsInside(refusal(name))
    return address
