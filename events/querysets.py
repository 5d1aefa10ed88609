"""The query language of events: adjectives filter, scopes say who sees what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from actors.roles import Permission, allow, standing
from events.enums import (
    OCCUPYING,
    STANDING,
    Audience,
    BookingStatus,
    EventStatus,
    ParticipantState,
    RegistrationStatus,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    type Reader = User | AnonymousUser

SHOWN = (EventStatus.PUBLISHED, EventStatus.CANCELLED)


def is_desk(user: Reader) -> bool:
    """Whether somebody plans events: the secretariat."""
    return allow(standing(user), Permission.SEE_UNPUBLISHED)


class EventQuerySet(models.QuerySet):
    """Events."""

    def published(self) -> Self:
        """Öffentlich angekündigt: published or cancelled afterwards; never a template."""
        return self.filter(status__in=SHOWN, is_template=False)

    def upcoming(self, now: dt.datetime | None = None) -> Self:
        """Kommende: not over yet, the next one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: dt.datetime | None = None) -> Self:
        """Vergangene: over, the latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def public(self) -> Self:
        """What everyone may see, whoever asks: for pages in caches, feeds, open data."""
        return self.published().filter(audience=Audience.PUBLIC)

    def visible_to(self, user: Reader) -> Self:
        """Published ones by their audience; those by invitation only for who is registered or organises; everything at the desk."""
        if is_desk(user):
            return self.filter(is_template=False)
        if not user.is_authenticated:
            return self.public()
        own = self.model._default_manager.filter(organisers__memberships__user=user).values("pk")
        return self.filter(
            Q(status__in=SHOWN, audience__in=(Audience.PUBLIC, Audience.MEMBERS))
            | Q(status__in=SHOWN, audience=Audience.INVITED, pk__in=_events_of(user))
            | Q(pk__in=own),
            is_template=False,
        )

    def with_place(self) -> Self:
        """Together with place, region, series and working group, in the same query."""
        return self.select_related("place__region", "series", "working_group")

    def with_people(self) -> Self:
        """`people`: how many registrations stand."""
        from events.models import Registration

        standing = Registration.objects.standing().filter(event=OuterRef("pk")).order_by()
        number = standing.values("event").annotate(number=models.Count("pk")).values("number")
        zero = models.Value(0)
        return self.annotate(
            people=models.functions.Coalesce(models.Subquery(number, models.IntegerField()), zero)
        )


def _events_of(user: User) -> models.QuerySet:
    from events.models import Registration

    return Registration.objects.of_user(user).standing().values("event")


class SeriesQuerySet(models.QuerySet):
    """Series of events."""

    def visible_to(self, user: Reader) -> Self:
        """By audience; those by invitation only for who sees one of their events; everything at the desk."""
        if is_desk(user):
            return self
        if not user.is_authenticated:
            return self.filter(audience=Audience.PUBLIC)
        from events.models import Event

        seen = Event.objects.visible_to(user).filter(series=OuterRef("pk"))
        return self.filter(~Q(audience=Audience.INVITED) | Exists(seen))


class SessionQuerySet(models.QuerySet):
    """Sessions as they are being planned; readers see released versions (`events.selectors.programme`)."""

    def with_speakers(self) -> Self:
        """Together with who speaks and moderates: two queries more."""
        return self.prefetch_related("contributions__speaker__actor")

    def bookable(self) -> Self:
        """With places of their own."""
        return self.filter(is_bookable=True)


class RegistrationQuerySet(models.QuerySet):
    """Registrations."""

    def standing(self) -> Self:
        """Those that count: not cancelled, declined or expired."""
        return self.filter(status__in=STANDING)

    def of_user(self, user: User) -> Self:
        """A person's own: by account, or by the address of the account."""
        return self.filter(Q(user=user) | Q(person_key=user.email.casefold()))

    @staticmethod
    def is_overdue(now: dt.datetime) -> Q:
        """Abgelaufen: the address was not confirmed, or the invitation not answered, in time."""
        return Q(status__in=(RegistrationStatus.UNCONFIRMED, RegistrationStatus.INVITED), held_until__lte=now)

    def overdue(self, now: dt.datetime) -> Self:
        """Those whose hold or invitation ran out."""
        return self.filter(self.is_overdue(now))

    def visible_to(self, user: Reader) -> Self:
        """All for the secretariat, else one's own and those of colleagues one has registered."""
        if not user.is_authenticated:
            return self.none()
        if is_desk(user):
            return self
        own = Q(user=user) | Q(person_key=user.email.casefold())
        led = Q(leader__user=user) | Q(leader__person_key=user.email.casefold())
        return self.filter(own | led)

    def with_state(self) -> Self:
        """`state`: a ParticipantState. For those who are registered it is that of their place in the event as a whole."""
        from events.models import Booking

        places = Booking.objects.of_event().exclude(status=BookingStatus.RELEASED)
        place = places.filter(registration=OuterRef("pk")).values("status")[:1]
        shown = (
            BookingStatus.WAITING,
            BookingStatus.OFFERED,
            BookingStatus.CHOOSE,
        )
        return self.annotate(place=models.Subquery(place, output_field=models.CharField())).annotate(
            state=models.Case(
                models.When(status=RegistrationStatus.ACTIVE, place__in=shown, then=F("place")),
                models.When(
                    status=RegistrationStatus.ACTIVE, then=models.Value(ParticipantState.CONFIRMED.value)
                ),
                default=F("status"),
                output_field=models.CharField(),
            )
        )

    def in_states(self, states: Iterable[str]) -> Self:
        """In one of the states (ParticipantState)."""
        return self.with_state().filter(state__in=list(states))

    def numbers_by_state(self) -> dict[str, int]:
        """How many are in each state that occurs. One query."""
        found = self.with_state().order_by().values("state").annotate(number=models.Count("pk"))
        return {row["state"]: row["number"] for row in found}

    def confirmed(self) -> Self:
        """Bestätigt: registered, and neither waiting nor asked to choose."""
        return self.in_states([ParticipantState.CONFIRMED])

    def attended(self) -> Self:
        """Teilgenommen: checked in; where nobody of an event and way of taking part was checked in, all who were confirmed."""
        from events.models import Registration

        kept = Registration.objects.filter(
            event=OuterRef("event"), mode=OuterRef("mode"), checked_in_at__isnull=False
        )
        return self.confirmed().filter(Q(checked_in_at__isnull=False) | ~Exists(kept))


class BookingQuerySet(models.QuerySet):
    """Bookings."""

    def occupying(self) -> Self:
        """Belegt: those that take a place of their bucket."""
        return self.filter(status__in=OCCUPYING)

    def confirmed(self) -> Self:
        """With a place for certain."""
        return self.filter(status=BookingStatus.CONFIRMED)

    def waiting(self) -> Self:
        """Warteliste: in strict order."""
        return self.filter(status=BookingStatus.WAITING).order_by("bucket", "waiting_number")

    def with_position(self) -> Self:
        """`position`: how many wait in the same bucket up to and including this one."""
        ahead = (
            self.model._default_manager.filter(
                bucket=OuterRef("bucket"),
                status=BookingStatus.WAITING,
                waiting_number__lte=OuterRef("waiting_number"),
            )
            .order_by()
            .values("bucket")
            .annotate(number=models.Count("pk"))
            .values("number")
        )
        return self.annotate(position=models.Subquery(ahead, output_field=models.IntegerField()))

    def of_event(self) -> Self:
        """For the event as a whole, not for one of its sessions."""
        return self.filter(is_session=False)

    def overdue_offers(self, now: dt.datetime) -> Self:
        """Offers whose deadline has passed."""
        return self.filter(status=BookingStatus.OFFERED, offered_until__lte=now).order_by(F("offered_until"))
