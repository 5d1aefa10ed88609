"""Every role × every action: the predicate and its queryset say the same, and what the table of roles says."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from accounts.models import User
from accounts.preview import SESSION_KEY, PreviewRole, apply
from actors import rules
from actors.enums import ActorStatus, MembershipRole
from actors.models import Actor, Coordinator, Membership, WorkingGroup
from actors.roles import PERMISSIONS, Permission, Role
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db

ROLES = [*Role.values, "foreign owner", "preview visitor", "preview member", "preview coordinator"]
ACTOR_ACTIONS: dict[str, tuple[Callable[..., Any], str, set[str]]] = {
    "see": (rules.can_see, "visible_to", {"editor", "owner", "secretariat", "administrator"}),
    "keep": (rules.keeps, "kept_by", {"editor", "owner"}),
    "edit": (rules.can_edit, "editable_by", {"editor", "owner", "secretariat", "administrator"}),
    "manage people": (rules.can_manage_people, "owned_by", {"owner", "secretariat", "administrator"}),
}
GROUP_ACTIONS: dict[str, tuple[Callable[..., Any], str, set[str]]] = {
    "coordinate": (rules.coordinates, "coordinated_by", {"coordinator", "preview coordinator"}),
    "manage": (
        rules.can_manage_group,
        "manageable_by",
        {"coordinator", "preview coordinator", "secretariat", "administrator"},
    ),
}


def preview(role: str) -> Any:
    request = HttpRequest()
    request.user = UserFactory(is_staff=True, is_superuser=True)
    request.session = {SESSION_KEY: role}  # type: ignore[assignment]
    apply(request)
    return request.user


@pytest.fixture
def world() -> dict[str, Any]:
    """A draft and a published entry, two groups, another actor and one person per role."""
    draft, other = ActorFactory(status=ActorStatus.DRAFT), ActorFactory(status=ActorStatus.DRAFT)
    published, group = ActorFactory(), WorkingGroupFactory()
    WorkingGroupFactory()
    people: dict[str, Any] = {
        Role.VISITOR: AnonymousUser(),
        Role.MEMBER: UserFactory(),
        Role.EDITOR: UserFactory(),
        Role.OWNER: UserFactory(),
        Role.COORDINATOR: UserFactory(),
        Role.SECRETARIAT: UserFactory(is_staff=True),
        Role.ADMINISTRATOR: UserFactory(is_staff=True, is_superuser=True),
        "foreign owner": UserFactory(),
    }
    Membership.objects.create(user=people[Role.EDITOR], actor=draft, role=MembershipRole.EDITOR)
    Membership.objects.create(user=people[Role.OWNER], actor=draft, role=MembershipRole.OWNER)
    Membership.objects.create(user=people["foreign owner"], actor=other, role=MembershipRole.OWNER)
    Coordinator.objects.create(user=people[Role.COORDINATOR], group=group)
    people |= {f"preview {role}": preview(role) for role in PreviewRole.values}
    return {"people": people, "draft": draft, "published": published, "group": group}


@pytest.mark.parametrize("action", ACTOR_ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_predicate_and_queryset_agree_on_every_actor(world, role, action):
    predicate, scope, allowed = ACTOR_ACTIONS[action]
    person = world["people"][role]
    by_scope = set(getattr(Actor.objects, scope)(person))
    assert by_scope == {actor for actor in Actor.objects.all() if predicate(person, actor)}
    assert (world["draft"] in by_scope) == (role in allowed)


@pytest.mark.parametrize("action", GROUP_ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_predicate_and_queryset_agree_on_every_group(world, role, action):
    predicate, scope, allowed = GROUP_ACTIONS[action]
    person = world["people"][role]
    by_scope = set(getattr(WorkingGroup.objects, scope)(person))
    assert by_scope == {group for group in WorkingGroup.objects.all() if predicate(person, group)}
    assert (world["group"] in by_scope) == (role in allowed)


@pytest.mark.parametrize("role", ROLES)
def test_everyone_sees_published_entries(world, role):
    person = world["people"][role]
    assert rules.can_see(person, world["published"])
    assert world["published"] in Actor.objects.visible_to(person)


@pytest.mark.parametrize(
    ("predicate", "allowed"),
    [
        (rules.is_secretariat, {"secretariat", "administrator"}),
        (rules.is_administrator, {"administrator"}),
        (rules.can_decide_joining, {"secretariat", "administrator"}),
        (rules.can_invite_secretariat, {"administrator"}),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_rights_on_the_whole_portal(world, role, predicate, allowed):
    assert predicate(world["people"][role]) == (role in allowed)


@pytest.mark.parametrize("role", Role)
def test_every_role_is_in_the_table(role):
    assert PERMISSIONS[role]


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {Role.VISITOR, "preview visitor"}])
def test_the_rights_are_known_to_django_by_name(world, role):
    person, actor = world["people"][role], world["draft"]
    assert person.has_perm(Permission.MANAGE_PEOPLE, actor) == rules.can_manage_people(person, actor)
    assert person.has_perm(Permission.INVITE_SECRETARIAT) == rules.can_invite_secretariat(person)


def test_a_membership_taken_away_ends_the_right_at_once(world):
    owner: User = world["people"][Role.OWNER]
    assert rules.can_manage_people(owner, world["draft"])
    owner.memberships.all().delete()
    assert not rules.can_manage_people(copy.copy(owner), world["draft"])
    assert not Actor.objects.owned_by(owner).exists()


def test_who_is_administrator_but_not_of_the_secretariat_has_no_rights(db):
    person = UserFactory(is_superuser=True)
    assert not rules.is_administrator(person)
    assert not rules.can_edit(person, ActorFactory())


def test_the_table_of_roles_decides_for_both(world, monkeypatch):
    monkeypatch.setitem(PERMISSIONS, Role.EDITOR, PERMISSIONS[Role.OWNER])
    editor = world["people"][Role.EDITOR]
    assert rules.can_manage_people(editor, world["draft"])
    assert list(Actor.objects.owned_by(editor)) == [world["draft"]]
