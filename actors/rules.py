"""Predicates: who may do what with one actor or working group. Each has its twin among the querysets.

| predicate | twin |
|---|---|
| `can_see` | `Actor.objects.visible_to(user)` |
| `keeps` | `Actor.objects.kept_by(user)` |
| `can_edit` | `Actor.objects.editable_by(user)` |
| `can_manage_people` | `Actor.objects.owned_by(user)` |
| `coordinates` | `WorkingGroup.objects.coordinated_by(user)` |
| `can_manage_group` | `WorkingGroup.objects.manageable_by(user)` |
| `can_lead` | `WorkingGroup.objects.led_by(user)` |
| `takes_part` | `WorkingGroup.objects.taking_part(user)` |
| `can_enter_workspace` | `WorkingGroup.objects.with_workspace_for(user)` |

They answer for the role of a preview too. `Permission` and the table of roles are in `actors.roles`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from actors.enums import ActorStatus
from actors.roles import ROLE_OF_MEMBERSHIP, Permission, Role, allow, coordinates_in_preview, standing

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from actors.models import Actor, WorkingGroup

    type Reader = User | AnonymousUser


def roles_in_actor(user: Reader, actor: Actor) -> frozenset[Role]:
    """Everything somebody is with regard to an actor. One query for members, none for others."""
    found = standing(user)
    if not user.is_authenticated:
        return found
    kinds = user.memberships.filter(actor_id=actor.pk).values_list("role", flat=True)
    return found | {ROLE_OF_MEMBERSHIP[kind] for kind in kinds}


def roles_in_group(user: Reader, group: WorkingGroup) -> frozenset[Role]:
    """Everything somebody is with regard to a working group. At most one query."""
    found = standing(user)
    return found | {Role.COORDINATOR} if _coordinates(user, group) else found


def _coordinates(user: Reader, group: WorkingGroup) -> bool:
    if not user.is_authenticated:
        return False
    shown = coordinates_in_preview(user)
    return user.coordinations.filter(group_id=group.pk).exists() if shown is None else shown


@rules.predicate
def is_secretariat(user: Reader) -> bool:
    """A member of the secretariat."""
    return Role.SECRETARIAT in standing(user)


@rules.predicate
def is_administrator(user: Reader) -> bool:
    """An administrator of the portal."""
    return Role.ADMINISTRATOR in standing(user)


@rules.predicate
def keeps(user: Reader, actor: Actor) -> bool:
    """Editor or owner of this actor; the secretariat only where it is one."""
    return bool(roles_in_actor(user, actor) & {Role.EDITOR, Role.OWNER})


@rules.predicate
def can_see(user: Reader, actor: Actor) -> bool:
    """A published or dormant entry for everyone, others for who keeps them and the secretariat."""
    if actor.status in {ActorStatus.PUBLISHED, ActorStatus.DORMANT}:
        return True
    return allow(roles_in_actor(user, actor), Permission.SEE_UNPUBLISHED)


@rules.predicate
def can_edit(user: Reader, actor: Actor) -> bool:
    """May change the entry, or propose a change of it."""
    return allow(roles_in_actor(user, actor), Permission.EDIT_ENTRY)


@rules.predicate
def can_manage_people(user: Reader, actor: Actor) -> bool:
    """May invite people to the actor, change their role and remove them."""
    return allow(roles_in_actor(user, actor), Permission.MANAGE_PEOPLE)


@rules.predicate
def coordinates(user: Reader, group: WorkingGroup) -> bool:
    """Is named as coordinator of this working group; the secretariat only where it is."""
    return _coordinates(user, group)


@rules.predicate
def can_manage_group(user: Reader, group: WorkingGroup) -> bool:
    """May look after the working group: its coordinators and the secretariat."""
    return allow(roles_in_group(user, group), Permission.MANAGE_GROUP)


@rules.predicate
def can_lead(user: Reader, group: WorkingGroup) -> bool:
    """Looks after the working group, or after the one it is part of."""
    above = group.parent
    return can_manage_group(user, group) or (above is not None and can_manage_group(user, above))


@rules.predicate
def takes_part(user: Reader, group: WorkingGroup) -> bool:
    """Keeps the entry of an actor that is a member of the group, or of the one it is part of. One query."""
    if not user.is_authenticated:
        return False
    groups = [pk for pk in (group.pk, group.parent_id) if pk is not None]
    return user.memberships.filter(actor__working_group_memberships__group__in=groups).exists()


@rules.predicate
def can_enter_workspace(user: Reader, group: WorkingGroup) -> bool:
    """May see and use the workspace of the group."""
    return can_lead(user, group) or takes_part(user, group)


@rules.predicate
def can_decide_joining(user: Reader) -> bool:
    """May accept and refuse claims and interest forms."""
    return allow(standing(user), Permission.DECIDE_JOINING)


@rules.predicate
def can_invite_secretariat(user: Reader) -> bool:
    """May invite people to the secretariat itself."""
    return allow(standing(user), Permission.INVITE_SECRETARIAT)


rules.add_perm(Permission.SEE_UNPUBLISHED, can_see)
rules.add_perm(Permission.EDIT_ENTRY, can_edit)
rules.add_perm(Permission.MANAGE_PEOPLE, can_manage_people)
rules.add_perm(Permission.MANAGE_GROUP, can_manage_group)
rules.add_perm(Permission.DECIDE_JOINING, can_decide_joining)
rules.add_perm(Permission.INVITE_SECRETARIAT, can_invite_secretariat)
