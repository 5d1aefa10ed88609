"""The links of the mail that asks whether an entry is right: one per person and answer, signed, good for one use.

A link names the question and the person asked. It carries a part of the hash that is stored with the question, so that a
question asked anew makes the links of earlier mails worthless. It opens a page; the answer is given there, by POST.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from actors.models import FreshnessCheck

SALT = "actors.freshness"
_PART = 16  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class Pass:
    """What a link says, once its signature was found right."""

    check_id: int
    user_id: int
    part: str

    def fits(self, check: FreshnessCheck) -> bool:
        """Whether the link belongs to the question as it is asked now."""
        return check.key_hash.startswith(self.part)


def key_for(check: FreshnessCheck, user: User) -> str:
    """The key of a person's links."""
    return signing.dumps([check.pk, user.pk, check.key_hash[:_PART]], salt=SALT)


def read(key: str) -> Pass | None:
    """What a key says; None for one the portal has not made."""
    try:
        check_id, user_id, part = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Pass(int(check_id), int(user_id), str(part))


def url_for(check: FreshnessCheck, user: User, answer: str) -> str:
    """The whole address for a mail, in the person's language."""
    with translation.override(user.language):
        path = reverse("entry-freshness", args=[key_for(check, user), answer])
    return f"{settings.PORTAL_BASE_URL}{path}"
