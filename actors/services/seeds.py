"""Actors named in the source documents. Facts only: nothing is confirmed by the actors themselves yet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from actors.enums import MUNICIPAL_KINDS, TopicRole
from actors.models import Actor
from actors.services import index
from actors.services.register import ensure_actor, ensure_municipality
from actors.services.seed_tables import KINDS, SOURCES, TOPICS
from places.enums import SETTLEMENT_KINDS, PlaceKind
from places.models import Place
from places.resolution import resolve

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def load_seed_actors() -> int:
    """Enters the organisations of actors_from_seeds.csv, published, unconfirmed, with source; answers their number.

    Can run twice. Names in three languages, places and parents come from seed_names.csv. Needs topics, groups and
    places to be loaded.
    """
    named = {row["seed_name"]: row for row in _read("seed_names.csv")}
    with index.postponed():
        entered = {
            named[row["name"]]["slug"]: _enter(row, named[row["name"]])
            for row in _read("actors_from_seeds.csv")
            if row["kind"] in KINDS and row["name"] in named
        }
        for names in named.values():
            _put_below(entered, names["slug"], names["parent"])
    return len(entered)


def _read(name: str) -> Iterable[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        # the sources contain non-breaking spaces
        return [
            {key: value.replace("\u00a0", " ").strip() for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def _enter(row: dict[str, str], names: dict[str, str]) -> Actor:
    kind = KINDS[row["kind"]]
    place = _place(names)
    topics: dict[str, list[str]] = {
        TopicRole.WORKS_ON.value: [TOPICS[word] for word in row["topics"].split(";") if word in TOPICS]
    }
    source = SOURCES[row["seed_file"][:3]]
    own = {language: names[language] for language in ("de", "uk", "en") if names[language]}
    if kind in MUNICIPAL_KINDS and place is not None:
        return ensure_municipality(
            place=place, slug=names["slug"], is_titled=row["kind"] == "Kommune (DE)", names=own or None,
            topics=topics, source=source,
        )  # fmt: skip
    return ensure_actor(
        kind=kind, names=own or {"de": row["name"]}, slug=names["slug"], group=names["group"], place=place,
        topics=topics, source=source,
    )  # fmt: skip


def _place(names: dict[str, str]) -> Place | None:
    if not names["place"]:
        return None
    kinds = (PlaceKind(names["place_kind"]),) if names["place_kind"] else SETTLEMENT_KINDS
    matches = resolve(names["place"], countries=[names["country"]], kinds=list(kinds), limit=1)
    return matches[0].place if matches else None


def _put_below(entered: dict[str, Actor], slug: str, parent: str) -> None:
    if slug in entered and parent in entered and entered[slug].parent_id is None:
        actor = entered[slug]
        actor.parent = entered[parent]
        actor.save(update_fields=("parent", "updated_at"))
        index.refresh([actor.pk])
