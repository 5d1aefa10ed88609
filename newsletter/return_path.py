"""The return path: one per mail and signed (VERP), so that a bounce names its mail and nobody can invent one."""

from __future__ import annotations

import hashlib
import hmac
import re

from django.conf import settings
from django.utils.encoding import force_bytes

_MAC = 16  # hexadecimal digits: 64 bits, tried over mail only
_TAG = re.compile(rf"\+([0-9a-z]{{1,13}})-([0-9a-f]{{{_MAC}}})@", re.IGNORECASE)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class ReturnPath:
    """Makes the return paths of many mails; the secret is worked out once."""

    def __init__(self, secret: str | bytes | None = None) -> None:
        chosen = force_bytes(settings.SECRET_KEY if secret is None else secret)
        self._key = hashlib.sha256(b"newsletter return path:" + chosen).digest()
        self._local, _at, self._domain = settings.PORTAL_BOUNCE_ADDRESS.rpartition("@")

    def of(self, delivery_id: int) -> str:
        """The return path of a mail: `bounces+<number>-<signature>@…`; case does not matter."""
        tag = base36(delivery_id)
        return f"{self._local}+{tag}-{self.mac(tag)}@{self._domain}"

    def mac(self, tag: str) -> str:
        """The signature of a number."""
        return hmac.digest(self._key, tag.encode(), "sha256").hex()[:_MAC]


def read(address: str) -> int | None:
    """The number of the mail a return path names; None when it names none, or somebody has invented it."""
    found = _TAG.search(address)
    if not found:
        return None
    tag, mac = found[1].lower(), found[2].lower()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if any(hmac.compare_digest(ReturnPath(secret).mac(tag), mac) for secret in secrets):
        number = int(tag, 36)
        return number if 0 < number < 2**63 else None
    return None


def base36(number: int) -> str:
    """A number in small letters and digits."""
    signs = ""
    while number:
        number, rest = divmod(number, 36)
        signs = _DIGITS[rest] + signs
    return signs or "0"
