"""Roles in an actor change and end; an entry that is kept always has an owner. Coordinators are named by the secretariat."""

from __future__ import annotations

import pytest

from actors.enums import MembershipRole
from actors.models import Coordinator, Membership
from actors.services import people
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.actors import WorkingGroupFactory
from tests.factories.joining import MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_last_owner_cannot_be_removed_by_anybody(secretariat):
    owner = MembershipFactory()
    MembershipFactory(actor=owner.actor, role=MembershipRole.EDITOR)
    for by in (owner.user, secretariat):
        with pytest.raises(Refusal):
            people.remove(membership=owner, by=by)
    assert Membership.objects.filter(pk=owner.pk).exists()


def test_the_last_owner_cannot_become_an_editor():
    owner = MembershipFactory()
    with pytest.raises(Refusal):
        people.change_role(membership=owner, role="editor", by=owner.user)
    owner.refresh_from_db()
    assert owner.role == MembershipRole.OWNER


def test_one_of_two_owners_may_go():
    first, second = MembershipFactory(), MembershipFactory()
    second.actor = first.actor
    second.save()
    people.remove(membership=first, by=first.user)
    assert list(first.actor.memberships.all()) == [second]


def test_an_owner_changes_roles_and_it_is_recorded():
    owner = MembershipFactory()
    row = MembershipFactory(actor=owner.actor, role=MembershipRole.EDITOR)
    people.change_role(membership=row, role="owner", by=owner.user)
    row.refresh_from_db()
    assert row.role == MembershipRole.OWNER
    entry = AuditEntry.objects.get(action="membership.changed")
    assert entry.details["role"] == "owner"


@pytest.mark.parametrize("role", ["king", "", "OWNER", "\x00"])
def test_an_unknown_role_is_refused(role):
    owner = MembershipFactory()
    row = MembershipFactory(actor=owner.actor, role=MembershipRole.EDITOR)
    with pytest.raises(Refusal):
        people.change_role(membership=row, role=role, by=owner.user)


def test_an_editor_changes_nobody_but_may_go():
    owner = MembershipFactory()
    editor = MembershipFactory(actor=owner.actor, role=MembershipRole.EDITOR)
    other = MembershipFactory(actor=owner.actor, role=MembershipRole.EDITOR)
    for refused in (
        lambda: people.change_role(membership=editor, role="owner", by=editor.user),
        lambda: people.remove(membership=other, by=editor.user),
    ):
        with pytest.raises(Refusal):
            refused()
    people.remove(membership=editor, by=editor.user)
    assert not Membership.objects.filter(pk=editor.pk).exists()


def test_the_owner_of_another_actor_changes_nobody():
    row, stranger = MembershipFactory(), MembershipFactory()
    with pytest.raises(Refusal):
        people.remove(membership=row, by=stranger.user)


def test_a_person_already_gone_is_a_clear_answer():
    owner = MembershipFactory()
    row = MembershipFactory(actor=owner.actor, role=MembershipRole.EDITOR)
    Membership.objects.filter(pk=row.pk).delete()
    with pytest.raises(Refusal):
        people.remove(membership=row, by=owner.user)


def test_the_secretariat_names_coordinators_once(secretariat):
    group, person = WorkingGroupFactory(), UserFactory()
    row = people.name_coordinator(group=group, user=person, by=secretariat)
    with pytest.raises(Refusal):
        people.name_coordinator(group=group, user=person, by=secretariat)
    people.end_coordination(coordinator=row, by=secretariat)
    assert not Coordinator.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "coordinator.named", "coordinator.ended",
    ]  # fmt: skip


def test_a_member_names_no_coordinators(member):
    with pytest.raises(Refusal):
        people.name_coordinator(group=WorkingGroupFactory(), user=member, by=member)
    assert not Coordinator.objects.exists()
