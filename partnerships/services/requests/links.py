"""Links in mails that answer without logging in: signed, for one side and one address, of use once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from actors.models import Contact
from partnerships.models import CheckIn, RequestAnswer

if TYPE_CHECKING:
    from django.db import models

ANSWER = "partnerships.request-answer"
CHECK_IN = "partnerships.check-in"
LONGEST_KEY = 400


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who gets a mail for a side: a person who keeps its entry or, where there is none, the mailbox of a function."""

    email: str
    language: str
    user: User | None = None
    contact: Contact | None = None

    @property
    def mark(self) -> tuple[str, int]:
        """What the link says about its reader."""
        return ("u", self.user.pk) if self.user else ("c", self.contact.pk if self.contact else 0)


@dataclass(frozen=True, slots=True)
class Opened[Row: "models.Model"]:
    """A link that is genuine: the row it is about, and the person it was sent to (None: a mailbox)."""

    row: Row
    user: User | None


def answer_url(answer: RequestAnswer, to: Addressee) -> str:
    """The link that answers a request for one side, in the reader's language."""
    return absolute("request-answer", signing.dumps([answer.pk, *to.mark], salt=ANSWER), language=to.language)


def check_in_url(check_in: CheckIn, to: Addressee) -> str:
    """The link that says how it goes."""
    return absolute(
        "request-check-in", signing.dumps([check_in.pk, *to.mark], salt=CHECK_IN), language=to.language
    )


def open_answer(key: str) -> Opened[RequestAnswer] | None:
    """What a link of a request's mail is about; None when it is forged, or its reader no longer speaks for the side."""
    rows = RequestAnswer.objects.select_related("request", "actor")
    return _opened(key, ANSWER, rows)


def open_check_in(key: str) -> Opened[CheckIn] | None:
    """What a link of a question is about; None as above."""
    rows = CheckIn.objects.select_related("introduction__request", "actor")
    return _opened(key, CHECK_IN, rows)


def _opened[Row: "models.Model"](key: str, salt: str, rows: models.QuerySet[Row]) -> Opened[Row] | None:
    if len(key) > LONGEST_KEY:
        return None
    try:
        number, kind, reader = signing.loads(key, salt=salt)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    row = rows.filter(pk=number).first()
    if row is None:
        return None
    actor: int = row.actor_id  # type: ignore[attr-defined]
    if kind == "c":
        known = Contact.objects.filter(pk=reader, actor=actor, is_personal=False).exists()
        return Opened(row, None) if known else None
    user = User.objects.filter(pk=reader, is_active=True, memberships__actor=actor).first()
    return Opened(row, user) if user else None


def absolute(name: str, *args: object, language: str) -> str:
    """The full address of a page in a language."""
    with translation.override(language):
        return f"{settings.PORTAL_BASE_URL}{reverse(name, args=args)}"
