"""Passwords as hashes: scrypt of the standard library, with the parameters kept beside the salt. Pure but for salts."""

import hashlib
import hmac
import secrets

# 16 MiB and some 50 ms of one core: RFC 7914's interactive cost; a guess costs an attacker the same.
COST, BLOCK, LANES = 2**14, 8, 1
# NIST SP 800-63B asks for eight at least and sets no rules of composition.
SHORTEST = 8


class WeakPassword(ValueError):
    """A password that is too short to be one."""


def hashed(password: str, *, cost: int = COST) -> str:
    """Return `scrypt$N$r$p$salt$hash`; WeakPassword for one under eight characters. `cost` is N, a power of two."""
    if len(password) < SHORTEST:
        raise WeakPassword(f"a password has at least {SHORTEST} characters")
    salt = secrets.token_bytes(16)
    return f"scrypt${cost}${BLOCK}${LANES}${salt.hex()}${_scrypt(password, salt, cost, BLOCK, LANES).hex()}"


def fits(password: str, kept: str | None) -> bool:
    """Say whether a password is the one that was hashed; takes as long for an account without one."""
    if kept is None:
        _scrypt(password, b"\0" * 16, COST, BLOCK, LANES)
        return False
    _, cost, block, lanes, salt, digest = kept.split("$")
    made = _scrypt(password, bytes.fromhex(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(made, bytes.fromhex(digest))


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    # Twice what the parameters need (128 N r bytes): OpenSSL refuses to use more than it is told.
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=256 * cost * block, dklen=32)
