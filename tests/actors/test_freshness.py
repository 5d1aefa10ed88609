"""Who keeps an entry is asked every six months; the clock is an argument."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.enums import Frequency, NotificationKind
from accounts.models import NotificationPreference
from actors.enums import ActorStatus, FreshnessAnswer, MembershipRole
from actors.models import Actor, FreshnessCheck, Revision
from actors.selectors import freshness as selectors
from actors.services import freshness, freshness_answers, register
from platform_portal.core.models import OutboxMail
from tests.factories.actors import ActorFactory
from tests.factories.curation import KeeperFactory

pytestmark = pytest.mark.django_db
PUBLISHED = dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
ASKED = dt.datetime(2026, 7, 6, 6, tzinfo=dt.UTC)


def days(number: int) -> dt.datetime:
    """So many days after the question."""
    return ASKED + dt.timedelta(days=number)


@pytest.fixture
def actor() -> Actor:
    return ActorFactory(slug="riwne", published_at=PUBLISHED, name_uk="Місто Рівне", name_de="Stadt Riwne")


@pytest.fixture
def owner(actor):
    return KeeperFactory(actor=actor, user__email="owner@example.org", user__language="uk").user


def mails() -> list[tuple[str, str]]:
    return list(OutboxMail.objects.order_by("pk").values_list("to", "kind"))


def status(actor: Actor) -> str:
    return Actor.objects.get(pk=actor.pk).status


def test_months_are_counted_by_the_calendar():
    assert selectors.months_before(dt.date(2026, 8, 31), 6) == dt.date(2026, 2, 28)
    assert selectors.months_before(dt.date(2026, 3, 15), 6) == dt.date(2025, 9, 15)
    assert selectors.months_before(dt.date(2026, 7, 1), -6) == dt.date(2027, 1, 1)


def test_an_entry_is_asked_about_six_months_after_its_publication(actor, owner):
    early = dt.datetime(2026, 7, 4, 6, tzinfo=dt.UTC)
    assert (freshness.run(now=early).asked, freshness.run(now=ASKED).asked) == (0, 1)
    assert mails() == [("owner@example.org", "freshness-question")]


def test_an_entry_confirmed_since_is_not_asked_about(actor, owner):
    register.confirm(actor=actor, by=owner, on=dt.date(2026, 3, 1))
    assert freshness.run(now=ASKED).asked == 0


def test_the_mail_is_in_the_persons_language_and_says_why_it_was_sent(actor, owner):
    freshness.run(now=ASKED)
    mail = OutboxMail.objects.get()
    assert mail.language == "uk"
    assert "Місто Рівне" in mail.subject
    assert mail.text.count("/uk/entry-check/") == 3
    assert "Місто Рівне" in mail.text.partition("\n--\n")[2]


def test_only_owners_are_asked_and_editors_where_there_is_no_owner(actor, owner):
    editor = KeeperFactory(actor=actor, role=MembershipRole.EDITOR).user
    assert selectors.keepers(actor) == [owner]
    actor.memberships.filter(user=owner).delete()
    assert selectors.keepers(actor) == [editor]


def test_a_second_run_on_the_same_day_sends_nothing(actor, owner):
    freshness.run(now=ASKED)
    again = freshness.run(now=ASKED)
    assert (again.asked, again.reminded, len(mails())) == (0, 0, 1)


def test_two_reminders_then_dormant_then_archived(actor, owner):
    freshness.run(now=ASKED)
    seen = {}
    for day in (13, 14, 27, 28, 41, 42, 43, 200, 406, 408):
        freshness.run(now=days(day))
        seen[day] = (len(mails()), status(actor))
    assert seen == {
        13: (1, "published"), 14: (2, "published"), 27: (2, "published"), 28: (3, "published"),
        41: (3, "published"), 42: (4, "dormant"), 43: (4, "dormant"), 200: (4, "dormant"),
        406: (4, "dormant"), 408: (4, "archived"),
    }  # fmt: skip
    assert [kind for _to, kind in mails()] == [
        "freshness-question", "freshness-reminder", "freshness-reminder", "freshness-dormant",
    ]  # fmt: skip
    assert not FreshnessCheck.objects.filter(closed_at=None).exists()


def test_a_job_that_did_not_run_for_months_still_sends_both_reminders_first(actor, owner):
    freshness.run(now=ASKED)
    states = []
    for day in (100, 101, 114, 128):
        freshness.run(now=days(day))
        states.append((len(mails()), status(actor)))
    assert states == [(2, "published"), (2, "published"), (3, "published"), (4, "dormant")]


def test_a_dormant_entry_wakes_when_it_is_confirmed(actor, owner):
    for day in (0, 14, 28, 42):
        freshness.run(now=days(day))
    woken = register.confirm(actor=actor, by=owner, on=days(50).date())
    assert (woken.status, woken.last_confirmed_on) == (ActorStatus.PUBLISHED, days(50).date())
    assert not FreshnessCheck.objects.filter(closed_at=None).exists()


def test_an_entry_without_a_keeper_is_put_to_the_secretariat_and_never_sleeps(actor):
    for day in range(0, 800, 7):
        freshness.run(now=days(day))
    assert (status(actor), mails()) == ("published", [])
    assert list(selectors.without_keepers(selectors.due(days(0)))) == [actor]


def test_one_who_wants_no_mails_about_entries_counts_as_nobody(actor, owner):
    NotificationPreference.objects.create(user=owner, kind=NotificationKind.ENTRY, frequency=Frequency.NEVER)
    assert freshness.run(now=ASKED).asked == 0
    assert list(selectors.without_keepers(selectors.due(ASKED))) == [actor]


def test_an_entry_that_loses_its_keepers_goes_to_the_secretariat_instead_of_sleeping(actor, owner):
    freshness.run(now=ASKED)
    actor.memberships.all().delete()
    for day in (14, 28, 42, 60):
        freshness.run(now=days(day))
    assert status(actor) == "published"
    assert list(selectors.without_keepers(selectors.due(days(60)))) == [actor]


def test_a_run_asks_about_a_portion_only_and_the_rest_follows_on_other_days():
    for number in range(5):
        KeeperFactory(actor=ActorFactory(slug=f"a{number}", published_at=PUBLISHED))
    runs = [freshness.run(now=days(day), limit=2).asked for day in range(4)]
    assert runs == [2, 2, 1, 0]


def test_the_portion_lets_a_large_register_come_round_within_four_months():
    assert freshness.portion() == freshness.LEAST
    assert 10_000 / freshness.SPREAD * 120 >= 10_000


def _say(actor: Actor, owner, answer: str, day: int) -> FreshnessCheck:
    from actors import freshness_links

    check = FreshnessCheck.objects.get(actor=actor, closed_at=None)
    return freshness_answers.answer(key=freshness_links.key_for(check, owner), answer=answer, now=days(day))


def test_change_ends_the_question_once_something_was_saved(actor, owner):
    freshness.run(now=ASKED)
    _say(actor, owner, FreshnessAnswer.CHANGE, 3)
    Revision.objects.create(actor=actor, author=owner, created_at=days(5))
    assert freshness.run(now=days(6)).closed == 1
    actor.refresh_from_db()
    assert actor.last_confirmed_on == days(5).date()


def test_change_without_a_change_is_reminded_after_14_days_with_new_links(actor, owner):
    actor.events.update(pgh_created_at=PUBLISHED)  # the history is written by the clock of the database
    freshness.run(now=ASKED)
    old = FreshnessCheck.objects.get().key_hash
    _say(actor, owner, FreshnessAnswer.CHANGE, 10)
    assert freshness.run(now=days(23)).reminded == 0
    assert freshness.run(now=days(24)).reminded == 1
    check = FreshnessCheck.objects.get()
    assert (check.answer, check.key_hash != old, len(mails())) == ("", True, 2)


def test_no_longer_active_sleeps_at_once_and_the_secretariat_can_undo_it(actor, owner, secretariat):
    freshness.run(now=ASKED)
    _say(actor, owner, FreshnessAnswer.INACTIVE, 1)
    assert status(actor) == "dormant"
    assert [check.actor for check in selectors.said_inactive()] == [actor]
    freshness_answers.still_active(actor=actor, by=secretariat, now=days(2))
    assert (status(actor), list(selectors.dormant())) == ("published", [])


def test_no_longer_active_can_be_put_away_by_the_secretariat(actor, owner, secretariat):
    freshness.run(now=ASKED)
    _say(actor, owner, FreshnessAnswer.INACTIVE, 1)
    freshness_answers.put_away(actor=actor, by=secretariat)
    assert (status(actor), FreshnessCheck.objects.filter(closed_at=None).count()) == ("archived", 0)


def test_the_whole_life_of_an_entry_over_two_years(actor, owner):
    """Confirmed twice, forgotten, dormant, woken by a link, and asked again half a year later."""
    clock, log = ASKED, []
    answers = {dt.date(2026, 7, 10), dt.date(2027, 1, 12)}
    while clock < dt.datetime(2028, 7, 10, 6, tzinfo=dt.UTC):
        done = freshness.run(now=clock)
        log += [
            (clock.date(), what)
            for what in ("asked", "reminded", "dormant", "archived")
            if getattr(done, what)
        ]
        if clock.date() in answers or clock.date() == dt.date(2027, 9, 1):
            _say(actor, owner, FreshnessAnswer.STILL_RIGHT, (clock - ASKED).days)
        clock += dt.timedelta(days=1)
    day = dt.date
    assert log == [
        (day(2026, 7, 6), "asked"), (day(2027, 1, 10), "asked"), (day(2027, 7, 12), "asked"),
        (day(2027, 7, 26), "reminded"), (day(2027, 8, 9), "reminded"), (day(2027, 8, 23), "dormant"),
        (day(2028, 3, 1), "asked"), (day(2028, 3, 15), "reminded"), (day(2028, 3, 29), "reminded"),
        (day(2028, 4, 12), "dormant"),
    ]  # fmt: skip
    assert (status(actor), len(mails())) == ("dormant", 10)


def test_an_entry_taken_off_the_pages_is_not_asked_about_any_more(actor, owner):
    freshness.run(now=ASKED)
    register.archive(actor=actor, by=None)
    done = freshness.run(now=days(14))
    assert (done.closed, done.reminded, len(mails())) == (1, 0, 1)
