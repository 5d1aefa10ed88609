"""Roles as data: who may do what. One table; the predicates in `rules` and the querysets both read it.

Visitor, member, secretariat and administrator are what somebody *is* on the whole portal; editor and owner what somebody is
in one actor, coordinator what somebody is in one working group.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.preview import PreviewRole, role_of
from actors.enums import MembershipRole

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class Role(models.TextChoices):
    """Who somebody is."""

    VISITOR = "visitor", _("Visitor without an account")
    MEMBER = "member", _("Member")
    EDITOR = "editor", _("Editor of an organisation")
    OWNER = "owner", _("Owner of an organisation")
    COORDINATOR = "coordinator", _("Working-group coordinator")
    SECRETARIAT = "secretariat", _("Secretariat")
    ADMINISTRATOR = "administrator", _("Administrator")


class Permission(StrEnum):
    """What somebody may do. The names carry no app's label: those of apps are granted to the secretariat as a whole."""

    SEE_UNPUBLISHED = "portal.see_unpublished"
    EDIT_ENTRY = "portal.edit_entry"
    MANAGE_PEOPLE = "portal.manage_people"
    MANAGE_GROUP = "portal.manage_group"
    JOIN = "portal.join"
    DECIDE_JOINING = "portal.decide_joining"
    NAME_COORDINATORS = "portal.name_coordinators"
    INVITE_SECRETARIAT = "portal.invite_secretariat"


_EDITOR = frozenset({Permission.SEE_UNPUBLISHED, Permission.EDIT_ENTRY})
_OWNER = _EDITOR | {Permission.MANAGE_PEOPLE}
_COORDINATOR = frozenset({Permission.MANAGE_GROUP})
_SECRETARIAT = (
    _OWNER | _COORDINATOR | {Permission.JOIN, Permission.DECIDE_JOINING, Permission.NAME_COORDINATORS}
)

#: Role → what it may do. For editor, owner and coordinator: in the actor or working group concerned, nowhere else.
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.VISITOR: frozenset({Permission.JOIN}),
    Role.MEMBER: frozenset({Permission.JOIN}),
    Role.EDITOR: _EDITOR,
    Role.OWNER: _OWNER,
    Role.COORDINATOR: _COORDINATOR,
    Role.SECRETARIAT: _SECRETARIAT,
    Role.ADMINISTRATOR: _SECRETARIAT | {Permission.INVITE_SECRETARIAT},
}

#: Roles somebody has by a membership in the actor.
ROLE_OF_MEMBERSHIP: dict[str, Role] = {
    MembershipRole.EDITOR: Role.EDITOR,
    MembershipRole.OWNER: Role.OWNER,
}


def standing(user: User | AnonymousUser) -> frozenset[Role]:
    """What somebody is on the whole portal. No query. An administrator is one only within the secretariat."""
    if not user.is_authenticated:
        return frozenset({Role.VISITOR})
    if not user.is_staff:
        return frozenset({Role.MEMBER})
    if user.is_superuser:
        return frozenset({Role.MEMBER, Role.SECRETARIAT, Role.ADMINISTRATOR})
    return frozenset({Role.MEMBER, Role.SECRETARIAT})


def allow(roles: frozenset[Role], permission: Permission) -> bool:
    """Whether one of the roles has the permission."""
    return any(permission in PERMISSIONS[role] for role in roles)


def memberships_with(permission: Permission) -> tuple[str, ...]:
    """The roles of a membership that have the permission in their actor."""
    return tuple(kind for kind, role in ROLE_OF_MEMBERSHIP.items() if permission in PERMISSIONS[role])


def coordinates_in_preview(user: User | AnonymousUser) -> bool | None:
    """Inside a preview: whether its role coordinates (then every group); None outside a preview."""
    role = role_of(user)
    return None if not role else role == PreviewRole.COORDINATOR
