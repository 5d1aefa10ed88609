"""What the profile of an actor shows to a reader. Three queries with that of its row, whatever the actor has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language

from actors.enums import Language, TopicRole
from actors.models import Actor, ActorTopic, Contact
from actors.selectors.history import Step, history_of
from actors.selectors.points import point_of
from places.projection import project
from platform_portal.core import prepared
from platform_portal.core.ready_rows import Part, keys_seen_by
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

_CONTACT = Part(Contact, "c")


@dataclass(frozen=True, slots=True)
class Link:
    """A name and where it leads."""

    name: str
    url: str
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts a reader may see, and the functions whose details are for members."""

    shown: Sequence[Contact]
    for_members: Sequence[Contact]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the place lies on the base map; ready strings, because numbers are localised."""

    x: str
    y: str


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything on the page but what upper apps add."""

    other_names: list[tuple[str, str]]
    languages: list[str]
    works_on: list[ActorTopic]
    offers: list[ActorTopic]
    needs: list[ActorTopic]
    working_groups: list[Link]
    parts: list[Link]
    contacts: Contacts
    history: list[Step]
    spot: Spot | None


def of(actor: Actor, user: User | AnonymousUser) -> Profile:
    """The profile for a reader; `actor` comes from :func:`profile_row.read`."""
    topics = list(actor.actor_topics.all())
    links: dict[str, list[dict[str, Any]]] = {"group": actor.group_links, "part": actor.part_links}  # type: ignore[attr-defined]
    invented: list[str] = actor.example_groups  # type: ignore[attr-defined]
    return Profile(
        other_names=_other_names(actor),
        languages=[str(Language(code).label) for code in actor.languages],
        works_on=[entry for entry in topics if entry.role == TopicRole.WORKS_ON],
        offers=[entry for entry in topics if entry.role == TopicRole.OFFERS],
        needs=[entry for entry in topics if entry.role == TopicRole.NEEDS],
        working_groups=[_link("working-group", row, row["slug"] in invented) for row in links["group"]],
        parts=[_link("actor", row) for row in links["part"]],
        contacts=_contacts(actor, user),
        history=history_of(actor),
        spot=_spot(actor),
    )


def _link(url_name: str, row: dict[str, Any], is_example: bool = False) -> Link:
    name = row.get((get_language() or "de")[:2]) or row["de"] or row["en"] or row["uk"]
    return Link(name, reverse(url_name, args=[row["slug"]]), is_example)


def _other_names(actor: Actor) -> list[tuple[str, str]]:
    """The names in the other languages, with their language, where they differ from the one in the heading."""
    here = (get_language() or "de")[:2]
    heading = getattr(actor, f"name_{here}") or actor.name
    found: dict[str, str] = {}
    for code in ("uk", "de", "en"):
        name = getattr(actor, f"name_{code}") or ""
        if code != here and name and name != heading:
            found.setdefault(name, code)
    return list(found.items())


def _spot(actor: Actor) -> Spot | None:
    """For entries without partnerships only: the map of the partnerships shows the place already."""
    point = point_of(actor.place)
    row = getattr(actor, "index", None)
    if point is None or (row is not None and row.partnership_count):
        return None
    x, y = project(point[1], point[0])
    return Spot(f"{x:.1f}", f"{y:.1f}")


def _contacts(actor: Actor, user: User | AnonymousUser) -> Contacts:
    """Visibility as everywhere; of what is for members a visitor learns that it exists, and for which function."""
    open_ones, values = keys_seen_by(user, Contact.objects.visible_to)
    rows = prepared.rows(
        f"SELECT c.id IN ({open_ones}), {_CONTACT.columns} FROM actors_contact c"  # noqa: S608 - from the queryset
        " WHERE c.actor_id = %s ORDER BY c.position, c.id",
        (*values, actor.pk),
    )
    every = [(is_open, contact) for is_open, *row in rows if (contact := _CONTACT.read(row))]
    return Contacts(
        shown=[contact for is_open, contact in every if is_open],
        for_members=[c for is_open, c in every if not is_open and c.level == Visibility.MEMBERS],
    )
