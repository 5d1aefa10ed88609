"""What the filters of register and postings offer: regions and topics in the reader's language, kept for half a minute."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import get_language

from actors.models import Topic
from places.models import Region
from platform_portal.core.collation import sort_key

KEPT_SECONDS = 30

type Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Pairs (slug, text); `countries` says where a region lies, `below` which topics a field includes."""

    regions: Pairs
    topics: Pairs
    countries: dict[str, str]
    below: dict[str, tuple[str, ...]]


def choices() -> Choices:
    """The choices in the reader's language; two queries or none."""
    language = (get_language() or "de").split("-")[0]
    key = f"partnerships:choices:{language}"
    kept = cache.get(key)
    if not isinstance(kept, Choices):
        kept = _read(language)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _read(language: str) -> Choices:
    regions = list(Region.objects.all())
    regions.sort(key=lambda region: (_ORDER[region.country_id], sort_key(region.name_in(language), language)))
    topics = list(Topic.objects.all())
    children: dict[int, list[Topic]] = {}
    for topic in topics:
        if topic.parent_id:
            children.setdefault(topic.parent_id, []).append(topic)
    roots = [topic for topic in topics if topic.parent_id is None]
    return Choices(
        regions=tuple((region.slug, region.name_in(language)) for region in regions),
        topics=tuple(
            pair
            for root in roots
            for pair in (
                (root.slug, root.name),
                *((topic.slug, f"– {topic.name}") for topic in children.get(root.pk, ())),
            )
        ),
        countries={region.slug: region.country_id for region in regions},
        below={root.slug: tuple(topic.slug for topic in children.get(root.pk, ())) for root in roots},
    )


_ORDER = {"DE": 0, "UA": 1, "PL": 2}
