"""Keys of links in mails: the mail holds the key, the database only its hash, so that a copy of the database opens nothing."""

from __future__ import annotations

import hashlib
import secrets


def make() -> tuple[str, str]:
    """A new key of 256 bits for a link, and the hash to store."""
    key = secrets.token_urlsafe(32)
    return key, hashed(key)


def hashed(key: str) -> str:
    """The hash under which a key is stored; 64 hexadecimal digits."""
    return hashlib.sha256(key.encode()).hexdigest()
