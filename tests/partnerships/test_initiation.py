"""From an accepted request to a confirmed partnership."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import translation

from partnerships.models import CooperationRequest, Introduction, Partnership
from partnerships.selectors import snapshot
from partnerships.selectors.living import room_of
from partnerships.services.living import initiating
from partnerships.services.living.sides import sides_of
from platform_portal.core.errors import Refusal
from tests.factories.living import begun, confirmed
from tests.factories.partnerships import PartnershipFactory
from tests.factories.requests import MONDAY, accepted, keeper_of, secretary, sides

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read in English."""
    with translation.override("en"):
        yield


def test_an_introduction_becomes_a_partnership_in_initiation_with_a_trial_of_a_year():
    found = begun()
    assert (found.partnership.status, found.partnership.kind) == ("initiation", "contact")
    assert found.partnership.initiation.trial_ends_on == dt.date(2027, 11, 9)
    assert [entry.status for entry in found.partnership.history.all()] == ["initiation"]


def test_beginning_twice_gives_the_same_partnership():
    found = begun()
    again = initiating.begin(introduction=found.introduction, by=secretary(), now=MONDAY)
    assert (again, Partnership.objects.count()) == (found.partnership, 1)


def test_partners_of_long_standing_get_no_second_partnership():
    sender, recipient, _one, keeper = sides()
    known = PartnershipFactory(parties=[sender, recipient], status="active")
    found = begun_for(sender, recipient, keeper)
    assert (found, Partnership.objects.count()) == (known, 1)


def begun_for(sender, recipient, keeper):
    request = CooperationRequest.objects.create(
        sender=sender, recipient=recipient, status="accepted", delivered_at=MONDAY, sent_at=MONDAY
    )
    return initiating.begin(introduction=Introduction.objects.create(request=request), by=keeper, now=MONDAY)


def test_strangers_cannot_begin_it():
    request = accepted(**dict(zip(("sender", "recipient"), sides()[:2], strict=True)))
    with pytest.raises(Refusal, match="do not take part"):
        initiating.begin(introduction=request.introduction, by=keeper_of(begun().german), now=MONDAY)


def test_a_point_is_done_when_both_sides_have_ticked_it():
    found = begun()
    for by in (found.german_keeper, found.german_keeper):
        initiating.tick(partnership=found.partnership, item="council", is_done=True, by=by)
    room = room_of(found.partnership, found.german_keeper)
    council = next(point for point in room.points if point.item == "council")
    assert (council.is_own, council.is_done, room.done) == (True, False, 0)
    initiating.tick(partnership=found.partnership, item="council", is_done=True, by=found.ukrainian_keeper)
    assert room_of(found.partnership, found.german_keeper).done == 1
    initiating.tick(partnership=found.partnership, item="council", is_done=False, by=found.german_keeper)
    assert room_of(found.partnership, found.german_keeper).done == 0


def test_the_secretariat_ticks_and_confirms_for_nobody():
    found = begun()
    for act in (initiating.confirm, lambda **k: initiating.tick(item="council", is_done=True, **k)):
        with pytest.raises(Refusal, match="keeps the entry"):
            act(partnership=found.partnership, by=secretary())


def test_with_the_last_confirmation_it_is_active_and_public():
    found = begun()
    assert not Partnership.objects.public().exists()
    for _twice in range(2):
        initiating.confirm(partnership=found.partnership, by=found.german_keeper, now=MONDAY)
    assert not Partnership.objects.public().exists()
    done = initiating.confirm(partnership=found.partnership, by=found.ukrainian_keeper, now=MONDAY)
    assert (done.status, list(Partnership.objects.public())) == ("active", [done])
    assert [entry.status for entry in done.history.all()] == ["initiation", "active"]


def test_another_kind_is_dated_and_has_to_be_confirmed_anew():
    found = begun()
    initiating.confirm(partnership=found.partnership, by=found.german_keeper)
    initiating.set_kind(
        partnership=found.partnership, kind="friendship", by=found.ukrainian_keeper, now=MONDAY
    )
    assert [entry.kind for entry in found.partnership.history.all()] == ["contact", "friendship"]
    assert not room_of(found.partnership, found.german_keeper).has_confirmed


@pytest.mark.parametrize("day", [dt.date(2026, 11, 9), dt.date(2030, 1, 1)])
def test_a_trial_ends_within_the_next_three_years(day):
    found = begun()
    with pytest.raises(Refusal, match="three years"):
        initiating.set_trial(partnership=found.partnership, ends_on=day, by=found.german_keeper, now=MONDAY)


def test_what_was_given_up_never_becomes_public():
    found = begun()
    done = initiating.give_up(partnership=found.partnership, by=found.german_keeper)
    assert (done.status, Partnership.objects.public().exists()) == ("failed", False)
    with pytest.raises(Refusal, match="not in initiation"):
        initiating.confirm(partnership=done, by=found.german_keeper)


def test_nobody_else_sees_a_partnership_in_initiation_anywhere(client):
    found = begun()
    slug = found.partnership.slug
    assert client.get(reverse("partnership", args=[slug])).status_code == 404
    assert client.get("/api/v1/partnerships/").json()["count"] == 0
    for path in (
        reverse("partnerships"),
        f"{reverse('partnerships')}?format=csv",
        f"{reverse('search')}?q=Misto",
        "/de/",
    ):
        assert slug not in client.get(path).content.decode(), path
    assert found.partnership.pk not in snapshot.current().by_pk


def test_both_sides_and_the_secretariat_have_a_room_and_strangers_do_not(client):
    found = begun()
    url = reverse("partnership-room", args=[found.partnership.slug])
    answers = []
    for user in (
        found.german_keeper,
        found.ukrainian_keeper,
        secretary(),
        keeper_of(PartnershipFactory().parties.first().actor),
    ):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        answers.append(client.get(url).status_code)
    assert answers == [200, 200, 200, 404]


def test_the_way_through_the_pages_from_introduction_to_register(client):
    ukrainian, german, ukrainian_keeper, german_keeper = sides()
    request = accepted(sender=ukrainian, recipient=german)
    client.force_login(german_keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert (
        reverse("introduction-partnership", args=[request.pk])
        in client.get(request.introduction.get_absolute_url()).content.decode()
    )
    page = client.post(reverse("introduction-partnership", args=[request.pk]), follow=True)
    slug = page.context["partnership"].slug
    page = client.post(
        reverse("partnership-tick", args=[slug]), {"item": "funding", "done": "yes"}, follow=True
    )
    assert [point.item for point in page.context["room"].points if point.is_own] == ["funding"]
    client.post(reverse("partnership-trial", args=[slug]), {"ends_on": "2027-06-30"})
    client.post(reverse("partnership-kind", args=[slug]), {"kind": "project"})
    client.post(reverse("partnership-confirm", args=[slug]))
    client.force_login(ukrainian_keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post(reverse("partnership-confirm", args=[slug]), follow=True)
    assert page.context["partnership"].status == "active"
    assert client.get(reverse("partnership", args=[slug])).status_code == 200


def test_a_confirmed_partnership_is_in_the_register():
    found = confirmed()
    assert found.partnership.pk in snapshot.current().by_pk


def test_the_secretariat_confirms_for_a_side_whose_entry_nobody_keeps():
    found = begun()
    found.ukrainian.memberships.all().delete()
    initiating.confirm(partnership=found.partnership, by=secretary(), now=MONDAY)
    assert not Partnership.objects.public().exists()
    initiating.confirm(partnership=found.partnership, by=found.german_keeper, now=MONDAY)
    assert list(Partnership.objects.public()) == [found.partnership]


def test_a_bridge_nobody_keeps_is_not_waited_for():
    found = begun()
    bridge = PartnershipFactory().parties.first().actor
    party = found.partnership.parties.create(actor=bridge, role="bridge", position=9)
    assert bridge not in sides_of(found.partnership)
    keeper_of(bridge)
    assert party.actor in sides_of(found.partnership)
