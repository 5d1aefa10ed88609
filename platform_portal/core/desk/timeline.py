"""The history of one object: what the database triggers kept (before and after) and what the audit log says (who, what)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from pghistory.models import Event

from platform_portal.core.models import AuditEntry

#: How many entries of either source are shown.
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as text."""

    label: str
    before: str
    after: str


@dataclass(slots=True)
class Moment:
    """What happened at one time: by whom (None: the portal itself, or unknown), the actions, the changed fields."""

    at: dt.datetime
    actions: list[AuditEntry] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    version: int | None = None

    @property
    def who(self) -> Any:
        """The person of the first action that names one."""
        return next((entry.user for entry in self.actions if entry.user_id), None)


def of(obj: models.Model) -> list[Moment]:
    """The newest first. Three queries, and one per relation whose changes are named."""
    audit = list(
        AuditEntry.objects.filter(object_type=obj._meta.label_lower, object_id=str(obj.pk)).select_related(
            "user"
        )[:SHOWN]
    )
    moments = _from_events(obj)
    for entry in reversed(audit):
        _place(moments, entry)
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def tracked_fields(obj: models.Model) -> list[str]:
    """Names of the fields whose states are kept, or none."""
    model = _event_model(obj)
    if model is None:
        return []
    return [f.name for f in model._meta.fields if not f.name.startswith("pgh_")]


def version(obj: models.Model, number: int) -> Any | None:
    """One kept state of the object."""
    return _events(obj).filter(pk=number).first() if _event_model(obj) else None


def shown(obj: models.Model, name: str, value: Any) -> str:
    """A value of a field as people read it."""
    return _Words(obj).shown(name, value)


def label(obj: models.Model, name: str) -> str:
    """What a field is called."""
    return _Words(obj).label(name)


class _Words:
    """Labels and readable values of the fields of a model; related objects are read once per field."""

    def __init__(self, obj: models.Model, related: dict[str, dict[Any, Any]] | None = None) -> None:
        self.model, self.related = type(obj), related or {}

    def label(self, name: str) -> str:
        """With the language for translated fields, as the model says it."""
        try:
            found: Any = self.model._meta.get_field(name)
            return str(capfirst(str(found.verbose_name)))
        except FieldDoesNotExist:
            return name

    def shown(self, name: str, value: Any) -> str:
        """Choices by their label, relations by their name, lists with commas."""
        if value is None or value in ("", []):
            return ""
        found: Any = self.model._meta.get_field(name)
        if found.is_relation:
            return str(self.related.get(name, {}).get(value) or _name_of(found, value))
        if found.choices:
            return str(dict(found.flatchoices).get(value, value))
        if isinstance(value, bool):
            return str(_("yes") if value else _("no"))
        if isinstance(value, dt.datetime):
            return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
        if isinstance(value, dt.date):
            return date_format(value, "DATE_FORMAT")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _name_of(relation: Any, value: Any) -> Any:
    return relation.related_model._default_manager.filter(pk=value).first() or value


def _event_model(obj: models.Model) -> Any | None:
    """The table of kept states (`core.kept_states`), if the model has one."""
    for relation in obj._meta.related_objects:
        if issubclass(relation.related_model, Event) and relation.field.name == "pgh_obj":
            return relation.related_model
    return None


def _events(obj: models.Model) -> models.QuerySet[Any]:
    model = _event_model(obj)
    assert model is not None
    events: models.QuerySet[Any] = model._default_manager.filter(pgh_obj=obj.pk)
    return events


def _from_events(obj: models.Model) -> list[Moment]:
    names = tracked_fields(obj)
    if not names:
        return []
    events = list(_events(obj).order_by("-pgh_id")[: SHOWN + 1])[::-1]
    words = _Words(obj, _names_of_related(obj, names, events))
    moments: list[Moment] = []
    before: Any = None
    for event in events:
        changes = [] if before is None else list(_changes(words, names, before, event))
        same = moments and moments[-1].at == event.pgh_created_at
        if same:
            moments[-1].changes += changes
            moments[-1].version = event.pk
        elif changes or before is None:
            moments.append(Moment(event.pgh_created_at, changes=changes, version=event.pk))
        before = event
    return moments


def _changes(words: _Words, names: Sequence[str], before: Any, after: Any) -> Iterable[Change]:
    for name in names:
        attribute = words.model._meta.get_field(name).attname  # type: ignore[union-attr]
        old, new = getattr(before, attribute), getattr(after, attribute)
        if (old or None) != (new or None):
            yield Change(words.label(name), words.shown(name, old), words.shown(name, new))


def _names_of_related(
    obj: models.Model, names: Sequence[str], events: Sequence[Any]
) -> dict[str, dict[Any, Any]]:
    related: dict[str, dict[Any, Any]] = {}
    for name in names:
        found: Any = obj._meta.get_field(name)
        if found.is_relation:
            ids = {getattr(event, found.attname) for event in events} - {None}
            related[name] = found.related_model._default_manager.in_bulk(ids) if len(ids) > 0 else {}
    return related


def _place(moments: list[Moment], entry: AuditEntry) -> None:
    """An action belongs to the change of the same transaction: the last one before it, within seconds."""
    near = [
        moment
        for moment in moments
        if dt.timedelta(seconds=-1) <= entry.at - moment.at < dt.timedelta(seconds=10)
    ]
    if near:
        max(near, key=lambda moment: moment.at).actions.append(entry)
    else:
        moments.append(Moment(entry.at, actions=[entry]))
