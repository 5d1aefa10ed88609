"""Two people at the same moment, with real connections; and the race that appears without the lock."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from actors.enums import MembershipRole
from actors.models import Membership
from actors.services import claims, invitations, people
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.joining import ClaimFactory, InvitationFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*steps: Callable[[], Any]) -> list[str]:
    """Runs the steps at the same moment; answers what each said: "done" or the refusal."""
    start, said = threading.Barrier(len(steps)), []

    def run(step: Callable[[], Any]) -> None:
        start.wait(10)
        try:
            step()
            said.append("done")
        except Refusal:
            said.append("refused")
        except Exception as error:
            said.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(said)


def accept(found: Any, name: str) -> Callable[[], Any]:
    return lambda: invitations.accept_as_new(invitation=found, name=name, password=PASSWORD)


def test_an_invitation_accepted_twice_makes_one_account():
    found = InvitationFactory()
    assert together(accept(found, "Eins"), accept(found, "Zwei")) == ["done", "refused"]
    assert User.objects.filter(email=found.email).count() == Membership.objects.count() == 1


def test_two_invitations_of_one_address_make_one_account():
    first = InvitationFactory()
    second = InvitationFactory(email=first.email.upper())
    assert together(accept(first, "Eins"), accept(second, "Zwei")) == ["done", "refused"]
    assert User.objects.filter(email__iexact=first.email).count() == 1


def test_a_claim_accepted_by_two_members_of_the_secretariat_is_answered_once():
    claim, staff = ClaimFactory(), UserFactory.create_batch(2, is_staff=True)
    steps = [lambda by=by: claims.accept(claim=claim, by=by) for by in staff]
    assert together(*steps) == ["done", "refused"]
    assert OutboxMail.objects.count() == 1


def two_who_invite_the_same(after: Callable[[], None] = lambda: None) -> list[Callable[[], Any]]:
    """The steps of two owners of one entry."""
    owner, other = MembershipFactory(), MembershipFactory()
    Membership.objects.filter(pk=other.pk).update(actor=owner.actor)

    def invite(by: User) -> None:
        invitations.invite(by=by, email="neu@example.org", actor=owner.actor)
        after()

    return [lambda by=row.user: invite(by) for row in (owner, other)]


def test_the_same_address_invited_twice_at_once_gets_one_mail():
    assert together(*two_who_invite_the_same()) == ["done", "refused"]
    assert OutboxMail.objects.count() == 1


def test_an_address_invited_between_look_and_letter_gets_one_mail(monkeypatch):
    """Both have seen that nobody is invited; the second goes on when the first is done."""
    both_have_looked, is_done, issue = threading.Barrier(2), threading.Event(), invitations.issue

    def later(**given: Any) -> Any:
        if both_have_looked.wait(10):
            is_done.wait(10)
        return issue(**given)

    monkeypatch.setattr(invitations, "issue", later)
    assert together(*two_who_invite_the_same(is_done.set)) == ["done", "refused"]
    assert OutboxMail.objects.count() == 1


def two_owners() -> tuple[Membership, Membership]:
    first = MembershipFactory()
    return first, MembershipFactory(actor=first.actor)


def leave(row: Membership) -> Callable[[], Any]:
    return lambda: people.remove(membership=row, by=row.user)


def test_of_two_owners_who_leave_at_once_one_stays():
    first, second = two_owners()
    assert together(leave(first), leave(second)) == ["done", "refused"]
    assert first.actor.memberships.filter(role=MembershipRole.OWNER).count() == 1


def test_without_the_lock_both_would_leave(monkeypatch):
    first, second = two_owners()
    both_looked, keep = threading.Barrier(2), people._keep_an_owner
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_options: rows)

    def look_then_wait(row: Membership) -> None:
        keep(row)
        with suppress(threading.BrokenBarrierError):
            both_looked.wait(5)

    monkeypatch.setattr(people, "_keep_an_owner", look_then_wait)
    assert together(leave(first), leave(second)) == ["done", "done"]
    assert not first.actor.memberships.exists()
