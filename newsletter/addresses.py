"""Addresses: one key per mailbox, and keyed hashes by which an address is found again without being kept."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

LONGEST = 254


def normalised(address: str) -> str:
    """The key of an address: one per mailbox, whatever the spelling. Raises ValidationError for what is no address.

    Case is folded on both sides (every provider in use ignores it), the domain becomes its A-label (`пошта.укр` → `xn--…`), so that
    one mailbox typed in two ways is one subscriber. Tags (`+x`) and dots stay: they may be different mailboxes.
    """
    text = unicodedata.normalize("NFC", address.strip())
    local, at, domain = text.rpartition("@")
    if not (local and at and domain) or len(text) > LONGEST or any(ord(sign) < 32 for sign in text):
        raise ValidationError(_("Please enter a valid e-mail address."), code="invalid")
    key = f"{local.casefold()}@{a_label(domain)}"
    if len(key) > LONGEST:
        raise ValidationError(_("Please enter a valid e-mail address."), code="invalid")
    validate_email(key)
    return key


def a_label(domain: str) -> str:
    """The domain as the name system knows it, in small letters. Raises ValidationError when there is none."""
    try:
        return domain.casefold().rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        raise ValidationError(_("Please enter a valid e-mail address."), code="invalid") from None


def domain_of(key: str) -> str:
    """The domain of a key."""
    return key.rpartition("@")[2]


def hashes(key: str) -> list[str]:
    """HMAC-SHA256 of a key under the secret in use, then under former ones; 64 hexadecimal digits each.

    Keep former secrets in PORTAL_SECRET_KEY_FALLBACKS: what was suppressed under them must stay suppressed.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    derived = [hashlib.sha256(b"newsletter address:" + force_bytes(secret)).digest() for secret in secrets]
    return [hmac.new(secret, key.encode(), hashlib.sha256).hexdigest() for secret in derived]


def hashed(key: str) -> str:
    """The hash under the secret in use: for writing; :func:`hashes` for looking up."""
    return hashes(key)[0]
