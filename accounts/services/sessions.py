"""Ends sessions: one, or all of a person's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from platform_portal.core import audit

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def end(*, session: UserSession, by: User) -> None:
    """Logs one browser out; may run twice."""
    Session.objects.filter(session_key=session.session_key).delete()
    UserSession.objects.filter(pk=session.pk).delete()
    audit.record(action="session.ended", obj=by, by=by)


@transaction.atomic
def end_all(*, user: User, by: User | None) -> int:
    """Logs a person out everywhere, the running session included, also sessions not listed. Returns how many."""
    keys = {
        *UserSession.objects.filter(user_id=user.pk).values_list("session_key", flat=True),
        *_unlisted(user),
    }
    ended, _ = Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user_id=user.pk).delete()
    audit.record(action="session.all_ended", obj=user, by=by, count=ended)
    return ended


def _unlisted(user: User) -> list[str]:
    """Sessions of the person of which no list was kept; every session is opened, as their content is not searchable."""
    return [
        session.session_key
        for session in Session.objects.iterator(chunk_size=500)
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
