"""The filter of funding programmes: page, file and calendar read their address with it."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from partnerships.enums_funding import DeadlineKind
from partnerships.filters import AddressFilter
from partnerships.models import FundingProgramme
from partnerships.querysets_funding import FundingProgrammeQuerySet
from partnerships.selectors.funding_dates import next_deadline

#: Days ahead that can be chosen.
WITHIN = (
    ("30", _("within 30 days")),
    ("90", _("within 90 days")),
    ("any", _("with a known date")),
    ("always", _("at any time")),
)


class FundingFilter(AddressFilter):
    """`q who topic region deadline`; topics and regions may be repeated. `region` is where the partner lies."""

    q = filters.CharFilter(method="by_words")
    who = filters.ChoiceFilter(choices=ActorKind.choices, method="by_kind")
    topic = filters.MultipleChoiceFilter(choices=(), method="by_topic")
    region = filters.MultipleChoiceFilter(choices=(), method="by_region")
    deadline = filters.ChoiceFilter(choices=WITHIN, method="by_deadline")

    class Meta:
        model = FundingProgramme
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, *, request: HttpRequest | None = None) -> None:
        super().__init__(data, queryset=FundingProgramme.objects.published(), request=request)

    def by_words(self, found: FundingProgrammeQuerySet, _name: str, term: str) -> FundingProgrammeQuerySet:
        """Every word stands in name, funder or summary, in any language."""
        return found.with_words(term.split()[:10])

    def by_kind(self, found: FundingProgrammeQuerySet, _name: str, kind: str) -> FundingProgrammeQuerySet:
        """Those this kind may apply to, and those of which it is unknown."""
        return found.for_kind(kind)

    def by_topic(
        self, found: FundingProgrammeQuerySet, _name: str, slugs: list[str]
    ) -> FundingProgrammeQuerySet:
        """On one of the topics, or below one of the fields."""
        return found.on_topics(self.topics_of(slugs)) if slugs else found

    def by_region(
        self, found: FundingProgrammeQuerySet, _name: str, slugs: list[str]
    ) -> FundingProgrammeQuerySet:
        """For partners in one of the regions, or applicants from there."""
        return found.in_regions(slugs) if slugs else found

    def by_deadline(
        self, found: FundingProgrammeQuerySet, _name: str, value: str
    ) -> FundingProgrammeQuerySet:
        """Applications possible at any time, or until a day that is near enough."""
        if value == "always":
            return found.filter(deadline_kind=DeadlineKind.ALWAYS)
        today = timezone.localdate()
        most: Any = None if value == "any" else int(value)
        dated = FundingProgramme.objects.filter(deadline_kind=DeadlineKind.DATES).prefetch_related(
            "deadlines"
        )
        near = [
            programme.pk
            for programme in dated
            if (day := next_deadline(programme, today)) and (most is None or (day - today).days <= most)
        ]
        return found.filter(pk__in=near)
