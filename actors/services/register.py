"""Entering actors and changing their state. Each step is recorded and brings the search index up to date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from anyascii import anyascii
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors.enums import MUNICIPAL_KINDS, TRANSITIONS, ActorKind, ActorStatus, TopicRole
from actors.models import Actor, ActorGroup, ActorTopic, FreshnessCheck, Topic
from actors.services import addresses, duplicate_search, index
from actors.services.groups import default_group
from places.enums import PlaceKind
from places.models import Place
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

LANGUAGES = ("de", "uk", "en")
_GERMAN_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_KIND_OF_PLACE = {
    PlaceKind.REGION: ActorKind.REGION,
    PlaceKind.DISTRICT: ActorKind.DISTRICT,
    PlaceKind.RAION: ActorKind.DISTRICT,
}
_TITLED = {"de": "Stadt {}", "uk": "Місто {}", "en": "City of {}"}


def slug_of(name: str) -> str:
    """The part of the address made from a German name: "Stadt Köln" → "stadt-koeln"."""
    return slugify(anyascii(name.translate(_GERMAN_LETTERS)))[:100].strip("-")


@transaction.atomic
def ensure_actor(
    *,
    kind: str,
    names: Mapping[str, str],
    place: Place | None = None,
    slug: str = "",
    group: str = "",
    parent: Actor | None = None,
    topics: Mapping[str, Iterable[str]] | None = None,
    descriptions: Mapping[str, str] | None = None,
    source: str = "",
    source_language: str = "de",
    is_example: bool = False,
    by: User | None = None,
    **fields: Any,
) -> Actor:
    """The published actor with this slug (default: made from the German name) or, for municipal kinds, at this place.

    `names` and `descriptions` map "de", "uk", "en" to text (German is required as a name); `topics` maps roles
    ("works_on", "needs", "offers") to topic slugs; `group` is a group's slug (default: the one of the kind). Can run
    twice: what exists keeps its fields, only an empty place, parent and missing topics are filled in.
    """
    actor = _find(kind=kind, place=place, slug=slug or slug_of(names["de"]))
    if actor is None:
        country = place.country_id if place else ""
        actor = create_actor(
            by=by, slug=free_slug(slug or slug_of(names["de"]), place), kind=kind, place=place, parent=parent,
            group=ActorGroup.objects.get(slug=group or default_group(kind, country)), source=source[:300],
            source_language=source_language, is_example=is_example,
            **_per_language("name", names), **_per_language("description", descriptions or {}), **fields,
        )  # fmt: skip
        publish(actor=actor, by=by)
    else:
        _fill_in(actor, place=place, parent=parent)
    add_topics(actor=actor, topics=topics or {}, source=source)
    return actor


@transaction.atomic
def ensure_municipality(
    *, place: Place, is_titled: bool = False, names: Mapping[str, str] | None = None, **options: Any
) -> Actor:
    """The actor of a municipality, district or region at a place; `is_titled` calls it "Stadt …" in three languages.

    Further options as for :func:`ensure_actor`. A place has one actor per municipal kind.
    """
    kind = _KIND_OF_PLACE.get(PlaceKind(place.kind), ActorKind.MUNICIPALITY)
    plain = {language: place.name_in(language) for language in LANGUAGES}
    titled = {language: _TITLED[language].format(name) for language, name in plain.items()}
    return ensure_actor(kind=kind, place=place, names=names or (titled if is_titled else plain), **options)


@transaction.atomic
def create_actor(*, by: User | None, **fields: Any) -> Actor:
    """Enters a draft. Raises IntegrityError for a slug in use.

    What a person enters is compared with all entries at once; what the portal itself enters waits for the night.
    """
    actor = Actor.objects.create(**fields)
    audit.record(action="actor.created", obj=actor, by=by)
    if by is not None:
        duplicate_search.search_for(actor=actor)
    return actor


@transaction.atomic
def update_actor(*, actor: Actor, by: User | None, **fields: Any) -> Actor:
    """Changes fields of an entry (never its status)."""
    if "status" in fields:
        raise Refusal(_("The status is changed by its own step."))
    actor = _locked(actor)
    changed = {name: value for name, value in fields.items() if getattr(actor, name) != value}
    slug = actor.slug
    for name, value in changed.items():
        setattr(actor, name, value)
    if changed:
        actor.save()
        if "slug" in changed:
            addresses.remember(actor=actor, slug=slug)
        audit.record(action="actor.updated", obj=actor, by=by, fields=sorted(changed))
        index.refresh([actor.pk])
    return actor


@transaction.atomic
def add_topics(*, actor: Actor, topics: Mapping[str, Iterable[str]], source: str = "") -> None:
    """Adds topics by role and slug; what is there stays. Raises Topic.DoesNotExist for an unknown slug."""
    rows = []
    for role, slugs in topics.items():
        wanted = list(dict.fromkeys(slugs))
        known = {topic.slug: topic for topic in Topic.objects.filter(slug__in=wanted)}
        if missing := [slug for slug in wanted if slug not in known]:
            raise Topic.DoesNotExist(f"Unknown topics: {', '.join(missing)}")
        rows += [
            ActorTopic(actor=actor, topic=known[slug], role=TopicRole(role), source=source[:300])
            for slug in wanted
        ]
    ActorTopic.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        index.refresh([actor.pk])


@transaction.atomic
def submit(*, actor: Actor, by: User | None) -> Actor:
    """Draft → in review."""
    return _move(actor, ActorStatus.IN_REVIEW, by)


@transaction.atomic
def publish(*, actor: Actor, by: User | None) -> Actor:
    """Onto the public pages; the time of first publication is kept. Wakes a dormant entry."""
    return _move(actor, ActorStatus.PUBLISHED, by)


@transaction.atomic
def return_to_draft(*, actor: Actor, by: User | None) -> Actor:
    """Off the public pages, to be worked on."""
    return _move(actor, ActorStatus.DRAFT, by)


@transaction.atomic
def mark_dormant(*, actor: Actor, by: User | None) -> Actor:
    """Published → dormant: still shown, ranked lower, no longer proposed."""
    return _move(actor, ActorStatus.DORMANT, by)


@transaction.atomic
def archive(*, actor: Actor, by: User | None) -> Actor:
    """Off the public pages for good; only a draft can be made of it again."""
    return _move(actor, ActorStatus.ARCHIVED, by)


@transaction.atomic
def confirm(*, actor: Actor, by: User | None, on: dt.date | None = None) -> Actor:
    """Someone in charge says that the entry is right as of a day (default: today).

    Ends an open question whether it is right, and wakes a dormant entry.
    """
    actor = _locked(actor)
    actor.last_confirmed_on = on or timezone.localdate()
    actor.save(update_fields=("last_confirmed_on", "updated_at"))
    audit.record(action="actor.confirmed", obj=actor, by=by)
    FreshnessCheck.objects.filter(actor=actor, closed_at__isnull=True).update(closed_at=timezone.now())
    if actor.status == ActorStatus.DORMANT:
        return _move(actor, ActorStatus.PUBLISHED, by)
    index.refresh([actor.pk])
    return actor


def _move(actor: Actor, to: ActorStatus, by: User | None) -> Actor:
    given, actor = actor, _locked(actor)
    if to not in TRANSITIONS[actor.status]:
        raise Refusal(
            _("An entry that is “%(status)s” cannot become “%(to)s”.")
            % {"status": actor.get_status_display(), "to": to.label}
        )
    before, actor.status = actor.status, to
    if to == ActorStatus.PUBLISHED and actor.published_at is None:
        actor.published_at = timezone.now()
    actor.save(update_fields=("status", "published_at", "updated_at"))
    given.status, given.published_at = actor.status, actor.published_at
    audit.record(action=f"actor.{to.value}", obj=actor, by=by, before=before)
    index.refresh([actor.pk])
    return actor


def _locked(actor: Actor) -> Actor:
    return Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)


def _find(*, kind: str, place: Place | None, slug: str) -> Actor | None:
    if kind in MUNICIPAL_KINDS and place is not None:
        return Actor.objects.filter(kind=kind, place=place).order_by("pk").first()
    return Actor.objects.filter(slug=slug).first()


def free_slug(slug: str, place: Place | None) -> str:
    """The slug, or, where a namesake has it, the slug with the region or a number."""
    candidates = [slug]
    if place is not None and place.region is not None:
        candidates.append(f"{slug}-{place.region.slug}"[:110])
    candidates += [f"{slug}-{number}" for number in range(2, 50)]
    taken = set(Actor.objects.filter(slug__in=candidates).values_list("slug", flat=True))
    return next(candidate for candidate in candidates if candidate not in taken)


def _fill_in(actor: Actor, *, place: Place | None, parent: Actor | None) -> None:
    changed = []
    if place is not None and actor.place_id is None:
        actor.place = place
        changed.append("place")
    if parent is not None and actor.parent_id is None:
        actor.parent = parent
        changed.append("parent")
    if changed:
        actor.save(update_fields=(*changed, "updated_at"))
        index.refresh([actor.pk])


def _per_language(column: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{column}_{language}": text for language, text in texts.items() if text}
