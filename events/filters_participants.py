"""The filter of participants at the desk: page, exports, mails and steps read their address with it."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from events.enums import BookingStatus, Food, Mode, ParticipantState, Presence
from events.models import Event, Registration, Session
from events.querysets import RegistrationQuerySet
from platform_portal.core import address_filter
from platform_portal.core.desk import script_search

NEEDS = (("yes", _("with needs")), ("headset", _("needs interpretation")))


class ParticipantFilter(address_filter.AddressFilter):
    """`q state mode session group language food needs presence`; `state` may be repeated."""

    q = filters.CharFilter(method="by_words")
    state = filters.MultipleChoiceFilter(choices=ParticipantState.choices, method="by_state")
    mode = filters.ChoiceFilter(choices=Mode.choices)
    session = filters.ChoiceFilter(choices=(), method="by_session")
    group = filters.ChoiceFilter(choices=(), method="by_group")
    language = filters.ChoiceFilter(choices=settings.LANGUAGES)
    food = filters.ChoiceFilter(choices=Food.choices)
    needs = filters.ChoiceFilter(choices=NEEDS, method="by_needs")
    presence = filters.ChoiceFilter(choices=Presence.choices, method="by_presence")

    class Meta:
        model = Registration
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        data: QueryDict,
        *,
        event: Event,
        sessions: list[tuple[str, str]],
        groups: list[tuple[str, str]],
        request: HttpRequest | None = None,
    ) -> None:
        self.sessions, self.groups = sessions, groups
        found = Registration.objects.filter(event=event).with_state().order_by("created_at", "pk")
        offered = {"session": sessions, "group": groups}
        super().__init__(data, queryset=found, request=request, offered=offered)

    def by_words(self, found: RegistrationQuerySet, _name: str, term: str) -> RegistrationQuerySet:
        """Name, organisation or address, as written or by sound in any script; or the code on the badge."""
        written = Q(email__icontains=term) | Q(code__iexact=term)
        return found.filter(written | script_search.matching(found, term, "name", "organisation"))

    def by_state(self, found: RegistrationQuerySet, _name: str, states: list[str]) -> RegistrationQuerySet:
        """In one of the states."""
        return found.filter(state__in=states) if states else found

    def by_session(self, found: RegistrationQuerySet, _name: str, session: str) -> RegistrationQuerySet:
        """With a place, or a wish for one, in the session."""
        from events.models import Booking

        booked = Booking.objects.filter(bucket__session=int(session)).exclude(status=BookingStatus.RELEASED)
        return found.filter(pk__in=booked.values("registration"))

    def by_group(self, found: RegistrationQuerySet, _name: str, group: str) -> RegistrationQuerySet:
        """Of a group of actors."""
        return found.filter(group=group)

    def by_needs(self, found: RegistrationQuerySet, _name: str, value: str) -> RegistrationQuerySet:
        """Who wrote what they need, or needs interpretation."""
        return found.filter(wants_headset=True) if value == "headset" else found.exclude(access_needs="")

    def by_presence(self, found: RegistrationQuerySet, _name: str, value: str) -> RegistrationQuerySet:
        """Checked in, or not."""
        return found.filter(checked_in_at__isnull=value == Presence.OUT)


def of_event(event: Event, data: QueryDict, request: HttpRequest | None = None) -> ParticipantFilter:
    """The filter with what the event offers; two queries. Raises BadParameter for values nobody knows."""
    from actors.models import ActorGroup

    sessions: list[tuple[str, Any]] = [
        (str(pk), title)
        for pk, title in Session.objects.filter(event=event).bookable().values_list("pk", "title")
    ]
    groups = [(str(group.pk), group.name) for group in ActorGroup.objects.all()]
    return ParticipantFilter(data, event=event, sessions=sessions, groups=groups, request=request)
