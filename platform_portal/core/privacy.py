"""Registry of personal data (Verzeichnis der Verarbeitungstätigkeiten): what is kept about people, why, and for how long.

Every app registers its models in a module `privacy.py`; the page "my data", the erasure of an account, the retention job
and docs/processing-record.md all work from here. A test walks all models and fails when a field that may hold personal
data is neither registered nor declared impersonal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User

type Text = str | Promise
type Rows = models.QuerySet[Any]


class LegalBasis(models.TextChoices):
    """Article 6 (1) GDPR, as far as the portal relies on it."""

    CONSENT = "consent", _("consent (Art. 6 (1) a GDPR)")
    CONTRACT = "contract", _("use of the account (Art. 6 (1) b GDPR)")
    LEGAL_DUTY = "legal_duty", _("legal duty (Art. 6 (1) c GDPR)")
    PUBLIC_TASK = "public_task", _("public task (Art. 6 (1) e GDPR)")


class OnErasure(models.TextChoices):
    """What happens to the rows when the person's account is erased."""

    DELETE = "delete", _("deleted")
    DETACH = "detach", _("kept without the person")
    KEEP = "keep", _("kept, because the law asks for it; holds a number, no name")


@dataclass(frozen=True, slots=True)
class Retention:
    """How long rows are kept: in words, and as a function that finds the rows that are overdue at a time.

    Without `overdue` rows go with the account or the entry they belong to, and the words say so. `detaches`: overdue rows are not
    deleted but lose the person, as the entry's `detach` says, because they are counted. `erase(rows, now)` takes the place of both
    where more has to happen (files, numbers that remain); it answers how many rows it has dealt with, and afterwards nothing is
    overdue.
    """

    rule: Text
    overdue: Callable[[dt.datetime], Rows] | None = None
    detaches: bool = False
    erase: Callable[[Rows, dt.datetime], int] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One model with personal data.

    `fields` are shown to the person, each with who may see it; `sealed` are personal too, but secret (hashes, keys): named
    in the record, never exported. `rows_of` finds a person's rows; without it the rows belong to organisations or to
    nobody in particular and are handled by their own app. `impersonal` says field by field why it is not personal;
    `correct_at` names the page where the person corrects the data, `labels` columns whose model has no words for them.
    """

    model: type[models.Model]
    title: Text
    purpose: Text
    legal_basis: LegalBasis
    retention: Retention
    fields: Mapping[str, Visibility]
    sealed: tuple[str, ...] = ()
    impersonal: Mapping[str, str] = field(default_factory=dict)
    rows_of: Callable[[User], Rows] | None = None
    on_erasure: OnErasure = OnErasure.DELETE
    detach: Mapping[str, Any] = field(default_factory=dict)
    correct_at: str = ""
    labels: Mapping[str, Text] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """`app.Model`."""
        return self.model._meta.label

    @property
    def covered(self) -> frozenset[str]:
        """Every field the entry says something about."""
        return frozenset({*self.fields, *self.sealed, *self.impersonal})


_entries: dict[type[models.Model], Entry] = {}
_impersonal: dict[type[models.Model], dict[str, str]] = {}


def register(model: type[models.Model] | str, **facts: Any) -> None:
    """Registers a model with personal data; registering it again replaces the entry. Raises for unknown fields."""
    found = apps.get_model(model) if isinstance(model, str) else model
    entry = Entry(model=found, **facts)
    for name in entry.covered:
        found._meta.get_field(name)
    _entries[found] = entry


def impersonal(model: type[models.Model] | str, *fields: str, because: str) -> None:
    """Declares fields impersonal although their names or types look otherwise; without fields the whole model.

    A name stands for its translations too (`name` for `name_de`). Declaring again adds.
    """
    found = apps.get_model(model) if isinstance(model, str) else model
    _impersonal.setdefault(found, {}).update(dict.fromkeys(fields or ("*",), because))


@lru_cache(maxsize=1)
def discover() -> None:
    """Imports the `privacy` module of every app, once."""
    from platform_portal.core import privacy_of_core  # noqa: F401

    autodiscover_modules("privacy")


def entries() -> list[Entry]:
    """All entries, by app and model."""
    discover()
    return sorted(_entries.values(), key=lambda entry: entry.label)


def entry_of(model: type[models.Model]) -> Entry | None:
    """The entry of a model, if it holds personal data."""
    discover()
    return _entries.get(model)


def declared_impersonal() -> dict[type[models.Model], dict[str, str]]:
    """Fields that look personal and are not, with the reason; `*` stands for the whole model."""
    discover()
    return dict(_impersonal)


def names_a_person(obj: models.Model) -> bool:
    """Whether the object's own text may be somebody's name, so that it must not enter the audit log."""
    entry = entry_of(type(obj))
    return entry is not None and (entry.rows_of is not None or bool(entry.fields))
