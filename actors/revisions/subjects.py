"""Subjects of change proposals: what a proposal can change, field by field. Upper apps register their own.

A subject knows its values as plain JSON, what they are called, how they are shown, which are allowed, and how accepted
ones are written. Values are compared by `digest`, so they must come out the same whenever nothing has changed: texts with
plain line breaks, lists in a fixed order, "" and [] instead of None; None stands for something that is not there.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import Promise

if TYPE_CHECKING:
    from accounts.models import User
    from actors.models import Actor, Revision

type Text = str | Promise
type Values = Mapping[str, Any]


class Shape(StrEnum):
    """How a value is made, and so how its change is shown."""

    TEXT = "text"
    LIST = "list"
    RECORD = "record"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a subject; `language` for texts that exist once per language."""

    name: str
    label: Text
    shape: Shape = Shape.TEXT
    language: str = ""


class Subject(ABC):
    """Something members may propose to change."""

    slug: str
    label: Text

    @abstractmethod
    def current(self, actor: Actor, subject_id: int | None) -> dict[str, Any]:
        """The published values; of something new: empty. Raises the model's DoesNotExist for a row of another actor."""

    @abstractmethod
    def field(self, name: str) -> Field:
        """The field of that name; raises KeyError for one that cannot be changed."""

    @abstractmethod
    def shown(self, field: Field, value: Any) -> Any:
        """The value for people, in the active language: a text, a list of texts, pairs (label, text), or an address of a picture."""

    @abstractmethod
    def check(self, actor: Actor, subject_id: int | None, changes: Values, *, by: User | None) -> None:
        """Raises Refusal for values that must not be published."""

    @abstractmethod
    def apply(
        self,
        actor: Actor,
        subject_id: int | None,
        changes: Values,
        *,
        by: User | None,
        together: Collection[str],
    ) -> int | None:
        """Writes accepted values and returns the row's number. `together`: all fields accepted with this proposal so far."""

    @abstractmethod
    def title(self, revision: Revision) -> str:
        """What the proposal is about, for lists."""

    @abstractmethod
    def edit_url(self, actor: Actor, subject_id: int | None) -> str:
        """Where its form is, without a language of its own."""

    def order(self) -> list[str]:
        """Names of the fixed fields in the order in which people read them; others come last."""
        return []

    def discard(self, values: Collection[Any]) -> None:
        """Values that will never be published: what they hold on to can go. By default they hold on to nothing."""
        del values


_subjects: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Makes a subject known, in `AppConfig.ready()`; registering it again replaces it."""
    _subjects[subject.slug] = subject


def of(revision: Revision) -> Subject:
    """The subject of a proposal."""
    return _subjects[revision.subject]


def named(slug: str) -> Subject:
    """The subject of that name; raises KeyError."""
    return _subjects[slug]


def digest(value: Any) -> str:
    """A short fingerprint of a value: equal for equal values."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def plain(text: str | None) -> str:
    """A text as it is compared: plain line breaks, nothing around it."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def mark_outdated(
    obj: models.Model, changed: Collection[str], columns: Collection[str], *, together: Collection[str] = ()
) -> None:
    """Keeps `obj.outdated_translations` true after a change: a new source text makes the other languages outdated, a new text
    is current. What is written together with the source is current too."""
    source: str = obj.source_language  # type: ignore[attr-defined]
    marks: set[str] = set(obj.outdated_translations)  # type: ignore[attr-defined]
    for column in columns:
        translations = {f"{column}_{code}" for code in ("de", "uk", "en") if code != source}
        if f"{column}_{source}" in changed:
            marks |= {name for name in translations if getattr(obj, name)} - set(together)
        marks -= translations & set(changed)
        marks -= {name for name in translations if not getattr(obj, name)}
    obj.outdated_translations = sorted(marks)  # type: ignore[attr-defined]
