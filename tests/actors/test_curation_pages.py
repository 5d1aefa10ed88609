"""Pages of the desk that keep the register true: roles, buttons, queues, bad input."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actors.models import Actor, DuplicateSuspicion, FormerSlug
from actors.services import duplicate_search, freshness
from platform_portal.core import work_queue
from tests.factories.actors import ActorFactory
from tests.factories.curation import KeeperFactory
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - dt.timedelta(days=300)


@pytest.fixture
def pair() -> DuplicateSuspicion:
    place = PlaceFactory(name_native="Рівне", name_de="Riwne", name_uk="Рівне", name_en="Rivne")
    ActorFactory(slug="stadt-riwne", name_de="Stadt Riwne", name_uk="", name_en="", place=place)
    ActorFactory(
        slug="rada",
        name_de="Рівненська міська рада",
        name_uk="Рівненська міська рада",
        name_en="",
        place=place,
    )
    duplicate_search.search_all()
    return DuplicateSuspicion.objects.get()


@pytest.fixture
def unkept() -> Actor:
    return ActorFactory(slug="verwaist", published_at=LONG_AGO)


@pytest.fixture
def dormant() -> Actor:
    actor = ActorFactory(slug="schlaeft", published_at=LONG_AGO)
    KeeperFactory(actor=actor)
    start = timezone.now() - dt.timedelta(days=60)
    for day in (0, 14, 28, 42):
        freshness.run(now=start + dt.timedelta(days=day))
    return actor


PAGES = [("desk-entries", False), ("desk-duplicates", False), ("duplicate-review", True)]
BUTTONS = [
    ("desk-entries-decide", False),
    ("duplicate-different", True),
    ("duplicate-merge", True),
    ("duplicate-undo", True),
]


@pytest.mark.parametrize(("name", "needs_pair"), PAGES)
def test_pages_are_for_the_secretariat_only(
    client, member_client, secretariat_client, pair, name, needs_pair
):
    url = reverse(name, args=[pair.pk] if needs_pair else [])
    codes = [browser.get(url).status_code for browser in (client, member_client, secretariat_client)]
    assert codes == [302, 404, 200]
    assert secretariat_client.post(url).status_code == 405


@pytest.mark.parametrize(("name", "needs_pair"), BUTTONS)
def test_buttons_are_for_the_secretariat_only(
    client, member_client, secretariat_client, pair, name, needs_pair
):
    url = reverse(name, args=[pair.pk] if needs_pair else [])
    assert [browser.post(url).status_code for browser in (client, member_client)] == [302, 404]
    assert secretariat_client.get(url).status_code == 405
    assert set(Actor.objects.values_list("status", flat=True)) == {"published"}


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_pages_have_one_heading_a_title_and_no_inline_code(
    secretariat_client, pair, unkept, dormant, language
):
    titles = set()
    for path in ("desk/entries/", "desk/duplicates/", f"desk/duplicates/{pair.pk}/"):
        page = secretariat_client.get(f"/{language}/{path}").content.decode()
        assert page.count("<h1") == 1
        assert not re.search(r"<style|\sstyle=\"|\son[a-z]+=\"", page)
        titles.add(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1])
    assert len(titles) == 3


def test_entries_nobody_keeps_are_confirmed_with_one_click(secretariat_client, unkept):
    assert "verwaist" in secretariat_client.get("/de/desk/entries/").content.decode()
    answer = secretariat_client.post(
        "/de/desk/entries/decide/", {"actor": unkept.pk, "step": "confirm", "next": "/de/actors/"}
    )
    unkept.refresh_from_db()
    assert (answer["Location"], unkept.last_confirmed_on) == ("/de/actors/", timezone.localdate())


def test_the_button_never_leads_to_another_site(secretariat_client, unkept):
    answer = secretariat_client.post(
        "/de/desk/entries/decide/", {"actor": unkept.pk, "step": "confirm", "next": "https://evil.example"}
    )
    assert answer["Location"] == "/de/desk/entries/"


@pytest.mark.parametrize(
    "sent", [{}, {"step": "drop"}, {"step": "confirm", "actor": "x"}, {"step": "confirm", "actor": "9" * 30}]
)
def test_bad_input_changes_nothing(secretariat_client, unkept, sent):
    assert secretariat_client.post("/de/desk/entries/decide/", sent).status_code == 302
    unkept.refresh_from_db()
    assert unkept.last_confirmed_on is None


def test_a_published_entry_is_not_archived_from_the_list(secretariat_client, unkept):
    secretariat_client.post("/de/desk/entries/decide/", {"actor": unkept.pk, "step": "archive"})
    unkept.refresh_from_db()
    assert unkept.status == "published"


def test_a_dormant_entry_is_woken_with_one_click(secretariat_client, dormant):
    dormant.refresh_from_db()
    assert dormant.status == "dormant"
    secretariat_client.post("/de/desk/entries/decide/", {"actor": dormant.pk, "step": "confirm"})
    dormant.refresh_from_db()
    assert dormant.status == "published"


def test_the_work_queue_shows_all_three(pair, unkept, dormant):
    slugs = ("entries-to-confirm", "dormant-entries", "duplicates")
    queues = {queue.slug: queue for queue in work_queue.queues() if queue.slug in slugs}
    assert set(queues) == set(slugs)
    assert {slug: queue.count()[0] for slug, queue in queues.items()} == dict.fromkeys(queues, 1)
    for queue in queues.values():
        (item,) = queue.items(5)
        assert str(item.title)
        assert item.since <= timezone.now()
        assert queue.count()[1] is not None


def test_two_actors_are_told_apart(secretariat_client, pair):
    secretariat_client.post(reverse("duplicate-different", args=[pair.pk]))
    pair.refresh_from_db()
    assert (pair.status, pair.decided_by is not None) == ("different", True)


def test_a_pair_is_merged_from_the_page_and_taken_back(secretariat_client, pair):
    kept, lost = Actor.objects.get(slug="stadt-riwne"), Actor.objects.get(slug="rada")
    page = secretariat_client.get(reverse("duplicate-review", args=[pair.pk])).content.decode()
    assert 'name="take-name_uk" value="lost" checked' in page
    secretariat_client.post(
        reverse("duplicate-merge", args=[pair.pk]), {"kept": kept.pk, "take-name_uk": "lost"}
    )
    kept.refresh_from_db()
    assert (kept.name_uk, FormerSlug.objects.get().slug) == ("Рівненська міська рада", "rada")
    secretariat_client.post(reverse("duplicate-undo", args=[pair.pk]))
    lost.refresh_from_db()
    assert (lost.status, FormerSlug.objects.count()) == ("published", 0)


def test_a_decided_pair_is_not_merged_any_more(secretariat_client, pair):
    secretariat_client.post(reverse("duplicate-different", args=[pair.pk]))
    secretariat_client.post(reverse("duplicate-merge", args=[pair.pk]), {"kept": pair.first_id})
    assert set(Actor.objects.values_list("status", flat=True)) == {"published"}


@pytest.mark.parametrize("kept", ["", "0", "x", "999999999999999999999"])
def test_an_entry_that_is_not_of_the_pair_cannot_stay(secretariat_client, pair, kept):
    answer = secretariat_client.post(reverse("duplicate-merge", args=[pair.pk]), {"kept": kept})
    assert (answer.status_code, Actor.objects.filter(status="archived").count()) == (302, 0)
    assert (
        secretariat_client.get(reverse("duplicate-review", args=[pair.pk]), {"kept": kept}).status_code == 200
    )


def test_the_other_entry_may_stay(secretariat_client, pair):
    other = Actor.objects.get(slug="rada")
    page = secretariat_client.get(
        reverse("duplicate-review", args=[pair.pk]), {"kept": other.pk}
    ).content.decode()
    assert f'name="kept" value="{other.pk}"' in page


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    secretariat_client, unkept, django_assert_max_num_queries
):
    def number() -> int:
        with django_assert_max_num_queries(40) as captured:
            secretariat_client.get("/de/desk/entries/")
        return len(captured)

    first = number()
    for extra in range(5):
        ActorFactory(slug=f"weitere-{extra}", published_at=LONG_AGO)
    assert number() == first


def test_changing_the_address_in_the_admin_keeps_the_old_one(secretariat, pair):
    from actors.services import addresses

    actor = Actor.objects.get(slug="rada")
    actor.slug = "neu"
    actor.save()
    addresses.remember(actor=actor, slug="rada")
    assert Client().get("/uk/actors/rada/")["Location"] == "/uk/actors/neu/"
