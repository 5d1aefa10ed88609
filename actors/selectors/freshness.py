"""Which entries are to be confirmed, and by whom."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from accounts.enums import Frequency, NotificationKind
from accounts.models import NotificationPreference, User
from actors.enums import ActorStatus, FreshnessAnswer, MembershipRole
from actors.models import Actor, FreshnessCheck, Membership

#: An entry is asked about when nobody has confirmed it for so many months.
ASK_AFTER_MONTHS = 6


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last one of that month."""
    month = day.month - 1 - months
    year, month = day.year + month // 12, month % 12 + 1
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(day.day, last))


def due(now: dt.datetime) -> QuerySet[Actor]:
    """Published entries nobody has confirmed for six months and nobody is asked about, the longest waiting first.

    `waiting_since` is the day of the last confirmation, or of the publication where there was none.
    """
    limit = months_before(timezone.localdate(now), ASK_AFTER_MONTHS)
    is_open = FreshnessCheck.objects.filter(actor=OuterRef("pk"), closed_at__isnull=True)
    return (
        Actor.objects.filter(status=ActorStatus.PUBLISHED)
        .annotate(waiting_since=Coalesce(F("last_confirmed_on"), TruncDate("published_at")))
        .filter(~Exists(is_open), waiting_since__lte=limit)
        .order_by("waiting_since", "pk")
    )


def with_keepers(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    """Those of the actors whose question would reach somebody; the twin of :func:`keepers`."""
    return actors.filter(Exists(_reachable().filter(actor=OuterRef("pk"))))


def without_keepers(actors: QuerySet[Actor]) -> QuerySet[Actor]:
    """Those of the actors whose question would reach nobody: the secretariat confirms them."""
    return actors.filter(~Exists(_reachable().filter(actor=OuterRef("pk"))))


def keepers(actor: Actor) -> list[User]:
    """Who is asked: the owners, where there is none the editors; nobody who wants no mails about entries."""
    rows = list(_reachable().filter(actor=actor).select_related("user").order_by("pk"))
    owners = [row.user for row in rows if row.role == MembershipRole.OWNER]
    return owners or [row.user for row in rows]


def said_inactive() -> QuerySet[FreshnessCheck]:
    """Open questions that were answered with "no longer active"."""
    return _open_of_dormant().filter(answer=FreshnessAnswer.INACTIVE)


def unanswered() -> QuerySet[FreshnessCheck]:
    """Open questions of entries that became dormant because nobody answered."""
    return _open_of_dormant().exclude(answer=FreshnessAnswer.INACTIVE)


def dormant() -> QuerySet[FreshnessCheck]:
    """Both: the dormant entries the secretariat may look after, the oldest first."""
    return _open_of_dormant()


def _open_of_dormant() -> QuerySet[FreshnessCheck]:
    found = FreshnessCheck.objects.filter(closed_at__isnull=True, actor__status=ActorStatus.DORMANT)
    return found.select_related("actor__place").order_by("last_asked_at", "pk")


def _reachable() -> QuerySet[Membership]:
    """Memberships of persons who can be asked: the account is open, is not about to be erased, and takes such mails."""
    refused = NotificationPreference.objects.filter(
        user=OuterRef("user"), kind=NotificationKind.ENTRY, frequency=Frequency.NEVER
    )
    return Membership.objects.filter(
        ~Exists(refused), user__is_active=True, user__erasure_request__isnull=True
    ).exclude(user__email="")
