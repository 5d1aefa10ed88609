"""Where a person is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One session: since when, from which address, with what."""

    pk: int
    since: datetime
    address: str
    device: str
    is_current: bool


def sessions_of(user: User, *, current_key: str | None) -> list[Place]:
    """The sessions that are still open, the running one first, then the newest. Two queries, nothing is written."""
    rows = list(UserSession.objects.filter(user_id=user.pk).order_by("-created_at", "-pk"))
    open_keys = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    places = [
        Place(row.pk, row.created_at, row.ip, device(row.user_agent), row.session_key == current_key)
        for row in rows
        if row.session_key in open_keys
    ]
    return sorted(places, key=lambda place: not place.is_current)


def device(user_agent: str) -> str:
    """Browser and system in two words, as far as the browser says so; else what it calls itself, shortened."""
    found = [next((name for sign, name in table if sign in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return ", ".join(name for name in found if name) or user_agent[:60]
