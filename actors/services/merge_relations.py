"""What points to an actor, and what becomes of it when two entries are merged.

Every foreign key to `Actor` is found by itself, also those of upper apps. As a rule a row is made to point to the entry that
stays; where a constraint forbids it (both have the topic), it stays with the archived entry, so nothing is lost. A relation
that needs more registers a :class:`Rule`; one with a constraint must say so, or say that staying is right
(:func:`conflicts_stay`): a test fails otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pghistory.models
from django.db import IntegrityError, models, transaction

from actors.models import Actor


@dataclass(slots=True)
class Moved:
    """What happened to the rows of one relation; numbers only, so that it can be kept in the audit log."""

    ids: list[int | str] = field(default_factory=list)
    left: list[int | str] = field(default_factory=list)
    dropped: list[dict[str, Any]] = field(default_factory=list)


type Apply = Callable[[Actor, Actor], Moved]  # the entry that stays, the one that goes
type Preview = Callable[[Actor, Actor], list[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """What becomes of one relation. `preview` says in words what will happen beyond moving."""

    apply: Apply
    preview: Preview | None = None


_rules: dict[str, Rule] = {}
_stay: set[str] = set()


def register(label: str, rule: Rule) -> None:
    """Sets the rule of a relation, as `app.Model.field`; doing it twice replaces it."""
    _rules[label] = rule


def conflicts_stay(*labels: str) -> None:
    """Declares that rows which cannot be moved rightly stay with the archived entry."""
    _stay.update(labels)


def relations(model: type[models.Model] = Actor) -> Iterator[models.Field[Any, Any]]:
    """Every foreign key to the model, but those of history tables, which tell what was."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or not relation.auto_created:
            continue
        related: Any = relation.related_model
        if not issubclass(related, pghistory.models.Event):
            yield relation.field  # type: ignore[union-attr]


def label_of(foreign_key: models.Field[Any, Any]) -> str:
    """`app.Model.field`."""
    return f"{foreign_key.model._meta.label}.{foreign_key.name}"


def rule_of(foreign_key: models.Field[Any, Any]) -> Rule:
    """The registered rule, or moving."""
    return _rules.get(label_of(foreign_key)) or Rule(lambda kept, lost: move(foreign_key, kept.pk, lost.pk))


def undeclared() -> list[str]:
    """Relations with a constraint for which nobody has said what to do; empty when all is well."""
    return [
        label
        for foreign_key in relations()
        if is_constrained(foreign_key) and (label := label_of(foreign_key)) not in _rules.keys() | _stay
    ]


def is_constrained(foreign_key: models.Field[Any, Any]) -> bool:
    """Whether moving a row may break a constraint."""
    if foreign_key.unique:
        return True
    options = foreign_key.model._meta
    names = {foreign_key.name, foreign_key.attname}
    together = any(names & set(group) for group in options.unique_together)
    return together or any(names & _named_in(constraint) for constraint in options.constraints)


def _named_in(constraint: models.BaseConstraint) -> set[str]:
    """The fields a constraint speaks of, also within conditions and expressions."""
    found = set(getattr(constraint, "fields", ()))
    for part in (getattr(constraint, "condition", None), *getattr(constraint, "expressions", ())):
        found |= set(_fields_of(part))
    return found


def _fields_of(part: Any) -> Iterator[str]:
    if isinstance(part, models.Q):
        for child in part.children:
            if isinstance(child, tuple):
                yield child[0].partition("__")[0]
                yield from _fields_of(child[1])
            else:
                yield from _fields_of(child)
    elif isinstance(part, models.F):
        yield str(getattr(part, "name", "")).partition("__")[0]
    elif hasattr(part, "get_source_expressions"):
        for expression in part.get_source_expressions():
            yield from _fields_of(expression)


def rows(foreign_key: models.Field[Any, Any], actor_id: int) -> models.QuerySet[Any]:
    """The rows that point to an actor by this key."""
    return foreign_key.model._base_manager.filter(**{foreign_key.name: actor_id})


def move(foreign_key: models.Field[Any, Any], kept_id: int, lost_id: int) -> Moved:
    """Makes the rows of one point to the other; those a constraint forbids are left where they are."""
    found = rows(foreign_key, lost_id)
    ids = list(found.order_by("pk").values_list("pk", flat=True))
    if not is_constrained(foreign_key):
        foreign_key.model._base_manager.filter(pk__in=ids).update(**{foreign_key.attname: kept_id})
        return Moved([_plain(pk) for pk in ids])
    moved = Moved()
    for pk in ids:
        try:
            with transaction.atomic():
                foreign_key.model._base_manager.filter(pk=pk).update(**{foreign_key.attname: kept_id})
            moved.ids.append(_plain(pk))
        except IntegrityError:
            moved.left.append(_plain(pk))
    return moved


def _plain(pk: Any) -> int | str:
    return pk if isinstance(pk, int) else str(pk)
