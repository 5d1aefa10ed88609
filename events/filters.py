"""The filter of events: list, file, feed and interface read their address with it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import django_filters as filters
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from actors.enums import Language
from actors.models import ActorIndex, Topic
from actors.selectors import snapshot
from actors.selectors.vocabulary import Dimension
from events.enums import EventFormat, EventKind
from events.models import Event
from events.querysets import EventQuerySet
from places.models import PlaceName
from places.names import fold
from platform_portal.core.address_filter import AddressFilter
from platform_portal.core.errors import BadParameter

if TYPE_CHECKING:
    from accounts.models import User

UPCOMING, PAST, EVERY = "upcoming", "past", "all"
WHEN = (
    (UPCOMING, pgettext_lazy("events", "Upcoming")),
    (PAST, pgettext_lazy("events", "Past")),
    (EVERY, pgettext_lazy("events", "All")),
)
FIRST_YEAR, LAST_YEAR = 1990, 2100
MAX_WORDS = 8
_TEXTS = [
    f"{field}_{code}" for field in ("title", "summary", "description", "venue") for code in ("de", "uk", "en")
]


class EventFilter(AddressFilter):
    """`q kind mode topic working_group region language when since until`; lists may be repeated, their values are alternatives.

    `mode` is the format (`format` names a file). `when` is *upcoming* by default, *all* where days are given. `since` and `until` are days
    in Berlin, both included.
    """

    q = filters.CharFilter(method="by_words")
    kind = filters.MultipleChoiceFilter(choices=EventKind.choices, label=gettext_lazy("Kind"))
    mode = filters.MultipleChoiceFilter(
        choices=EventFormat.choices, field_name="format", label=gettext_lazy("Format")
    )
    topic = filters.MultipleChoiceFilter(choices=(), method="by_topic")
    working_group = filters.MultipleChoiceFilter(
        choices=(), method="by_group", label=gettext_lazy("Working group")
    )
    region = filters.MultipleChoiceFilter(choices=(), method="by_region")
    language = filters.MultipleChoiceFilter(
        choices=Language.choices, method="by_language", label=gettext_lazy("Language")
    )
    when = filters.ChoiceFilter(choices=WHEN, method="by_when")
    since = filters.DateFilter(method="from_day")
    until = filters.DateFilter(method="to_day")

    class Meta:
        model = Event
        fields: tuple[str, ...] = ()

    def __init__(
        self,
        data: QueryDict,
        *,
        user: User | AnonymousUser | None = None,
        request: HttpRequest | None = None,
        now: dt.datetime | None = None,
    ) -> None:
        """`user`: whose events are found; without one what everybody may see, whoever asks."""
        self.now = now or timezone.now()
        self.vocabulary = snapshot.current().vocabulary
        every = Event.objects.visible_to(user).published() if user else Event.objects.public()
        offered = {
            "topic": tree(self.vocabulary.topic),
            "working_group": self.vocabulary.working_group.choices,
            "region": self.vocabulary.region.choices,
        }
        super().__init__(data, queryset=every, request=request, offered=offered)

    @property
    def period(self) -> str:
        """Upcoming, past, or all."""
        given = self.cleaned.get("when")
        return given or (EVERY if {"since", "until"} & set(self.cleaned) else UPCOMING)

    def filter_queryset(self, queryset: EventQuerySet) -> EventQuerySet:
        """In order: what comes next first, what is past the latest first."""
        return self.in_order(super().filter_queryset(queryset))

    def found_without(self, names: Any) -> EventQuerySet:
        """What the other filters find, in order."""
        return self.in_order(super().found_without(names))

    def in_order(self, found: EventQuerySet) -> EventQuerySet:
        """Of the chosen period."""
        if self.period == UPCOMING:
            return found.upcoming(self.now)
        if self.period == PAST:
            return found.past(self.now)
        return found.order_by("-starts_at", "-pk")

    def by_words(self, found: EventQuerySet, _name: str, term: str) -> EventQuerySet:
        """Every word stands in a text, or begins a word of place, organiser or working group, in any script."""
        return found.filter(about(term))

    def by_topic(self, found: EventQuerySet, _name: str, slugs: list[str]) -> EventQuerySet:
        """On one of the topics, or below one of the fields."""
        if not slugs:
            return found
        topics = Topic.objects.filter(Q(slug__in=slugs) | Q(parent__slug__in=slugs))
        return found.filter(pk__in=Event.objects.filter(topics__in=topics).values("pk"))

    def by_group(self, found: EventQuerySet, _name: str, slugs: list[str]) -> EventQuerySet:
        """Of one of the working groups, or of a small group of it."""
        if not slugs:
            return found
        return found.filter(Q(working_group__slug__in=slugs) | Q(working_group__parent__slug__in=slugs))

    def by_region(self, found: EventQuerySet, _name: str, slugs: list[str]) -> EventQuerySet:
        """At a place in one of the regions."""
        return found.filter(place__region__slug__in=slugs) if slugs else found

    def by_language(self, found: EventQuerySet, _name: str, codes: list[str]) -> EventQuerySet:
        """Spoken or interpreted."""
        if not codes:
            return found
        return found.filter(Q(languages__overlap=codes) | Q(interpretation__overlap=codes))

    def by_when(self, found: EventQuerySet, _name: str, _value: str) -> EventQuerySet:
        """See `in_order`."""
        return found

    def from_day(self, found: EventQuerySet, _name: str, day: dt.date) -> EventQuerySet:
        """Not over before that day."""
        return found.filter(ends_at__gt=_midnight(day))

    def to_day(self, found: EventQuerySet, _name: str, day: dt.date) -> EventQuerySet:
        """Begun by the end of that day."""
        return found.filter(starts_at__lt=_midnight(day) + dt.timedelta(days=1))


def tree(topics: Dimension) -> list[tuple[str, str]]:
    """Fields with their topics below them, as choices in the reader's language."""
    found = []
    for root in topics.terms:
        if root.parent is None:
            found.append((root.key, root.name))
            found += [(term.key, f"– {term.name}") for term in topics.children(root.id)]
    return found


def about(term: str) -> Q:
    """Condition on events for a search term."""
    found = Q()
    for word in term.split()[:MAX_WORDS]:
        written = Q()
        for column in _TEXTS:
            written |= Q(**{f"{column}__icontains": word})
        for code in ("de", "uk", "en"):
            written |= Q(**{f"working_group__name_{code}__icontains": word})
        for part in [piece for piece in fold(word).split() if any(letter.isalnum() for letter in piece)]:
            written |= _named(part)
        found &= written
    return found


def _named(word: str) -> Q:
    places = PlaceName.objects.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}"))
    lexeme = word.replace("\\", "\\\\").replace("'", "''")
    actors = ActorIndex.objects.filter(
        document=SearchQuery(f"'{lexeme}':*A", search_type="raw", config="simple")
    )
    organised = Event.organisers.through.objects.filter(actor__in=actors.values("actor"))
    return Q(place__in=places.values("place")) | Q(pk__in=organised.values("event"))


def _midnight(day: dt.date) -> dt.datetime:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadParameter(
            _("Days lie between the years %(first)d and %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
