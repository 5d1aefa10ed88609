"""Reads places by their ids, with region and country: the query of `with_region()`, written once instead of built each time."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from django.db import connection, models

from places.models import Country, Place, Region


def read_places(ids: Collection[int]) -> dict[int, Place]:
    """Places by id, unknown ids left out; one query, none without ids. Building it by the ORM costs 2 ms a time."""
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [list(ids)])
        rows = cursor.fetchall()
    return {place.pk: place for place in map(_place, rows)}


@cache
def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


@cache
def _statement() -> str:
    columns = ", ".join(
        f"{alias}.{field.column}"
        for alias, model in (("p", Place), ("r", Region), ("c", Country))
        for field in model._meta.concrete_fields
    )
    return (
        f"SELECT {columns} FROM places_place p JOIN places_country c ON c.code = p.country_id"  # noqa: S608 - fixed names
        " LEFT JOIN places_region r ON r.id = p.region_id WHERE p.id = ANY(%s)"
    )


def _place(row: tuple[object, ...]) -> Place:
    own, of_region = len(_columns(Place)), len(_columns(Region))
    place = Place.from_db(connection.alias, _columns(Place), row[:own])
    place.country = Country.from_db(connection.alias, _columns(Country), row[own + of_region :])
    place.region = (
        Region.from_db(connection.alias, _columns(Region), row[own : own + of_region])
        if place.region_id
        else None
    )
    return place
