"""The filters of register and postings: page, map, exports and interface read their address with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import django_filters as filters
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from actors.models import Topic
from partnerships.enums import Confidence, Direction, PartnershipKind, PartnershipStatus
from partnerships.enums_postings import CooperationKind, Horizon
from partnerships.models import Partnership, Party, Posting
from partnerships.querysets import PartnershipQuerySet, PostingQuerySet
from partnerships.selectors import name_search, snapshot
from partnerships.selectors.choices import choices
from platform_portal.core import address_filter

COUNTRIES = (
    ("DE", pgettext_lazy("country", "Germany")),
    ("UA", pgettext_lazy("country", "Ukraine")),
    ("PL", pgettext_lazy("country", "Poland")),
)
SORTS = (
    ("newest", gettext_lazy("Newest first")),
    ("oldest", gettext_lazy("Oldest first")),
    ("name", pgettext_lazy("sorting", "Name")),
)
BRIDGE = (("yes", gettext_lazy("Triangles only")), ("no", gettext_lazy("Without triangles")))
PLANNED = (("yes", gettext_lazy("Planned ones too")), ("no", gettext_lazy("Without planned ones")))
FIRST_YEAR, LAST_YEAR = 1900, 2100


class AddressFilter(address_filter.AddressFilter):
    """A filter that offers regions and topics of the register, in the reader's language."""

    def __init__(self, data: QueryDict, *, queryset: Any, request: HttpRequest | None = None) -> None:
        self.register = snapshot.current()
        self.choices = choices(self.register)
        offered = {"region": self.choices.regions, "topic": self.choices.topics}
        super().__init__(data, queryset=queryset, request=request, offered=offered)

    @staticmethod
    def without_blanks(data: QueryDict) -> QueryDict:
        """Countries are written large or small."""
        cleaned = address_filter.AddressFilter.without_blanks(data)
        if "country" in cleaned:
            cleaned.setlist("country", [code.upper() for code in cleaned.getlist("country")])
        return cleaned

    def topics_of(self, slugs: Iterable[str]) -> list[str]:
        """The chosen topics and, for fields, those below them."""
        return [slug for chosen in slugs for slug in (chosen, *self.choices.below.get(chosen, ()))]


class PartnershipFilter(AddressFilter):
    """`q kind status confidence country region topic bridge year_from year_to planned sort`; lists may be repeated.

    Values of one list are alternatives; regions of different countries must both take part. Years mean the beginning.
    """

    q = filters.CharFilter(method="by_name")
    kind = filters.MultipleChoiceFilter(choices=PartnershipKind.choices)
    status = filters.MultipleChoiceFilter(choices=PartnershipStatus.choices)
    confidence = filters.MultipleChoiceFilter(choices=Confidence.choices)
    country = filters.MultipleChoiceFilter(choices=COUNTRIES, method="by_country")
    region = filters.MultipleChoiceFilter(choices=(), method="by_region")
    topic = filters.MultipleChoiceFilter(choices=(), method="by_topic")
    bridge = filters.ChoiceFilter(choices=BRIDGE, method="by_bridge")
    year_from = filters.NumberFilter(
        method="from_year", min_value=FIRST_YEAR, max_value=LAST_YEAR, decimal_places=0
    )
    year_to = filters.NumberFilter(
        method="to_year", min_value=FIRST_YEAR, max_value=LAST_YEAR, decimal_places=0
    )
    planned = filters.ChoiceFilter(choices=PLANNED, method="by_planned")
    sort = filters.ChoiceFilter(choices=SORTS, method="in_order")

    class Meta:
        model = Partnership
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, *, request: HttpRequest | None = None) -> None:
        super().__init__(data, queryset=Partnership.objects.public().newest_first(), request=request)

    def by_name(self, found: PartnershipQuerySet, _name: str, term: str) -> PartnershipQuerySet:
        """Every word begins a word of some party's name; if none does, the places a misspelt term may mean."""
        for reading in name_search.readings(term):
            named = found.filter(reading)
            if named.exists():
                return named
        return found.none()

    def by_country(self, found: PartnershipQuerySet, _name: str, codes: list[str]) -> PartnershipQuerySet:
        """A party in one of the countries."""
        return (
            found.filter(_with_party(Q(actor__place__country__in=codes) | Q(place__country__in=codes)))
            if codes
            else found
        )

    def by_region(self, found: PartnershipQuerySet, _name: str, slugs: list[str]) -> PartnershipQuerySet:
        """For each country named, a party in one of its regions named."""
        for country in sorted({self.choices.countries[slug] for slug in slugs}):
            inside = [slug for slug in slugs if self.choices.countries[slug] == country]
            found = found.filter(
                _with_party(Q(actor__place__region__slug__in=inside) | Q(place__region__slug__in=inside))
            )
        return found

    def by_topic(self, found: PartnershipQuerySet, _name: str, slugs: list[str]) -> PartnershipQuerySet:
        """On one of the topics, or below one of the fields."""
        return found.filter(_on_topic("partnerships", self.topics_of(slugs))) if slugs else found

    def by_bridge(self, found: PartnershipQuerySet, _name: str, value: str) -> PartnershipQuerySet:
        """Triangles only, or none."""
        return found.filter(has_bridge=value == "yes")

    def from_year(self, found: PartnershipQuerySet, _name: str, year: Any) -> PartnershipQuerySet:
        """Begun in that year or later."""
        return found.filter(since_on__year__gte=int(year))

    def to_year(self, found: PartnershipQuerySet, _name: str, year: Any) -> PartnershipQuerySet:
        """Begun in that year or earlier."""
        return found.filter(since_on__year__lte=int(year))

    def by_planned(self, found: PartnershipQuerySet, _name: str, value: str) -> PartnershipQuerySet:
        """With `no`, only what stands or stood."""
        return found.standing() if value == "no" else found

    def in_order(self, found: PartnershipQuerySet, _name: str, value: str) -> PartnershipQuerySet:
        """Newest, oldest, or by the first party's name in the alphabet of the interface language."""
        if value == "oldest":
            return found.order_by(F("since_on").asc(nulls_last=True), "pk")
        if value == "name":
            language = (get_language() or "de").split("-")[0]
            first = Party.objects.filter(partnership=OuterRef("pk")).order_by("position", "pk")
            return found.annotate(
                first_name=Subquery(first.values(f"actor__index__sort_{language}")[:1])
            ).order_by(F("first_name").asc(nulls_last=True), "pk")
        return found.newest_first()

    @property
    def sorting(self) -> str:
        """The chosen order, by default the newest first."""
        return self.form.cleaned_data.get("sort") or "newest"


class PostingFilter(AddressFilter):
    """`q direction kind horizon topic region`; kinds of cooperation, topics and regions may be repeated."""

    q = filters.CharFilter(method="by_words")
    direction = filters.ChoiceFilter(choices=Direction.choices)
    kind = filters.MultipleChoiceFilter(choices=CooperationKind.choices, method="by_kind")
    horizon = filters.ChoiceFilter(choices=Horizon.choices)
    topic = filters.MultipleChoiceFilter(choices=(), method="by_topic")
    region = filters.MultipleChoiceFilter(choices=(), method="by_region")

    class Meta:
        model = Posting
        fields: tuple[str, ...] = ()

    def by_words(self, found: PostingQuerySet, _name: str, term: str) -> PostingQuerySet:
        """Every word stands in title or text, or begins a word of the name of who seeks or gives."""
        return found.filter(name_search.postings_about(term))

    def by_kind(self, found: PostingQuerySet, _name: str, kinds: list[str]) -> PostingQuerySet:
        """Of one of the kinds of cooperation."""
        return found.filter(cooperation_kinds__overlap=kinds) if kinds else found

    def by_topic(self, found: PostingQuerySet, _name: str, slugs: list[str]) -> PostingQuerySet:
        """On one of the topics, or below one of the fields."""
        return found.filter(_on_topic("postings", self.topics_of(slugs))) if slugs else found

    def by_region(self, found: PostingQuerySet, _name: str, slugs: list[str]) -> PostingQuerySet:
        """In one of the regions."""
        if not slugs:
            return found
        return found.filter(Q(actor__place__region__slug__in=slugs) | Q(place__region__slug__in=slugs))


def _with_party(condition: Q) -> Exists:
    return Exists(Party.objects.filter(condition, partnership=OuterRef("pk")))


def _on_topic(relation: str, slugs: Sequence[str]) -> Exists:
    return Exists(Topic.objects.filter(slug__in=slugs, **{relation: OuterRef("pk")}))
