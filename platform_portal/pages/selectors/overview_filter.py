"""The one filter of the dashboard: actor group, topic and region narrow everything on it together."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actors.models import Actor, ActorGroup, Topic
from actors.querysets import ActorQuerySet
from partnerships.models import Partnership, Party, Posting
from partnerships.querysets import PartnershipQuerySet, PostingQuerySet
from places.models import PlaceStatus, Region
from places.names import fold
from platform_portal.core.collation import sort_key
from platform_portal.core.errors import BadParameter

#: The group of all municipalities; a party or posting of a bare place counts as one.
MUNICIPALITIES = "municipality"
COUNTRIES = ("DE", "UA")
KEPT_SECONDS = 30

type Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Oblast:
    """An oblast with its name in the reader's language, and whether all of it is occupied."""

    pk: int
    slug: str
    name: str
    is_occupied: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen, as pairs (value, text) in the reader's language; topics with the values of their children."""

    groups: Pairs
    topics: Pairs
    regions: Pairs
    children: dict[str, tuple[str, ...]]
    oblasts: tuple[Oblast, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader has chosen, and the texts of it; empty strings where nothing is chosen."""

    group: str = ""
    topic: str = ""
    region: str = ""
    topics: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.group or self.topic or self.region)

    @property
    def address(self) -> str:
        """The query part of the address, always in the same order."""
        values = (("group", self.group), ("topic", self.topic), ("region", self.region))
        return urlencode([(name, value) for name, value in values if value])

    def partnerships(self) -> PartnershipQuerySet:
        """Partnerships with a party of the group and one in the region, on the topic or one below it."""
        found = Partnership.objects.public()
        if self.group:
            found = found.filter(self._has_party(self._of_group()))
        if self.region:
            found = found.filter(
                self._has_party(
                    Q(place__region__slug=self.region) | Q(actor__place__region__slug=self.region)
                )
            )
        if self.topic:
            found = found.filter(
                Exists(Topic.objects.filter(slug__in=self.topics, partnerships=OuterRef("pk")))
            )
        return found

    def actors(self) -> ActorQuerySet:
        """Published actors of the group, in the region, with the topic in any role."""
        found = Actor.objects.published()
        if self.group:
            found = found.filter(group__slug=self.group)
        if self.region:
            found = found.filter(place__region__slug=self.region)
        if self.topic:
            found = found.filter(Exists(Topic.objects.filter(slug__in=self.topics, actors=OuterRef("pk"))))
        return found

    def postings(self) -> PostingQuerySet:
        """Open postings of actors of the group (or bare places), in the region, on the topic."""
        found = Posting.objects.open()
        if self.group:
            found = found.filter(self._of_group())
        if self.region:
            found = found.filter(
                Q(place__region__slug=self.region) | Q(actor__place__region__slug=self.region)
            )
        if self.topic:
            found = found.filter(Exists(Topic.objects.filter(slug__in=self.topics, postings=OuterRef("pk"))))
        return found

    def _of_group(self) -> Q:
        group = Q(actor__group__slug=self.group)
        return group | Q(actor__isnull=True) if self.group == MUNICIPALITIES else group

    @staticmethod
    def _has_party(condition: Q) -> Exists:
        return Exists(Party.objects.filter(condition, partnership=OuterRef("pk")))


def chosen(query: QueryDict, choices: Choices) -> Filter:
    """The filter of an address. Raises BadParameter for a value that is not among the choices."""
    values, labels = {}, {}
    for name, pairs in (("group", choices.groups), ("topic", choices.topics), ("region", choices.regions)):
        value = query.get(name, "")
        texts = dict(pairs)
        if value and value not in texts:
            raise BadParameter(_("There is no such choice in this filter."))
        values[name] = value
        if value:
            labels[name] = texts[value]
    topic = values["topic"]
    return Filter(**values, topics=(topic, *choices.children.get(topic, ())) if topic else (), labels=labels)


@dataclass(frozen=True, slots=True)
class Pill:
    """A chosen value, and the address without it."""

    label: str
    url: str
    remove: bool = True


def pills(filter_: Filter, address: str) -> list[Pill]:
    """One pill per chosen value."""
    values = {name: getattr(filter_, name) for name in filter_.labels}
    found = []
    for name, label in filter_.labels.items():
        rest = urlencode({other: value for other, value in values.items() if other != name})
        found.append(Pill(label.removeprefix("– "), f"{address}?{rest}" if rest else address))
    return found


_kept: dict[str, tuple[float, Choices]] = {}


def choices(now: Callable[[], float] = time.monotonic) -> Choices:
    """The choices in the reader's language; kept in the process for half a minute, for they hardly ever change."""
    language = get_language() or "de"
    kept = _kept.get(language)
    if kept and now() - kept[0] < KEPT_SECONDS:
        return kept[1]
    fresh = _read(language)
    _kept[language] = (now(), fresh)
    return fresh


def forget() -> None:
    """Forgets the kept choices; for tests."""
    _kept.clear()


def _read(language: str) -> Choices:
    topics = list(Topic.objects.select_related("parent"))
    children: dict[str, list[str]] = {}
    for topic in topics:
        if topic.parent:
            children.setdefault(topic.parent.slug, []).append(topic.slug)
    fields = [topic for topic in topics if topic.parent is None]
    in_tree = [
        pair
        for parent in fields
        for pair in (
            (parent.slug, parent.name),
            *((topic.slug, f"– {topic.name}") for topic in topics if topic.parent_id == parent.pk),
        )
    ]
    regions = sorted(
        Region.objects.filter(country__in=COUNTRIES),
        key=lambda region: (region.country_id, _alphabetical(region.name_in(language), language)),
    )
    occupied = set(PlaceStatus.objects.occupied().order_by().values_list("region", flat=True))
    return Choices(
        groups=tuple((group.slug, group.name) for group in ActorGroup.objects.all()),
        topics=tuple(in_tree),
        regions=tuple((region.slug, region.name_in(language)) for region in regions),
        children={parent: tuple(slugs) for parent, slugs in children.items()},
        oblasts=tuple(
            Oblast(region.pk, region.slug, region.name_in(language), region.pk in occupied)
            for region in regions
            if region.country_id == "UA"
        ),
    )


def _alphabetical(name: str, language: str) -> str:
    """Order of a few names of regions; the full collation would cost every web process ten megabytes."""
    return sort_key(name, language) if language == "uk" else fold(name)
