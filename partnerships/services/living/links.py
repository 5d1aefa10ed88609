"""Links in mails that ask how a partnership is: signed, for one side and one address, of use once."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from accounts.models import User
from actors.models import Contact
from partnerships.models import PulseAnswer
from partnerships.services.requests.links import LONGEST_KEY, Addressee, absolute

SALT = "partnerships.pulse"


@dataclass(frozen=True, slots=True)
class Opened:
    """A genuine link: the answer it is for, and the person it was sent to (None: a mailbox)."""

    answer: PulseAnswer
    user: User | None


def make(answer: PulseAnswer, to: Addressee) -> str:
    """The key of the link."""
    return signing.dumps([answer.pk, *to.mark], salt=SALT)


def address(answer: PulseAnswer, to: Addressee) -> str:
    """The link in the reader's language."""
    return absolute("partnership-pulse", make(answer, to), language=to.language)


def opened(key: str) -> Opened | None:
    """What a link is about; None when it is forged, or its reader no longer speaks for the side."""
    if len(key) > LONGEST_KEY:
        return None
    try:
        number, kind, reader = signing.loads(key, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    row = PulseAnswer.objects.select_related("question__partnership", "actor").filter(pk=number).first()
    if row is None:
        return None
    if kind == "c":
        known = Contact.objects.filter(pk=reader, actor=row.actor_id, is_personal=False).exists()
        return Opened(row, None) if known else None
    user = User.objects.filter(pk=reader, is_active=True, memberships__actor=row.actor_id).first()
    return Opened(row, user) if user else None
