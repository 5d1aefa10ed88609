"""Turns the sides of the register into actors; every side must be known before the first is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actors.enums import ActorKind, TopicRole
from actors.models import Actor
from actors.services.register import ensure_actor, ensure_municipality, slug_of
from partnerships.enums import PartyRole
from partnerships.services.register_places import Wanted, find_places, region_slugs, town_of_row
from partnerships.services.register_source import Row, Side, Triangle, sides
from places.models import Place
from platform_portal.core.errors import Refusal

#: Where the actors of the register come from, shown as the source of their entry.
ORIGIN = "Register deutsch-ukrainischer Partnerschaften"


@dataclass(frozen=True, slots=True)
class SideSpec:
    """A side of the register, understood: who it is, where, and in which line it was read."""

    wording: str
    wanted: Wanted
    side: Side | None
    where: str


@dataclass(frozen=True, slots=True)
class ResolvedSide:
    """A side with its actor."""

    wording: str
    actor: Actor
    role: PartyRole
    topics: tuple[str, ...]
    short: str


class UnknownPlaces(Refusal):
    """Lines of the register whose place is not in the gazetteer; the message names each line."""


def resolve_sides(
    rows: Iterable[Row], triangles: Iterable[Triangle], further: Iterable[str]
) -> dict[str, ResolvedSide]:
    """Actors of all sides by their wording; missing ones are created. Raises UnknownPlaces before anything is written."""
    specs = _specs(rows, triangles, further)
    places = find_places(spec.wanted for spec in specs.values())
    missing = [spec for spec in specs.values() if places[spec.wanted] is None]
    if missing:
        lines = "; ".join(
            f"{spec.where}: {spec.wording} ({', '.join(spec.wanted.names)})" for spec in missing
        )
        raise UnknownPlaces(
            _("The register names places that are not in the gazetteer: %(lines)s") % {"lines": lines}
        )
    return {wording: resolved_side(spec, places[spec.wanted]) for wording, spec in specs.items()}


def parts_of(wording: str) -> tuple[str, ...]:
    """Several organisations named as one side ("Gesundheitsdepartment … / Klinik …") are several parties."""
    known = sides()
    parts = tuple(part.strip() for part in wording.split(" / "))
    return parts if len(parts) > 1 and all(part in known for part in parts) else (wording,)


def _specs(rows: Iterable[Row], triangles: Iterable[Triangle], further: Iterable[str]) -> dict[str, SideSpec]:
    slugs = region_slugs()
    specs: dict[str, SideSpec] = {}
    for row in rows:
        for country, side in (("DE", row.german_side), ("UA", row.ukrainian_side)):
            for part in parts_of(side):
                specs.setdefault(
                    part, spec_of(part, town_of_row(row, country, slugs), f"partnerships.csv:{row.line}")
                )
    for triangle in triangles:
        named = (("DE", triangle.german_side), ("PL", triangle.polish_side), ("UA", triangle.ukrainian_side))
        for country, side in named:
            specs.setdefault(side, spec_of(side, Wanted(country, (side,)), f"triangles.csv:{triangle.line}"))
    for side in further:
        specs.setdefault(side, spec_of(side, Wanted("DE", (side,)), "partnerships.csv"))
    return specs


def spec_of(wording: str, town: Wanted, where: str) -> SideSpec:
    """Who is meant by a wording: an entry of the hand list, else the town."""
    side = sides().get(wording)
    if side is None:
        return SideSpec(wording, town, None, where)
    wanted = Wanted(side.country, side.places, side.place_kind, side.region)
    return SideSpec(wording, wanted, side, where)


def resolved_side(spec: SideSpec, place: Place | None) -> ResolvedSide:
    """The side with its actor, which is entered if it is missing."""
    side = spec.side
    assert place is not None
    if side is None or side.kind == ActorKind.MUNICIPALITY:
        actor = ensure_town(place, slug=side.slug if side else "", names=side.names if side else None)
        role = side.role if side else PartyRole.PARTNER
        return ResolvedSide(spec.wording, actor, role, (), slug_of(place.name_in("de")))
    topics = {TopicRole.WORKS_ON.value: side.topics}
    actor = ensure_actor(
        slug=side.slug, names=side.names, kind=side.kind, place=place, source=ORIGIN, topics=topics
    )
    return ResolvedSide(spec.wording, actor, side.role, side.topics, side.slug)


def ensure_town(place: Place, *, slug: str = "", names: Mapping[str, str] | None = None) -> Actor:
    """The municipality at a place as an actor: "Stadt Essen", "Riwne", "Zabrze" unless other names are given."""
    given = {language: name for language, name in (names or {}).items() if name}
    return ensure_municipality(
        place=place, slug=slug, names=given or None, is_titled=place.country_id == "DE", source=ORIGIN
    )
