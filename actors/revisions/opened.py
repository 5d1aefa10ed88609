"""What somebody sees when a form is opened, and the signed note of it that the form carries along.

The note says for whom and for which form it was made, and for each field what was shown and what was published and
proposed then. So a later change by somebody else is noticed, however long the form lay open, also over a restored draft;
and a form that comes back after its session has ended can be kept for the right person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core import signing

from actors.enums import Decision
from actors.models import Actor, Revision
from actors.revisions import subjects
from actors.revisions.subjects import digest
from actors.services.revisions import proposed_by_others, state_of

if TYPE_CHECKING:
    from accounts.models import User

SALT = "actors.entry-form"
#: How long a form may lie open and still be kept for somebody whose session has ended.
KEPT_WITHOUT_SESSION = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Note:
    """The note as read back: per field what was shown, the state, and whether somebody must still choose."""

    user: int
    key: str
    shown: Mapping[str, str]
    seen: Mapping[str, str]
    to_choose: frozenset[str]

    def changed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values that are not as they were shown."""
        return {name: v for name, v in values.items() if digest(v) != self.shown.get(name, digest(None))}


@dataclass(slots=True)
class Opened:
    """Published values, one's own open proposal over them, and what others propose."""

    current: dict[str, Any]
    own: Revision | None
    others: dict[str, Any]
    shown: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.shown = dict(self.current)
        if self.own is not None:
            open_fields = [row for row in self.own.fields.all() if row.decision == Decision.OPEN]
            self.shown |= {row.field: row.after for row in open_fields}

    def note(self, *, user: User, key: str, names: Iterable[str], to_choose: Collection[str] = ()) -> str:
        """The signed note for the fields of a form."""
        fields = {
            name: [
                digest(self.shown.get(name)),
                state_of(self.current.get(name), self.others.get(name)),
                int(name in to_choose),
            ]
            for name in names
        }
        return signing.dumps({"u": user.pk, "k": key, "f": fields}, salt=SALT, compress=True)


def opened(*, actor: Actor, subject: str, subject_id: int | None, user: User) -> Opened:
    """What the form shows to the person now."""
    own = None
    if subject == "actor" or subject_id is not None:
        rows = Revision.objects.open().filter(
            actor=actor, subject=subject, subject_id=subject_id, author=user
        )
        own = rows.prefetch_related("fields").order_by("pk").first()
    return Opened(
        current=subjects.named(subject).current(actor, subject_id),
        own=own,
        others=proposed_by_others(subject=subject, subject_id=subject_id, actor=actor, user=user),
    )


def read(text: str, *, max_age: dt.timedelta | None = None) -> Note | None:
    """The note of a form; None when it is not one of ours, or too old."""
    try:
        data = signing.loads(text, salt=SALT, max_age=max_age)
    except signing.BadSignature:
        return None
    fields: dict[str, list[Any]] = data["f"]
    return Note(
        user=data["u"],
        key=data["k"],
        shown={name: row[0] for name, row in fields.items()},
        seen={name: row[1] for name, row in fields.items()},
        to_choose=frozenset(name for name, row in fields.items() if row[2]),
    )
