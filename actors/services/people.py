"""The people of an actor and the coordinators of working groups: roles changed and ended."""

from __future__ import annotations

import logging

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from actors.enums import MembershipRole
from actors.models import Actor, Coordinator, Membership, WorkingGroup
from actors.roles import Permission, allow, standing
from actors.rules import can_manage_people
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> Membership:
    """Makes an editor an owner or the reverse. Refuses to lower the last owner, an unknown role, and who is not an owner."""
    if role not in MembershipRole.values:
        raise Refusal(_("There is no such role."))
    row = _locked(membership, by)
    if row.role == role:
        return row
    _keep_an_owner(row)
    row.role = MembershipRole(role)
    row.save(update_fields=["role"])
    audit.record(action="membership.changed", obj=row, by=by, actor=row.actor_id, role=role)
    return row


@transaction.atomic
def remove(*, membership: Membership, by: User) -> None:
    """Ends the role of a person in an actor; everyone may end the own one. Refuses the last owner."""
    row = _locked(membership, by, own_too=True)
    _keep_an_owner(row)
    audit.record(action="membership.ended", obj=row, by=by, actor=row.actor_id, user=row.user_id)
    row.delete()


@transaction.atomic
def name_coordinator(*, group: WorkingGroup, user: User, by: User) -> Coordinator:
    """Names a coordinator. Refuses all but the secretariat, and who coordinates the group already."""
    _check_naming(by)
    try:
        with transaction.atomic():
            row = Coordinator.objects.create(group=group, user=user)
    except IntegrityError as error:
        raise Refusal(_("This person already coordinates this working group.")) from error
    audit.record(action="coordinator.named", obj=row, by=by, group=group.pk, user=user.pk)
    return row


@transaction.atomic
def end_coordination(*, coordinator: Coordinator, by: User) -> None:
    """Ends the coordination of a group by a person."""
    _check_naming(by)
    audit.record(
        action="coordinator.ended",
        obj=coordinator,
        by=by,
        group=coordinator.group_id,
        user=coordinator.user_id,
    )
    coordinator.delete()


def _check_naming(by: User) -> None:
    if not allow(standing(by), Permission.NAME_COORDINATORS):
        raise Refusal(_("Only the secretariat names coordinators."))


def _locked(membership: Membership, by: User, *, own_too: bool = False) -> Membership:
    """The row, once nobody else changes the people of this actor."""
    actor = Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=membership.actor_id)
    row = Membership.objects.select_related("user").filter(pk=membership.pk).first()
    if row is None:
        raise Refusal(_("This person no longer keeps the entry."))
    if not (can_manage_people(by, actor) or (own_too and row.user_id == by.pk)):
        log.warning("user %s may not change the people of actor %s", by.pk, actor.pk)
        raise Refusal(_("Only owners change the people of an organisation."))
    return row


def _keep_an_owner(row: Membership) -> None:
    """An entry that is kept has an owner, else nobody could invite."""
    if row.role != MembershipRole.OWNER:
        return
    others = Membership.objects.filter(actor_id=row.actor_id, role=MembershipRole.OWNER).exclude(pk=row.pk)
    if not others.exists():
        raise Refusal(_("This is the only owner. Make somebody else an owner first."))
