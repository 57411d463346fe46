"""Who may sign in to the desk, and as what. Writes: account."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from store.database import Store, StoreError, writing
from store.values import to_iso

Role = Literal["reader", "curator", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)


class UnknownAccount(StoreError):
    """No account has that name."""


class AccountExists(StoreError):
    """An account has that name already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person: `password` is a hash, or None for one who comes by the proxy or the command line only."""

    name: str
    role: Role
    password: str | None = None
    closed: bool = False


def add(store: Store, account: Account, now: datetime) -> None:
    """Put a person in; AccountExists if the name is taken, by a closed account too: its decisions keep their name."""
    with writing(store):
        if find(store, account.name) is not None:
            raise AccountExists(f"there is an account {account.name!r} already")
        store.execute(
            "INSERT INTO account (name, role, password, created) VALUES (?, ?, ?, ?)",
            [account.name, account.role, account.password, to_iso(now)],
        )


def ensure(store: Store, name: str, role: Role, now: datetime) -> Account:
    """Return the account of that name; put it in, without a password, if there is none."""
    found = find(store, name)
    if found is None:
        found = Account(name=name, role=role)
        add(store, found, now)
    return found


def change(store: Store, account: Account, now: datetime) -> None:
    """Write a person's role, password and whether the account is closed; UnknownAccount if there is none."""
    with writing(store):
        if find(store, account.name) is None:
            raise UnknownAccount(f"no account {account.name!r}; `strikewatch curators list` names them")
        store.execute(
            "UPDATE account SET role = ?, password = ?, closed = ? WHERE name = ?",
            [account.role, account.password, to_iso(now) if account.closed else None, account.name],
        )


def find(store: Store, name: str) -> Account | None:
    """Return a person's account, closed or not."""
    return next((_account(row) for row in store.query("SELECT * FROM account WHERE name = ?", [name])), None)


def everybody(store: Store) -> list[Account]:
    """Return all accounts by name, closed ones last."""
    return [_account(row) for row in store.query("SELECT * FROM account ORDER BY closed IS NOT NULL, name")]


def _account(row: dict[str, Any]) -> Account:
    return Account(name=row["name"], role=row["role"], password=row["password"], closed=row["closed"] is not None)
