"""Suspected duplicates for the desk: the list, and both entries side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actors.enums import DuplicateStatus, Language
from actors.models import Actor, DuplicateSuspicion
from actors.services.duplicate_reasons import reason_text
from actors.services.merge import FIELDS
from actors.services.merge_relations import label_of, relations, rows, rule_of
from platform_portal.core.formats import precise

_QUIET = frozenset(
    {"actors.ActorIndex.actor", "actors.DuplicateSuspicion.first", "actors.DuplicateSuspicion.second"}
)


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both entries, in words; `is_empty` where neither has it."""

    name: str
    label: str
    first: str
    second: str
    language: str

    @property
    def differs(self) -> bool:
        """Whether there is something to choose."""
        return self.first != self.second

    @property
    def is_empty(self) -> bool:
        """Whether neither has a value."""
        return not (self.first or self.second)


@dataclass(frozen=True, slots=True)
class Going:
    """Rows of one kind that a merge moves."""

    label: str
    first: int
    second: int


def open_ones() -> QuerySet[DuplicateSuspicion]:
    """To be checked, the likeliest first; pairs with an archived entry are left out."""
    found = DuplicateSuspicion.objects.filter(status=DuplicateStatus.OPEN)
    found = found.exclude(first__status="archived").exclude(second__status="archived")
    return found.select_related("first__place", "second__place").order_by("-score", "pk")


def reasons_of(suspicion: DuplicateSuspicion) -> list[str]:
    """What speaks for one actor, in the reader's language."""
    return [reason_text(key, value) for key, value in suspicion.reasons]


def side_by_side(first: Actor, second: Actor) -> list[FieldPair]:
    """All fields of both that a merge can choose from; those neither has are left out."""
    pairs = []
    for name in FIELDS:
        field: Any = Actor._meta.get_field(name)
        language = name.rpartition("_")[2] if name.startswith(("name_", "description_")) else ""
        pairs.append(
            FieldPair(
                name, capfirst(str(field.verbose_name)), _shown(first, name), _shown(second, name), language
            )
        )
    return [pair for pair in pairs if not pair.is_empty]


def going(first: Actor, second: Actor) -> list[Going]:
    """How much of what points to each of both."""
    found: dict[str, list[int]] = {}
    for foreign_key in relations():
        if label_of(foreign_key) in _QUIET:
            continue
        label = capfirst(str(foreign_key.model._meta.verbose_name_plural))
        counts = found.setdefault(label, [0, 0])
        counts[0] += rows(foreign_key, first.pk).count()
        counts[1] += rows(foreign_key, second.pk).count()
    events = [actor.events.count() for actor in (first, second)]  # type: ignore[attr-defined]
    found[_("Steps of the history (stay with their entry)")] = events
    return [Going(label, *counts) for label, counts in sorted(found.items()) if any(counts)]


def remarks(kept: Actor, lost: Actor) -> list[str]:
    """What a merge does beyond moving."""
    said: list[str] = []
    for foreign_key in relations():
        if (rule := rule_of(foreign_key)).preview is not None:
            said += rule.preview(kept, lost)
    return said


def taken_by_default(kept: Actor, lost: Actor) -> set[str]:
    """Fields only the entry that goes has filled in: their values are not lost unless somebody wants it."""
    return {pair.name for pair in side_by_side(kept, lost) if pair.second and not pair.first}


def _shown(actor: Actor, name: str) -> str:
    value: Any = getattr(actor, name)
    if value is None or value == "":
        return ""
    if name == "languages":
        return ", ".join(str(Language(code).label) for code in value)
    if name == "last_confirmed_on":
        return precise(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "place":
        return value.label_here
    display = getattr(actor, f"get_{name}_display", None)
    return str(display() if display else value)
