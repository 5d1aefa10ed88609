"""Proposals go out once, to both sides, and to nobody else."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Frequency, NotificationKind
from accounts.models import Notice, NotificationPreference
from actors.enums import MembershipRole
from actors.models import Membership
from partnerships.enums_rounds import PairState, RoundStatus
from partnerships.models import RoundProposal
from partnerships.services.rounds import editing, runs, sending
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.accounts import UserFactory


@pytest.fixture
def run(match_round, secretariat):
    """A run that is done."""
    made = runs.start_run(round=match_round, by=secretariat)
    runs.work()
    made.refresh_from_db()
    return made


def keeper(actor, **values):
    """Somebody who keeps an entry."""
    user = UserFactory(**values)
    Membership.objects.create(user=user, actor=actor, role=MembershipRole.OWNER)
    return user


def at_once(user):
    """Wants such mails at once."""
    NotificationPreference.objects.create(
        user=user, kind=NotificationKind.PROPOSALS, frequency=Frequency.AT_ONCE
    )
    return user


def test_both_sides_are_told_in_their_languages(run, by_name, secretariat):
    german = keeper(by_name["Essen"], language="de")
    ukrainian = keeper(by_name["Rivne"], language="uk")
    stranger = keeper(by_name["Soest"])
    assert sending.send_proposals(run=run, by=secretariat) == 2
    notices = {notice.user_id: notice for notice in Notice.objects.all()}
    assert set(notices) == {german.pk, ukrainian.pk}
    assert stranger.pk not in notices
    assert "/de/matchmaking/" in str(notices[german.pk].letter)
    assert "/uk/matchmaking/" in str(notices[ukrainian.pk].letter)


def test_who_wants_mails_at_once_gets_exactly_one(run, by_name, secretariat):
    user = at_once(keeper(by_name["Essen"], language="en"))
    sending.send_proposals(run=run, by=secretariat)
    (mail,) = OutboxMail.objects.filter(to=user.email)
    assert mail.kind == "round-proposals"
    assert "Rivne" in mail.text


def test_a_round_is_sent_once(run, secretariat):
    sending.send_proposals(run=run, by=secretariat)
    with pytest.raises(Refusal, match="have been sent"):
        sending.send_proposals(run=run, by=secretariat)
    run.round.refresh_from_db()
    assert (run.round.status, RoundProposal.objects.count()) == (RoundStatus.SENT, 2)
    assert AuditEntry.objects.filter(action="match_round.sent").count() == 1


def test_a_pair_cannot_be_proposed_twice_in_a_round(run, secretariat):
    sending.send_proposals(run=run, by=secretariat)
    row = RoundProposal.objects.first()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_was_changed_since_the_run_is_not_sent(run, by_name, secretariat):
    editing.set_pair(
        round=run.round,
        german=by_name["Essen"].pk,
        ukrainian=by_name["Rivne"].pk,
        state=PairState.FORBIDDEN,
        by=secretariat,
    )
    with pytest.raises(Refusal, match="Run again"):
        sending.send_proposals(run=run, by=secretariat)
    assert RoundProposal.objects.count() == 0


def test_a_sentence_of_the_secretariat_goes_along_without_a_new_run(run, by_name, secretariat):
    user = at_once(keeper(by_name["Rivne"], language="en"))
    editing.set_pair(
        round=run.round,
        german=by_name["Essen"].pk,
        ukrainian=by_name["Rivne"].pk,
        state="",
        note="You met in Leipzig.",
        by=secretariat,
    )
    sending.send_proposals(run=run, by=secretariat)
    assert "You met in Leipzig." in OutboxMail.objects.get(to=user.email).text


def test_a_pair_that_was_proposed_is_left_alone_in_the_next_round(run, secretariat):
    sending.send_proposals(run=run, by=secretariat)
    again = editing.create_round(name="Winter", kind="", by=secretariat, copy_of=run.round)
    second = runs.start_run(round=again, by=secretariat)
    runs.work()
    first_pairs = set(run.found.values_list("german", "ukrainian"))
    assert not first_pairs & set(second.found.values_list("german", "ukrainian"))


def test_nothing_is_changed_in_a_round_that_was_sent(run, by_name, secretariat):
    sending.send_proposals(run=run, by=secretariat)
    with pytest.raises(Refusal):
        editing.set_capacities(round=run.round, capacities={by_name["Essen"].pk: 2}, by=secretariat)
    with pytest.raises(Refusal):
        runs.start_run(round=run.round, by=secretariat)
