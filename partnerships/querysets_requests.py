"""The query language of cooperation requests and introductions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from partnerships.enums_requests import OPEN, Progress, RequestStatus

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

BERLIN = ZoneInfo("Europe/Berlin")


def quarter_start(now: dt.datetime) -> dt.datetime:
    """The first moment of the calendar quarter, Berlin time."""
    here = now.astimezone(BERLIN)
    return here.replace(
        month=3 * ((here.month - 1) // 3) + 1, day=1, hour=0, minute=0, second=0, microsecond=0
    )


#: A side has said, when asked how it goes, that nothing came of the introduction.
NOTHING_CAME = Q(introduction__check_ins__answer=Progress.NOTHING)


def _conversations(now: dt.datetime) -> Q:
    """Accepted in this quarter, and nobody has said that nothing came of it: the conversation takes the recipient's time."""
    return Q(status=RequestStatus.ACCEPTED, ended_at__gte=quarter_start(now)) & ~NOTHING_CAME


class RequestQuerySet(models.QuerySet):
    """Cooperation requests."""

    def open(self) -> Self:
        """Offen: sent and not answered, whether with the secretariat, in the queue or with the recipient."""
        return self.filter(status__in=OPEN)

    def between(self, one: int, other: int) -> Self:
        """Requests of two actors to each other, whichever asked."""
        return self.filter(Q(sender=one, recipient=other) | Q(sender=other, recipient=one))

    def taking_capacity(self, now: dt.datetime) -> Self:
        """Requests that take one of the recipient's conversations of this quarter: unanswered ones, and those accepted in it.

        One of which a side has said that nothing came of it gives its place back.
        """
        return self.filter(Q(status=RequestStatus.DELIVERED) | _conversations(now))

    def under_way(self, now: dt.datetime) -> Self:
        """What a recipient is busy with: open requests, those in its queue too, and the conversations of this quarter."""
        return self.filter(Q(status__in=OPEN) | _conversations(now))

    def in_queue_of(self, recipient: int) -> Self:
        """Warteschlange: requests waiting for a free place of a recipient, the oldest first."""
        return self.filter(status=RequestStatus.WAITING, recipient=recipient).order_by("queued_at", "pk")

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat (no drafts), else those of the person's actors: the sender's always, the others' once they arrived."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self.exclude(status=RequestStatus.DRAFT)
        own = user.memberships.values("actor")
        arrived = Q(delivered_at__isnull=False)
        return self.filter(Q(sender__in=own) | arrived & (Q(recipient__in=own) | Q(third__in=own)))

    def with_sides(self) -> Self:
        """Together with the actors, their places and regions, in the same query."""
        sides = ("sender", "recipient", "third")
        return self.select_related(*(f"{side}__place__region" for side in sides), "owner")

    def with_topics(self) -> Self:
        """Together with the topics: two queries more."""
        return self.prefetch_related("request_topics__topic")


class IntroductionQuerySet(models.QuerySet):
    """Introductions."""

    def standing(self) -> Self:
        """Not ended by the secretariat: the contacts of the sides are released to each other."""
        return self.filter(closed_at__isnull=True)

    def keeping_apart(self, now: dt.datetime) -> Self:
        """Standing ones that keep their sides from being suggested to each other, or asking, again.

        Where a side has said that nothing came of it, that is like a no: it holds for a year.
        """
        long_over = Q(
            check_ins__answer=Progress.NOTHING, check_ins__answered_at__lte=now - dt.timedelta(days=365)
        )
        return self.standing().exclude(long_over)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat, else those in which an actor of the person is a side."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_staff else self.of_members(user)

    def of_members(self, user: User) -> Self:
        """Introductions in which an actor of the person is a side; nothing more for the secretariat."""
        own = user.memberships.values("actor")
        return self.filter(
            Q(request__sender__in=own) | Q(request__recipient__in=own) | Q(request__third__in=own)
        )
