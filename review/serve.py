"""Makes the desk and serves it: Datasette with our plugin, on uvicorn. Writes the key file beside the database.

Exposed(DeskError)      the desk would be open to the network with nobody to sign in
"""

import asyncio
import ipaddress
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from review import plugin
from review.answers import DeskError
from review.desk import Desk
from store.accounts import Account

DATABASE = "strikewatch"
VERBOSE = "datasette.handle_exception"
# A question of an administrator's own, and a facet over a million rows, end after so long.
SQL_MILLISECONDS = 5_000
SETTINGS = {
    "default_allow_sql": False,
    "allow_download": False,  # the file holds the accounts
    "suggest_facets": False,  # over a million rows each suggestion times out first
    "sql_time_limit_ms": SQL_MILLISECONDS,
    "default_cache_ttl": 0,
}


class Exposed(DeskError):
    """The desk would be open to the network with nobody to sign in."""


def make(
    desk: Desk, *, hosts: Iterable[str] | None, header: str | None = None, proxies: Iterable[str] = ()
) -> Datasette:
    """Make the Datasette that shows the desk. `hosts` are the names that it answers to; None: any."""
    if not pm.is_registered(plugin):
        pm.register(plugin, name="strikewatch-desk")
    # It prints every refusal with the values of all variables, tokens and all; ours answers instead.
    if pm.has_plugin(VERBOSE):
        pm.unregister(name=VERBOSE)
    datasette = Datasette(
        [],
        metadata=plugin.METADATA,
        settings=SETTINGS,
        template_dir=str(Path(__file__).parent / "templates" / "datasette"),
        secret=_secret(desk.db),
    )
    # Under a name of its own, whatever the file is called: no page of the desk's can be hidden by it.
    for name in [name for name in datasette.databases if name != "_internal"]:
        datasette.remove_database(name)
    datasette.add_database(Database(datasette, path=str(desk.db), is_mutable=True), name=DATABASE)
    datasette.desk = desk
    datasette.desk_header, datasette.desk_proxies = header, frozenset(proxies)
    datasette.desk_hosts = None if hosts is None else frozenset(hosts)
    return datasette


def names(host: str, address: str | None) -> frozenset[str] | None:
    """Return the names that a desk on `host` answers to; None (any) where it is open to the network anyway."""
    if not loopback(host):
        return None
    ours = {"127.0.0.1", "localhost", "[::1]", host}
    return frozenset(ours | {urlsplit(address).hostname or ""} if address else ours)


def loopback(host: str) -> bool:
    """Say whether only this machine can reach that address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_exposure(host: str, header: str | None, everybody: Iterable[Account]) -> None:
    """Raise Exposed for a desk on the network to which nobody could sign in but whoever holds the entry link."""
    if not loopback(host) and header is None and not any(one.password and not one.closed for one in everybody):
        raise Exposed(f"--host {host} opens the desk to the network: give somebody a password first "
                      "(strikewatch curators add NAME)")  # fmt: skip


def run(desk: Desk, datasette: Datasette, host: str, port: int, started: Callable[[int], None]) -> None:
    """Serve until interrupted; `started` is told the port."""
    asyncio.run(serve(desk, datasette, host, port, started))


async def serve(
    desk: Desk,
    datasette: Datasette,
    host: str,
    port: int,
    started: Callable[[int], None],
    end: asyncio.Event | None = None,
) -> None:
    """Serve until interrupted, or until `end` is set."""
    await desk.refresh()
    # One process: the desk keeps its locks in memory. No access log: it would hold who read what.
    server = uvicorn.Server(uvicorn.Config(datasette.app(), host=host, port=port, log_level="warning", access_log=False,
                                           server_header=False, proxy_headers=False, lifespan="on"))  # fmt: skip
    keeper = asyncio.create_task(desk.keep_fresh())
    serving = asyncio.create_task(server.serve())
    try:
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        if server.started:
            started(server.servers[0].sockets[0].getsockname()[1])
        if end is not None:
            await end.wait()
            server.should_exit = True
        await serving
        await desk.settle_down()
    finally:
        keeper.cancel()
        with suppress(asyncio.CancelledError):
            await keeper


def _secret(db: Path) -> str:
    """Return the key that signs cookies, kept beside the database, for its owner's eyes only."""
    file = db.with_name(f"{db.name}.key")
    with suppress(FileExistsError):
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(secrets.token_hex(32), "ascii")
    return file.read_text("ascii")
