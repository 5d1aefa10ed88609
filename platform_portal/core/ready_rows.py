"""Objects from a statement written once: for the few rows every page reads, where building the query costs most of the time.

The ORM takes 1–2 ms to build a query over several tables, each time anew. A statement that never changes is kept as
text, and its rows become the same objects the ORM would make.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Model


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
    def columns(self) -> str:
        """What the statement selects."""
        names = {field.attname: field.column for field in self.model._meta.concrete_fields}
        return ", ".join(f"{self.alias}.{names[attribute]}" for attribute in self.attributes)

    @cached_property
    def _key(self) -> int:
        key = self.model._meta.pk
        return self.attributes.index(key.attname) if key else 0

    def read(self, row: Sequence[Any], start: int = 0) -> M | None:
        """The object in a row, its columns beginning at `start`; None where an outer join found nothing."""
        values = row[start : start + len(self.attributes)]
        if values[self._key] is None:
            return None
        return self.model.from_db(connection.alias, self.attributes, values)
