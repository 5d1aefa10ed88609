"""Silent partnerships are asked kindly before they are called dormant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import translation

from partnerships.models import Partnership, PulseAnswer, PulseQuestion
from partnerships.services.living import initiating, links, pulse
from partnerships.services.requests.links import Addressee
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.factories.living import YEAR, begun, confirmed
from tests.factories.partnerships import PartnershipFactory
from tests.factories.requests import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + YEAR + dt.timedelta(days=1)
OVERDUE = LATER + dt.timedelta(days=29)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read in English."""
    with translation.override("en"):
        yield


def mails() -> int:
    return OutboxMail.objects.filter(kind="partnership-pulse").count()


def asked():
    found = confirmed()
    Partnership.objects.update(created_at=MONDAY)
    pulse.follow(now=LATER)
    found.partnership.refresh_from_db()
    return found


def link_for(user) -> str:
    answer = PulseAnswer.objects.get(actor__memberships__user=user)
    return reverse("partnership-pulse", args=[links.make(answer, Addressee(user.email, "de", user=user))])


def test_after_a_year_of_silence_each_side_gets_one_mail_however_often_the_job_runs():
    asked()
    for _again in range(2):
        pulse.follow(now=LATER)
    assert (PulseQuestion.objects.get().reason, mails()) == ("silence", 2)


def test_who_gave_a_sign_of_life_is_not_asked():
    found = confirmed()
    Partnership.objects.update(created_at=MONDAY)
    initiating.set_trial(
        partnership=found.partnership, ends_on=dt.date(2028, 1, 1), by=found.german_keeper, now=LATER
    )
    assert (pulse.follow(now=LATER)["asked"], mails()) == (0, 0)


def test_partnerships_nobody_keeps_are_left_as_the_sources_say():
    PartnershipFactory(status="active", created_at=MONDAY - 3 * YEAR)
    assert pulse.follow(now=LATER) == {"closed": 0, "asked": 0}


def test_without_an_answer_it_becomes_dormant_with_a_date_and_can_be_woken():
    found = asked()
    for _again in range(2):
        pulse.follow(now=OVERDUE)
    found.partnership.refresh_from_db()
    assert (found.partnership.status, PulseQuestion.objects.get().outcome) == ("dormant", "dormant")
    pulse.wake(partnership=found.partnership, by=found.ukrainian_keeper, now=OVERDUE)
    assert [entry.status for entry in found.partnership.history.all()] == [
        "initiation",
        "active",
        "dormant",
        "active",
    ]


def test_one_side_in_touch_is_enough():
    found = asked()
    row = PulseAnswer.objects.get(actor=found.ukrainian)
    pulse.answer(answer=row, pulse="alive", by=found.ukrainian_keeper, now=LATER)
    pulse.follow(now=OVERDUE)
    found.partnership.refresh_from_db()
    assert (found.partnership.status, PulseQuestion.objects.get().outcome) == ("active", "alive")


@pytest.mark.parametrize(
    ("answers", "status"), [(("over", "over"), "ended"), (("over", "resting"), "dormant")]
)
def test_it_ends_only_when_both_sides_say_so(answers, status):
    found = asked()
    for answer, by in zip(answers, (found.german_keeper, found.ukrainian_keeper), strict=True):
        row = PulseAnswer.objects.get(actor__memberships__user=by)
        pulse.answer(answer=row, pulse=answer, by=by, now=LATER)
    found.partnership.refresh_from_db()
    assert found.partnership.status == status


def test_the_end_of_a_trial_is_asked_about_once_and_one_in_initiation_stays_hidden():
    begun()
    Partnership.objects.update(created_at=MONDAY)
    assert pulse.follow(now=LATER)["asked"] == 1
    assert PulseQuestion.objects.get().reason == "trial"
    pulse.follow(now=OVERDUE)
    assert (Partnership.objects.get().status, Partnership.objects.public().exists()) == ("dormant", False)


def test_reading_the_link_changes_nothing_and_it_answers_once(client):
    found = asked()
    url = link_for(found.german_keeper)
    assert [client.get(f"{url}?answer=alive").status_code, client.head(url).status_code] == [200, 200]
    assert not PulseAnswer.objects.exclude(answer="").exists()
    answers = [client.post(url, {"answer": "alive"}).status_code for _twice in range(2)]
    assert (answers, PulseAnswer.objects.get(actor=found.german).answered_by) == (
        [200, 410],
        found.german_keeper,
    )


def test_forged_links_and_links_of_who_left_are_unknown(client):
    found = asked()
    url = link_for(found.german_keeper)
    found.german_keeper.memberships.all().delete()
    assert [
        client.get(address).status_code
        for address in (url, url[:-3] + "xx/", "/de/partnerships/how-is-it/x/")
    ] == [404] * 3


def test_nobody_answers_for_the_other_side():
    found = asked()
    row = PulseAnswer.objects.get(actor=found.german)
    with pytest.raises(Refusal, match="cannot answer"):
        pulse.answer(answer=row, pulse="over", by=found.ukrainian_keeper)
