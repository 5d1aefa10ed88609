"""The signed links of every mail of the newsletter: preferences, and leaving with one click (RFC 8058). They open a page and act by POST.

A key names the subscriber, the version of the subscriber's links and the edition; it needs no row in the database, because a sending has a
hundred thousand of them. Raising `Subscriber.key_version` makes all links in former mails useless. Former secrets stay valid.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes

#: Names of the addresses a key is for: `…/newsletter/preferences/<key>/`, `…/newsletter/leave/<key>/`.
PREFERENCES, LEAVE = "newsletter-preferences", "newsletter-leave"
_SHAPE = struct.Struct(">QHQ")
_MAC = 15  # bytes: 120 bits; with the numbers 33 bytes, 44 signs without padding


@dataclass(frozen=True, slots=True)
class Link:
    """What a key says once its signature was found right. `edition_id` is 0 for a link that was asked for."""

    subscriber_id: int
    key_version: int
    edition_id: int = 0


class Signer:
    """Makes the keys of many links; the secret is worked out once."""

    def __init__(self, secret: str | bytes | None = None) -> None:
        chosen = force_bytes(settings.SECRET_KEY if secret is None else secret)
        self._key = hashlib.sha256(b"newsletter links:" + chosen).digest()

    def key(self, subscriber_id: int, key_version: int, edition_id: int = 0) -> str:
        """The key of a link; 44 signs that need no quoting anywhere."""
        content = _SHAPE.pack(subscriber_id, key_version, edition_id)
        return base64.urlsafe_b64encode(content + self.mac(content)).decode()

    def mac(self, content: bytes) -> bytes:
        """The signature."""
        return hmac.digest(self._key, content, "sha256")[:_MAC]


def key_for(subscriber_id: int, key_version: int, edition_id: int = 0) -> str:
    """The key of one link."""
    return Signer().key(subscriber_id, key_version, edition_id)


def read(key: str) -> Link | None:
    """What a key says; None for one the portal has not made. Whether the version still holds is for the caller to compare."""
    try:
        raw = base64.b64decode(key.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, UnicodeEncodeError, binascii.Error):
        return None
    content, mac = raw[: _SHAPE.size], raw[_SHAPE.size :]
    if len(content) != _SHAPE.size or len(mac) != _MAC:
        return None
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(hmac.compare_digest(Signer(secret).mac(content), mac) for secret in secrets):
        return None
    return Link(*_SHAPE.unpack(content))


def url_for(name: str, key: str, language: str) -> str:
    """The whole address for a mail, in the reader's language; `name` is PREFERENCES or LEAVE."""
    with translation.override(language):
        return f"{settings.PORTAL_BASE_URL}{reverse(name, args=[key])}"
