"""Objects from a statement written once: for the few rows every page reads, where building the query costs most of the time.

The ORM takes 1–2 ms to build a query over several tables, each time anew, and the server as long to plan it. A statement
that never changes is kept as text and prepared (`core.prepared`), and its rows become the same objects the ORM would
make; new objects are written by a statement that is kept, too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, Model, QuerySet
from django.utils import timezone

from platform_portal.core import prepared

if TYPE_CHECKING:
    from accounts.models import User

type Keys = tuple[str, tuple[Any, ...]]
type Scope = Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True)
class Part[M: Model]:
    """A table of the statement under its alias: all columns of the model, or only the named ones (others load when asked for)."""

    model: type[M]
    alias: str
    only: tuple[str, ...] = ()

    @cached_property
    def attributes(self) -> list[str]:
        """Names of the attributes in the order of the columns, the key among them."""
        every = [field.attname for field in self.model._meta.concrete_fields]
        return [name for name in every if not self.only or name in self.only]

    @cached_property
    def _known(self) -> frozenset[str]:
        """The same for `from_db`, which looks for each column of the model among them."""
        return frozenset(self.attributes)

    @cached_property
    def columns(self) -> str:
        """What the statement selects."""
        names = {field.attname: field.column for field in self.model._meta.concrete_fields}
        return ", ".join(f"{self.alias}.{names[attribute]}" for attribute in self.attributes)

    @cached_property
    def packed(self) -> str:
        """The same as one JSON array, for rows of the table inside a column; for texts and numbers only."""
        return f"json_build_array({self.columns})"

    @cached_property
    def _key(self) -> int:
        key = self.model._meta.pk
        return self.attributes.index(key.attname) if key else 0

    @cached_property
    def _converters(self) -> list[tuple[int, Callable[..., Any]]]:
        """What the ORM does to values of some kinds of columns, such as JSON."""
        fields = [self.model._meta.get_field(name) for name in self.attributes]
        return [
            (at, field.from_db_value) for at, field in enumerate(fields) if hasattr(field, "from_db_value")
        ]

    def read(self, row: Sequence[Any], start: int = 0) -> M | None:
        """The object in a row, its columns beginning at `start`; None where an outer join found nothing."""
        values = row[start : start + len(self.attributes)]
        if values[self._key] is None:
            return None
        if self._converters:
            values = list(values)
            for at, convert in self._converters:
                values[at] = convert(values[at], None, connection)
        return self.model.from_db(connection.alias, self._known, values)

    def objects(self, rows: Sequence[Sequence[Any]]) -> list[M]:
        """The objects in rows that hold nothing else."""
        return [made for row in rows if (made := self.read(row)) is not None]


#: Stands for the open value while the statement of a `Lookup` is built.
_OPEN = "\ue000"


@dataclass(frozen=True)
class Lookup[M: Model]:
    """A queryset with one open text, such as a slug; its statement is built once.

    It must depend on nothing but that text: not on the reader, the language or the time.
    """

    build: Callable[[str], QuerySet[M]]

    @cached_property
    def _ready(self) -> tuple[str, tuple[Any, ...]]:
        return self.build(_OPEN).query.sql_with_params()

    def statement(self, value: str) -> tuple[str, list[Any]]:
        """The statement, to stand in another one, and its values."""
        text, values = self._ready
        return text, [value if one == _OPEN else one for one in values]


@cache
def _insertion(model: type[Model], *, with_key: bool) -> tuple[str, list[Field[Any, Any]]]:
    key = model._meta.pk
    fields = [field for field in model._meta.concrete_fields if with_key or field is not key]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) VALUES ({marks}) RETURNING "{key.column}"', fields  # noqa: S608


def insert(one: Model) -> None:
    """Writes a new object, which gets its key here unless it has one. As `bulk_create` of one: no signals. One query."""
    statement, fields = _insertion(type(one), with_key=one.pk is not None)
    values = [field.get_db_prep_save(field.pre_save(one, add=True), connection) for field in fields]
    ((one.pk,),) = prepared.rows(statement, values)
    one._state.adding, one._state.db = False, connection.alias


def keys_of(found: QuerySet[Any]) -> Keys:
    """A queryset as a statement may take it, `IN (…)`: the text that selects its keys, and the values in it."""
    try:
        text, params = found.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL::bigint WHERE false", ()
    return text, tuple(params)


def keys_seen_by(reader: User | AnonymousUser, scope: Scope) -> Keys:
    """The same of what a reader may see. The scope says so by the reader and the day alone: for visitors it is asked once a day."""
    if reader.is_authenticated:
        return keys_of(scope(reader))
    return keys_seen_by_all(scope, timezone.localdate())


@lru_cache(maxsize=64)
def keys_seen_by_all(scope: Scope, _today: dt.date) -> Keys:
    """The same of what every visitor sees; tests that change a scope clear what is kept here."""
    return keys_of(scope(AnonymousUser()))
