"""What can be chosen to read, as words that stand in forms, files and records: `quarterly`, `working_group:<slug>`, `region:<slug>`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise

from actors.models import WorkingGroup
from newsletter.enums import SubscriptionKind
from newsletter.models import Subscriber, Subscription
from places.models import Region

#: Kinds that name no object.
PLAIN = (SubscriptionKind.QUARTERLY, SubscriptionKind.SPECIAL, SubscriptionKind.EVENTS)
#: Countries whose regions can be followed.
COUNTRIES = ("UA", "DE")


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to read: its word and, for a working group or region, the row it names."""

    kind: SubscriptionKind
    working_group: WorkingGroup | None = None
    region: Region | None = None

    @property
    def word(self) -> str:
        """As it stands in forms, files and records."""
        named = self.working_group or self.region
        return f"{self.kind.value}:{named.slug}" if named else self.kind.value

    def row(self, subscriber: Subscriber) -> Subscription:
        """The subscription, not saved."""
        return Subscription(
            subscriber=subscriber, kind=self.kind, working_group=self.working_group, region=self.region
        )


@dataclass
class Topics:
    """Everything that can be chosen now. Two queries, when first asked."""

    plain: tuple[Topic, ...] = field(default_factory=lambda: tuple(Topic(kind) for kind in PLAIN))

    @cached_property
    def groups(self) -> list[Topic]:
        """Working groups that are open."""
        rows = WorkingGroup.objects.filter(parent=None)
        return [Topic(SubscriptionKind.WORKING_GROUP, working_group=row) for row in rows]

    @cached_property
    def regions(self) -> list[Topic]:
        """Ukrainian, then German regions."""
        rows = Region.objects.filter(country__in=COUNTRIES).order_by("-country_id", "slug")
        return [Topic(SubscriptionKind.REGION, region=row) for row in rows]

    @cached_property
    def by_word(self) -> dict[str, Topic]:
        """All of them."""
        return {topic.word: topic for topic in (*self.plain, *self.groups, *self.regions)}

    def chosen(self, words: Iterable[str]) -> list[Topic]:
        """Those named, each once, in a fixed order; words nobody knows are left out."""
        wanted = set(words)
        return [topic for word, topic in self.by_word.items() if word in wanted]


def words_of(subscriber: Subscriber) -> list[str]:
    """What a subscriber reads, in words, sorted; one query."""
    return sorted(_words(subscriber.subscriptions.select_related("working_group", "region")))


def _words(rows: Iterable[Subscription]) -> Iterator[str]:
    for row in rows:
        yield Topic(SubscriptionKind(row.kind), row.working_group, row.region).word


def label_of(word: str) -> str | Promise:
    """How a word of a record is shown: a kind by its name, an object by its slug."""
    kind, _colon, slug = word.partition(":")
    label: str | Promise = SubscriptionKind(kind).label if kind in SubscriptionKind.values else kind
    return f"{label}: {slug}" if slug else label
