"""One page of the directory as cards: two queries, whatever its length."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from actors.enums import ActorKind, ActorStatus, TopicRole
from actors.models import Actor
from actors.selectors.snapshot import Snapshot
from places.models import Place
from platform_portal.core import prepared
from platform_portal.core.formats import in_readers_language, number, precise
from platform_portal.core.ready_rows import Part

LONGEST_TEXT = 180

#: Order of roles on a card, and the words of the component for them.
ROLES = ((TopicRole.OFFERS, "offer"), (TopicRole.NEEDS, "need"), (TopicRole.WORKS_ON, "works_on"))

_ACTOR = Part(
    Actor,
    "a",
    (
        *("id", "slug", "kind", "status", "place_id", "is_example", "last_confirmed_on", "source_language"),
        "capacity_per_quarter",  # whether one can be asked, on the page of the search
        *("name", "name_de", "name_uk", "name_en"),
        *("description", "description_de", "description_uk", "description_en"),
    ),
)
_PLACE = Part(
    Place,
    "p",
    (
        *("id", "country_id", "region_id", "population"),
        *("name_native", "name_de", "name_uk", "name_en", "name_pl"),
    ),
)

_ENTRIES = """
    SELECT entry.actor_id, entry.role, entry.topic_id
    FROM actors_actortopic entry JOIN actors_topic topic ON topic.id = entry.topic_id
    WHERE entry.actor_id = ANY(%s) ORDER BY entry.role, topic.position, entry.id
"""


@dataclass(frozen=True, slots=True)
class Card:
    """What the list shows of an actor."""

    actor: Actor
    country: str
    where: str
    population: int | None
    topics: list[tuple[str, str]]
    partnership_count: int
    is_dormant: bool
    description: str
    description_lang: str

    # the texts are put together here, because the tags for it take twice the time and a page has twenty cards

    @property
    def meta(self) -> str:
        """Kind, place and inhabitants."""
        parts = [
            str(ActorKind(self.actor.kind).label),
            self.where,
        ]  # get_kind_display() hashes every choice each time
        if self.population:
            text = ngettext("%(shown)s inhabitant", "%(shown)s inhabitants", self.population)
            parts.append(text % {"shown": number(self.population)})
        return ", ".join(part for part in parts if part)

    @property
    def partnerships(self) -> str:
        """How many partnerships there are, empty for none."""
        if not self.partnership_count:
            return ""
        text = ngettext("%(number)s partnership", "%(number)s partnerships", self.partnership_count)
        return text % {"number": number(self.partnership_count)}

    @property
    def confirmed(self) -> str:
        """When the entry was last confirmed."""
        if self.actor.last_confirmed_on is None:
            return _("not yet confirmed")
        return _("confirmed: %(month)s") % {"month": precise(self.actor.last_confirmed_on, "month")}


def cards(ids: Sequence[int], held: Snapshot) -> list[Card]:
    """Cards in the order of the ids."""
    rows = _rows(ids)
    entries: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for pk, role, topic in prepared.rows(_ENTRIES, [list(ids)]):
        entries[pk].append((role, topic))
    language = get_language() or "de"
    return [_card(*rows[pk], entries[pk], held, language) for pk in ids if pk in rows]


def _rows(ids: Sequence[int]) -> dict[int, tuple[Actor, Place | None, int]]:
    statement = (
        f"SELECT {_ACTOR.columns}, {_PLACE.columns}, coalesce(i.partnership_count, 0)"  # noqa: S608 - fixed names
        " FROM actors_actor a LEFT JOIN places_place p ON p.id = a.place_id"
        " LEFT JOIN actors_actorindex i ON i.actor_id = a.id WHERE a.id = ANY(%s)"
    )
    found = [
        (_ACTOR.read(row), _PLACE.read(row, len(_ACTOR.attributes)), row[-1])
        for row in prepared.rows(statement, [list(ids)])
    ]
    return {actor.pk: (actor, place, count) for actor, place, count in found if actor}


def _card(
    actor: Actor,
    place: Place | None,
    partnership_count: int,
    entries: list[tuple[str, int]],
    held: Snapshot,
    language: str,
) -> Card:
    region = held.vocabulary.region.by_id.get(place.region_id) if place and place.region_id else None
    where = [region.name_in(language)] if region else []
    if place and not actor.is_municipal and place.name_in(language) not in where:
        where.insert(0, place.name_in(language))
    description, description_lang = in_readers_language(actor, "description")
    return Card(
        actor=actor,
        country=place.country_id if place else "",
        where=", ".join(where),
        population=place.population if place and actor.is_municipal else None,
        topics=_topics(entries, held, language),
        partnership_count=partnership_count,
        is_dormant=actor.status == ActorStatus.DORMANT,
        description=Truncator(description).chars(LONGEST_TEXT) if description else "",
        description_lang="" if description_lang == language[:2] else description_lang,
    )


def _topics(entries: Sequence[tuple[str, int]], held: Snapshot, language: str) -> list[tuple[str, str]]:
    """Pairs of topic name and role word, offers first; a topic stands once, in its first role."""
    terms = held.vocabulary.topic.by_id
    first: dict[int, str] = {}
    for wanted, word in ROLES:
        for role, topic in entries:
            if role == wanted and topic in terms:
                first.setdefault(topic, word)
    return [(terms[topic].name_in(language), word) for topic, word in first.items()]
