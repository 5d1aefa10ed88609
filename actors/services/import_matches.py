"""Is this actor there already? By address part, by place for municipalities, by name, kind and place, by name and website."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, count

from actors.enums import MUNICIPAL_KINDS
from actors.models import Actor
from actors.names import LANGUAGES
from actors.services.import_rows import ActorRow, site_of
from actors.services.register import slug_of
from places.names import fold


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the register (`pk`), or one that an earlier line of the same file enters (`line`)."""

    slug: str
    pk: int | None
    line: int = 0


class KnownActors:
    """All actors by what tells them apart; read with one query, and told of every new one."""

    def __init__(self) -> None:
        self.by_slug: dict[str, Known] = {}
        self._by_name: dict[tuple[str, str, int | None], Known] = {}
        self._by_place: dict[tuple[str, int], Known] = {}
        self._by_name_and_site: dict[tuple[str, str], dict[int | None, Known]] = defaultdict(dict)
        self._by_site: dict[str, Known] = {}
        self._numbers: dict[str, count[int]] = defaultdict(lambda: count(2))
        columns = ("pk", "slug", "kind", "place_id", "website", *(f"name_{code}" for code in LANGUAGES))
        for pk, slug, kind, place_id, website, *names in Actor.objects.order_by("-pk").values_list(*columns):
            self._add(Known(slug, pk), [name for name in names if name], kind, place_id, site_of(website))

    def match(self, row: ActorRow) -> Known | None:
        """The actor a row is about, or None when it is a new one."""
        if row.slug in self.by_slug:
            return self.by_slug[row.slug]
        return self.namesake(row)

    def namesake(self, row: ActorRow) -> Known | None:
        """The actor that is the same but for its address part."""
        place_id = row.place.pk if row.place else None
        if row.kind in MUNICIPAL_KINDS and place_id:
            return self._by_place.get((row.kind, place_id))
        for name in map(fold, row.names.values()):
            if known := self._by_name.get((name, row.kind, place_id)):
                return known
            if row.site and (known := self._same_name_and_site((name, row.site), place_id)):
                return known
        return None

    def _same_name_and_site(self, key: tuple[str, str], place_id: int | None) -> Known | None:
        """Only where one of both has no place: local chapters share name and website."""
        found = self._by_name_and_site.get(key, {})
        return next(iter(found.values()), None) if place_id is None else found.get(None)

    def same_site(self, row: ActorRow) -> Known | None:
        """Another actor with this website: a hint, not more, for faculties share the site of their university."""
        return self._by_site.get(row.site) if row.site else None

    def add(self, row: ActorRow) -> str:
        """Notes the new actor of a row and answers its slug, made from its name unless it was given."""
        slug = row.slug or self._free_slug(row)
        place_id = row.place.pk if row.place else None
        self._add(Known(slug, None, row.line), list(row.names.values()), row.kind, place_id, row.site)
        return slug

    def _add(self, known: Known, names: list[str], kind: str, place_id: int | None, site: str) -> None:
        self.by_slug[known.slug] = known
        for name in map(fold, names):
            self._by_name[name, kind, place_id] = known
            if site:
                self._by_name_and_site[name, site][place_id] = known
        if kind in MUNICIPAL_KINDS and place_id:
            self._by_place[kind, place_id] = known
        if site:
            self._by_site.setdefault(site, known)

    def _free_slug(self, row: ActorRow) -> str:
        slug = slug_of(row.names.get("de") or row.names.get("en") or row.names["uk"]) or "akteur"
        region = row.place.region.slug if row.place and row.place.region else ""
        named = [slug, f"{slug}-{region}"[:110]] if region else [slug]
        numbered = (f"{slug}-{number}" for number in self._numbers[slug])
        return next(free for free in chain(named, numbered) if free not in self.by_slug)
