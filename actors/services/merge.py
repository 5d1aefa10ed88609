"""Merging two entries that are one actor: one stays, the other is archived, and its address leads to the one that stays.

Everything that points to the entry that goes is made to point to the one that stays (:mod:`actors.services.merge_relations`).
The history of both stays where it is. What was done is kept as numbers in the audit log, from which :func:`undo` takes it
back. Not taken back: partnerships that were united, invitations and claims that were withdrawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from actors.enums import ActorStatus, DuplicateStatus
from actors.models import Actor, DuplicateSuspicion, FormerSlug, Membership
from actors.names import LANGUAGES
from actors.services import index, register
from actors.services.merge_relations import label_of, relations, rule_of
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry

#: Fields of which the secretariat chooses, and those of which one value each goes along.
FIELDS = (
    *(f"{column}_{language}" for column in ("name", "description") for language in LANGUAGES),
    *("kind", "group", "place", "parent", "website", "linkedin_url", "languages", "logo"),
    *("source_language", "source", "is_open_to_proposals", "capacity_per_quarter", "last_confirmed_on", "is_trusted", "is_example"),
)  # fmt: skip
UNDO_FOR = dt.timedelta(days=30)
MERGED, UNMERGED = "actor.merged", "actor.unmerged"
_UNPUBLISHED = (ActorStatus.DRAFT, ActorStatus.IN_REVIEW)


@transaction.atomic
def merge(*, kept: Actor, lost: Actor, take: Collection[str] = (), by: User) -> Actor:
    """Merges `lost` into `kept`; `take` names the fields whose value of `lost` wins. Both are locked, the smaller number first.

    Raises :class:`Refusal` where the two cannot be merged. Nothing is changed then.
    """
    kept, lost = locked(kept.pk, lost.pk)
    _check(kept, lost, take)
    before = lost.status
    changed = _take_over(kept, lost, take)
    moved: dict[str, Any] = {}
    with index.postponed():
        for foreign_key in sorted(relations(), key=label_of):
            done = rule_of(foreign_key).apply(kept, lost)
            if done.ids or done.left or done.dropped:
                moved[label_of(foreign_key)] = asdict(done)
        register.archive(actor=lost, by=by)
        FormerSlug.objects.update_or_create(slug=lost.slug, defaults={"actor": kept, "since": timezone.now()})
        _decide(kept, lost, DuplicateStatus.MERGED, by)
        audit.record(
            action=MERGED, obj=kept, by=by, lost=lost.pk, status=before, moved=moved, before=changed, took=sorted(take)
        )  # fmt: skip
        audit.record(action="actor.merged_into", obj=lost, by=by, kept=kept.pk)
        index.refresh([kept.pk, lost.pk])
    return kept


@transaction.atomic
def undo(*, kept: Actor, lost: Actor, by: User, now: dt.datetime | None = None) -> Actor:
    """Takes a merge of the last 30 days back: what was moved goes back, fields get their old value, the entry is what it was.

    Raises :class:`Refusal` where it is too late or was done already. Rows that were moved on meanwhile stay where they are.
    """
    now = now or timezone.now()
    kept, lost = locked(kept.pk, lost.pk)
    entry = merge_entry(kept, lost)
    leads = FormerSlug.objects.filter(slug=lost.slug, actor=kept)
    if entry is None or lost.status != ActorStatus.ARCHIVED or not leads.exists():
        raise Refusal(_("There is no merge of these two entries that could be undone."))
    if entry.at < now - UNDO_FOR:
        raise Refusal(_("A merge can be undone within 30 days."))
    details = entry.details
    with index.postponed():
        leads.delete()
        for label, done in details["moved"].items():
            _move_back(label, done["ids"], kept, lost)
        for row in details["moved"].get("actors.Membership.actor", {}).get("dropped", ()):
            _restore_membership(row, kept, lost)
        _give_back(kept, lost, details["before"])
        _restore_status(lost, details["status"], by)
        _decide(kept, lost, DuplicateStatus.OPEN, by)
        audit.record(action=UNMERGED, obj=kept, by=by, lost=lost.pk)
        index.refresh([kept.pk, lost.pk])
    lost.refresh_from_db()
    return lost


def merge_entry(kept: Actor, lost: Actor) -> AuditEntry | None:
    """The latest audit entry of a merge of these two, unless it was undone."""
    found = AuditEntry.objects.filter(
        Q(action=MERGED) | Q(action=UNMERGED),
        object_type=kept._meta.label_lower, object_id=str(kept.pk), details__lost=lost.pk,
    ).order_by("-pk").first()  # fmt: skip
    return found if found is not None and found.action == MERGED else None


def locked(kept_id: int, lost_id: int) -> tuple[Actor, Actor]:
    rows = Actor.objects.filter(pk__in=(kept_id, lost_id)).order_by("pk")
    found = {actor.pk: actor for actor in rows.select_for_update(of=("self",), no_key=True)}
    if len(found) != 2:
        raise Refusal(_("Choose two entries that are there."))
    return found[kept_id], found[lost_id]


def _check(kept: Actor, lost: Actor, take: Collection[str]) -> None:
    if unknown := set(take) - set(FIELDS):
        raise Refusal(_("These fields cannot be chosen: %(fields)s") % {"fields": ", ".join(sorted(unknown))})
    if ActorStatus.ARCHIVED in {kept.status, lost.status}:
        raise Refusal(_("An archived entry cannot be merged."))
    if kept.status in _UNPUBLISHED and lost.status not in _UNPUBLISHED:
        raise Refusal(
            _(
                "The entry that goes is on the public pages, the one that stays is not: choose the other one to stay."
            )
        )


def _take_over(kept: Actor, lost: Actor, take: Collection[str]) -> dict[str, Any]:
    """Gives the chosen values to the entry that stays; answers those it had before and has now."""
    changed: dict[str, Any] = {}
    for name in take:
        field: Any = Actor._meta.get_field(name)
        old, new = getattr(kept, field.attname), getattr(lost, field.attname)
        if old != new:
            changed[field.attname] = [_plain(old), _plain(new)]
            setattr(kept, field.attname, new)
    if kept.parent_id in {kept.pk, lost.pk}:
        kept.parent_id = None if lost.parent_id in {kept.pk, None} else lost.parent_id
    with translation.override("de"):  # the base columns of translated fields repeat the German text
        kept.save()
    return changed


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | list | None) else str(value)


def _give_back(kept: Actor, lost: Actor, before: dict[str, Any]) -> None:
    """Old values, where the field was not changed again since."""
    kept.refresh_from_db()
    for name, (old, new) in before.items():
        if _plain(getattr(kept, name)) == new:
            setattr(kept, name, dt.date.fromisoformat(old) if name == "last_confirmed_on" and old else old)
    with translation.override("de"):
        kept.save()


def _move_back(label: str, ids: list[Any], kept: Actor, lost: Actor) -> None:
    model_label, _dot, name = label.rpartition(".")
    model = apps.get_model(model_label)
    still_here = model._base_manager.filter(pk__in=ids, **{name: kept.pk})
    if label == "actors.Revision.actor":
        still_here.filter(subject="actor", subject_id=kept.pk).update(subject_id=lost.pk)
    still_here.update(**{name: lost.pk})


def _restore_membership(row: dict[str, Any], kept: Actor, lost: Actor) -> None:
    if not User.objects.filter(pk=row["user_id"]).exists():
        return
    Membership.objects.get_or_create(user_id=row["user_id"], actor=lost, defaults={"role": row["role"]})
    if row["raised"]:
        Membership.objects.filter(user_id=row["user_id"], actor=kept).update(role="editor")


def _restore_status(lost: Actor, status: str, by: User) -> None:
    """Back through the steps an archived entry may take."""
    register.return_to_draft(actor=lost, by=by)
    steps = {
        ActorStatus.IN_REVIEW: (register.submit,),
        ActorStatus.PUBLISHED: (register.publish,),
        ActorStatus.DORMANT: (register.publish, register.mark_dormant),
    }
    for step in steps.get(ActorStatus(status), ()):
        step(actor=lost, by=by)


def _decide(kept: Actor, lost: Actor, status: DuplicateStatus, by: User) -> None:
    first, second = sorted((kept.pk, lost.pk))
    is_open = status == DuplicateStatus.OPEN
    decision = {
        "status": status,
        "decided_at": None if is_open else timezone.now(),
        "decided_by": None if is_open else by,
    }
    DuplicateSuspicion.objects.update_or_create(
        first_id=first, second_id=second, defaults=decision, create_defaults={"score": 1.0, **decision}
    )
