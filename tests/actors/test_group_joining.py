"""Actors ask to join a working group; the coordination or the secretariat answers once; who asked hears in their language."""

import threading

import pytest
from django.db import connection
from django.urls import reverse

from actors import work_queue_workspace as queue
from actors.enums import ActorStatus, JoinRequestStatus
from actors.models import (
    ActorIndex,
    Coordinator,
    GroupJoinRequest,
    Membership,
    WorkingGroup,
    WorkingGroupMember,
)
from actors.services.workspace import joining
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, WorkingGroupFactory
from tests.portal_matrix.conftest import browser


@pytest.fixture
def group(db):
    return WorkingGroupFactory(slug="kreis", name="Wasser")


@pytest.fixture
def keeper(group):
    """Keeps an actor that is not in the group; Ukrainian; wants mails at once."""
    person = UserFactory(language="uk")
    Membership.objects.create(user=person, actor=ActorFactory(slug="riwne", name="Riwne"), role="owner")
    person.notifications.update_or_create(kind="groups", defaults={"frequency": "at_once"})
    return person


@pytest.fixture
def coordinator(group):
    person = UserFactory(language="de")
    Coordinator.objects.create(user=person, group=group)
    person.notifications.update_or_create(kind="groups", defaults={"frequency": "at_once"})
    return person


def own(person):
    return person.memberships.get().actor


def ask(group, keeper, **facts):
    return joining.ask(group=group, actor=own(keeper), by=keeper, **facts)


def test_the_coordination_is_told_and_accepts_and_the_actor_is_a_member(group, keeper, coordinator):
    page = browser(keeper).get(group.get_absolute_url()).content.decode()
    assert reverse("working-group-join", args=["kreis"]) in page
    browser(keeper).post(
        reverse("working-group-join", args=["kreis"]),
        {"actor": own(keeper).pk, "message": "Wir helfen gern."},
    )
    asked = OutboxMail.objects.get(to=coordinator.email)
    assert "Aufnahme" in asked.subject or "mitwirken" in asked.subject
    found = GroupJoinRequest.objects.get()
    room = browser(coordinator).get(reverse("working-group-workspace", args=["kreis"])).content.decode()
    assert "Wir helfen gern." in room
    browser(coordinator).post(
        reverse("working-group-join-answer", args=["kreis", found.pk]), {"answer": "accept"}
    )
    assert WorkingGroupMember.objects.get(group=group).actor == own(keeper)
    assert group.pk in ActorIndex.objects.get(actor=own(keeper)).working_groups
    assert "Вітаємо" in OutboxMail.objects.get(to=keeper.email).subject


def test_a_refusal_needs_a_reason_and_tells_it(group, keeper, coordinator):
    found = ask(group, keeper)
    with pytest.raises(Refusal):
        joining.answer(request=found, accept=False, by=coordinator, reason=" \x00 ")
    joining.answer(request=found, accept=False, by=coordinator, reason="Die Gruppe ist voll.")
    assert "Die Gruppe ist voll." in OutboxMail.objects.get(to=keeper.email).text
    assert not WorkingGroupMember.objects.exists()


def test_without_coordination_the_request_waits_for_the_secretariat(
    group, keeper, secretariat, secretariat_client
):
    ask(group, keeper)
    (item,) = queue.join_requests(5)
    assert queue.count_join_requests()[0] == 1
    secretariat_client.post(str(item.actions[0].url), dict(item.actions[0].fields))
    assert WorkingGroupMember.objects.filter(group=group, actor=own(keeper)).exists()
    assert queue.count_join_requests() == (0, None)


def test_with_coordination_it_does_not(group, keeper, coordinator):
    ask(group, keeper)
    assert queue.join_requests(5) == []


def test_the_coordination_above_answers_for_a_small_group(group, keeper, coordinator):
    part = WorkingGroupFactory(slug="klein", parent=group)
    found = ask(part, keeper)
    assert queue.join_requests(5) == []
    assert OutboxMail.objects.filter(to=coordinator.email).exists()
    joining.answer(request=found, accept=True, by=coordinator)
    assert part.members.count() == 1


def test_asking_again_changes_nothing_and_withdrawing_ends_it(group, keeper, coordinator):
    assert ask(group, keeper) == ask(group, keeper)
    assert OutboxMail.objects.count() == 1
    found = GroupJoinRequest.objects.get()
    url = reverse("working-group-join-withdraw", args=["kreis", found.pk])
    assert url in browser(keeper).get(group.get_absolute_url()).content.decode()
    assert browser(UserFactory()).post(url).status_code == 404
    browser(keeper).post(url)
    found.refresh_from_db()
    assert found.status == JoinRequestStatus.WITHDRAWN
    with pytest.raises(Refusal):
        joining.answer(request=found, accept=True, by=coordinator)


def test_closed_groups_members_drafts_and_strangers_are_refused(group, keeper):
    foreign = ActorFactory()
    with pytest.raises(Refusal):
        joining.ask(group=group, actor=foreign, by=keeper)
    actor = own(keeper)
    actor.status = ActorStatus.DRAFT
    actor.save()
    with pytest.raises(Refusal):
        ask(group, keeper)
    actor.status = ActorStatus.PUBLISHED
    actor.save()
    WorkingGroup.objects.update(takes_members=False)
    with pytest.raises(Refusal):
        ask(group, keeper)
    assert browser(keeper).get(reverse("working-group-join", args=["kreis"])).status_code == 404
    WorkingGroup.objects.update(takes_members=True)
    WorkingGroupMember.objects.create(group=group, actor=actor)
    with pytest.raises(Refusal):
        ask(group, keeper)
    assert not GroupJoinRequest.objects.exists()


@pytest.mark.parametrize("wrong", [{"actor": 999_999}, {"actor": "x"}, {"message": "x" * 100_000}, {}])
def test_a_wrong_form_is_explained(group, keeper, wrong):
    facts = {"actor": own(keeper).pk} | wrong if wrong else {}
    answer = browser(keeper).post(reverse("working-group-join", args=["kreis"]), facts)
    assert answer.status_code == 422 if wrong else answer.status_code in {200, 422}
    assert not GroupJoinRequest.objects.exists()


def test_only_the_coordination_and_the_secretariat_answer(group, keeper, coordinator):
    found = ask(group, keeper)
    url = reverse("working-group-join-answer", args=["kreis", found.pk])
    for person in (keeper, UserFactory()):
        assert browser(person).post(url, {"answer": "accept"}).status_code == 404
        with pytest.raises(Refusal):
            joining.answer(request=found, accept=True, by=person)
    other = reverse("working-group-join-answer", args=[WorkingGroupFactory().slug, found.pk])
    assert browser(coordinator).post(other, {"answer": "accept"}).status_code == 404
    assert not WorkingGroupMember.objects.exists()


def test_a_membership_is_ended_by_the_actor_or_the_coordination(group, keeper, coordinator):
    member = WorkingGroupMember.objects.create(group=group, actor=own(keeper))
    with pytest.raises(Refusal):
        joining.end(member=member, by=UserFactory())
    answer = browser(keeper).post(reverse("working-group-member-end", args=["kreis", member.pk]))
    assert answer.url == group.get_absolute_url()
    assert not WorkingGroupMember.objects.exists()
    assert group.pk not in ActorIndex.objects.get(actor=own(keeper)).working_groups


# ── at the same moment ─────────────────────────────────────────────────────────────────────────
def race(found, people):
    results: list[str] = [""] * 2
    start = threading.Barrier(2)

    def run(index):
        start.wait()
        try:
            joining.answer(request=found, accept=index == 0, by=people[index], reason="Voll")
            results[index] = "answered"
        except Refusal:
            results[index] = "refused"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(group, keeper, coordinator, secretariat):
    found = ask(group, keeper)
    assert sorted(race(found, [coordinator, secretariat])) == ["answered", "refused"]
    found.refresh_from_db()
    assert WorkingGroupMember.objects.exists() is (found.status == JoinRequestStatus.ACCEPTED)
    assert OutboxMail.objects.filter(to=keeper.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_count(group, keeper, coordinator, secretariat, monkeypatch):
    """The negative control: the same race with the lock taken off."""
    found = ask(group, keeper)
    meeting = threading.Barrier(2)

    def unlocked(request):
        row = GroupJoinRequest.objects.select_related("group__parent", "actor").get(pk=request.pk)
        meeting.wait(timeout=20)
        return row

    monkeypatch.setattr(joining, "_locked", unlocked)
    assert race(found, [coordinator, secretariat]) == ["answered", "answered"]
