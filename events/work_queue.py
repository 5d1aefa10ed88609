"""What of events waits for the secretariat: registrations to approve, proposals of members, events without programme or link."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.enums import Admission, EventFormat, EventStatus, ImpulseStatus, RegistrationStatus
from events.models import Event, Impulse, Registration, Session
from platform_portal.core.formats import precise
from platform_portal.core.work_queue import Action, Item, Queue, register

#: So long before the start the link to take part online should be there, and the programme released.
LINK_BEFORE = dt.timedelta(days=7)
PROGRAMME_BEFORE = dt.timedelta(days=30)


def _received() -> QuerySet[Registration]:
    return Registration.objects.filter(status=RegistrationStatus.RECEIVED, event__ends_at__gt=timezone.now())


def count_received() -> tuple[int, dt.datetime | None]:
    """How many registrations wait, and since when the oldest."""
    found = _received().aggregate(number=Count("pk"), oldest=Min("created_at"))
    return found["number"], found["oldest"]


def received(limit: int) -> list[Item]:
    """One line per event, the one with the oldest registration first. Two queries."""
    waiting = _received().order_by().values("event").annotate(number=Count("pk"), oldest=Min("created_at"))
    rows = list(waiting.order_by("oldest", "event")[:limit])
    events = Event.objects.in_bulk([row["event"] for row in rows])
    return [
        Item(
            title=events[row["event"]].title,
            since=row["oldest"],
            url=reverse("event-participants", args=[row["event"]], query={"state": "received"}),
            detail=ngettext(
                "%(number)s registration to approve", "%(number)s registrations to approve", row["number"]
            )
            % {"number": row["number"]},
        )
        for row in rows
    ]


def count_impulses() -> tuple[int, dt.datetime | None]:
    """How many proposals wait, and since when the oldest."""
    found = Impulse.objects.filter(status=ImpulseStatus.OPEN).aggregate(
        number=Count("pk"), oldest=Min("proposed_at")
    )
    return found["number"], found["oldest"]


def impulses(limit: int) -> list[Item]:
    """The oldest first. One query."""
    rows = Impulse.objects.filter(status=ImpulseStatus.OPEN).select_related("actor", "working_group")
    return [
        Item(
            title=row.title,
            since=row.proposed_at,
            url=reverse("impulse-review", args=[row.pk]),
            detail=", ".join(
                str(part) for part in (row.get_kind_display(), row.actor, row.working_group) if part
            ),
            actions=(Action(_("Accept"), reverse("impulse-accept", args=[row.pk]), is_main=True),),
        )
        for row in rows.order_by("proposed_at", "pk")[:limit]
    ]


def _unready() -> QuerySet[Event]:
    """Published events to come that lack their link within a week, or a released programme within a month."""
    now = timezone.now()
    coming = Event.objects.filter(status=EventStatus.PUBLISHED, is_template=False, starts_at__gt=now)
    planned = Exists(Session.objects.filter(event=OuterRef("pk")))
    no_link = Q(
        format__in=(EventFormat.ONLINE, EventFormat.HYBRID), stream_url="", starts_at__lt=now + LINK_BEFORE
    ) & ~Q(admission=Admission.ELSEWHERE)
    no_programme = Q(planned, released_version=None, starts_at__lt=now + PROGRAMME_BEFORE)
    return coming.filter(no_link | no_programme)


def count_unready() -> tuple[int, dt.datetime | None]:
    """How many events lack something; since when is not known, it is as if since today."""
    number = _unready().count()
    return number, timezone.now() if number else None


def unready(limit: int) -> list[Item]:
    """The next one first, with what is missing. One query."""
    now = timezone.now()
    items = []
    for event in _unready().order_by("starts_at", "pk")[:limit]:
        lacks_link = event.format != EventFormat.ON_SITE and not event.stream_url
        is_soon = event.starts_at < now + LINK_BEFORE
        text = _("The link to take part online is missing.") if lacks_link and is_soon else ""
        items.append(
            Item(
                title=event.title,
                since=now,
                url=reverse("admin:events_event_change", args=[event.pk]),
                detail=f"{precise(event.local_start)}: {text or _('The programme is not released.')}",
            )
        )
    return items


register(
    Queue(
        slug="registrations",
        label=gettext_lazy("Registrations to approve"),
        position=50,
        items=received,
        count=count_received,
        url=reverse_lazy("admin:events_event_changelist"),
        empty=gettext_lazy("Nobody waits for an approval."),
    )
)
register(
    Queue(
        slug="impulses",
        label=gettext_lazy("Proposals for events"),
        position=51,
        items=impulses,
        count=count_impulses,
        url=reverse_lazy("admin:events_impulse_changelist", query={"status__exact": "open"}),
        due_days=14,
        empty=gettext_lazy("No proposal waits."),
    )
)
register(
    Queue(
        slug="unready-events",
        label=gettext_lazy("Events not ready yet"),
        position=52,
        items=unready,
        count=count_unready,
        url=reverse_lazy("admin:events_event_changelist", query={"status__exact": "published"}),
        empty=gettext_lazy("All events to come have what they need."),
    )
)
