"""What the filters of register and postings offer: regions and topics in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from actors.models import Topic
from partnerships.selectors.snapshot import Snapshot
from platform_portal.core.collation import sort_key
from platform_portal.core.formats import language

type Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Pairs (slug, text); `countries` says where a region lies, `below` which topics a field includes."""

    regions: Pairs
    topics: Pairs
    countries: dict[str, str]
    below: dict[str, tuple[str, ...]]


def choices(register: Snapshot) -> Choices:
    """The choices in the reader's language, worked out once per state of the register."""
    code = language()
    return register.kept(("choices", code), lambda: _read(code, register))


def _read(code: str, register: Snapshot) -> Choices:
    regions = sorted(
        register.regions.values(),
        key=lambda region: (_ORDER[region.country_id], sort_key(region.name_in(code), code)),
    )
    topics = list(register.topics.values())
    children: dict[int, list[Topic]] = {}
    for topic in topics:
        if topic.parent_id:
            children.setdefault(topic.parent_id, []).append(topic)
    roots = [topic for topic in topics if topic.parent_id is None]
    return Choices(
        regions=tuple((region.slug, region.name_in(code)) for region in regions),
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
