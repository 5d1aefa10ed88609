"""Start page and navigation with many apps: what waits stands out, nothing becomes a wall, no queue hides the others."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib import admin
from django.test import RequestFactory
from django.utils import timezone

from platform_portal.core import work_queue
from platform_portal.core.desk import site as desk
from platform_portal.core.desk.start import MANY, SHOWN_OF_EACH
from platform_portal.core.work_queue import Item, Queue

pytestmark = pytest.mark.django_db


def queue(number: int, waiting: int, days: int) -> Queue:
    """A queue of an app still to come."""
    since = timezone.now() - dt.timedelta(days=days)

    def items(limit: int) -> list[Item]:
        return [Item(f"Sache {number}-{n}", since, "/") for n in range(min(limit, waiting))]

    return Queue(
        f"app-{number}",
        f"Warteschlange {number}",
        number,
        items,
        lambda: (waiting, since if waiting else None),
        "/",
    )


@pytest.fixture
def queues(monkeypatch):
    """Sets the queues there are."""

    def put(*found: Queue) -> None:
        monkeypatch.setattr(work_queue, "queues", lambda: list(found))

    return put


def page_of(client, query=""):
    answer = client.get(f"/admin/{query}")
    return answer.context["work"], answer.content.decode()


def test_queues_in_which_nothing_waits_share_one_line(secretariat_client, queues):
    queues(queue(1, 2, 1), *(queue(number, 0, 0) for number in range(2, 21)))
    work, page = page_of(secretariat_client)
    assert ([card.queue.slug for card in work.busy], len(work.quiet)) == (["app-1"], 19)
    assert (page.count('class="pw-queue__card'), page.count("pw-quiet__title")) == (1, 1)


def test_a_chosen_queue_has_its_card_though_nothing_waits(secretariat_client, queues):
    queues(queue(1, 1, 1), queue(2, 0, 0))
    work, page = page_of(secretariat_client, "?queue=app-2")
    assert ([card.queue.slug for card in work.busy], 'aria-current="true"' in page) == (
        ["app-1", "app-2"],
        True,
    )


@pytest.mark.parametrize(("number", "is_small"), [(MANY - 1, False), (MANY, True)])
def test_many_cards_are_small(secretariat_client, queues, number, is_small):
    queues(*(queue(n, 1, 1) for n in range(number)))
    assert ("pw-queue--many" in page_of(secretariat_client)[1]) is is_small


def test_two_hundred_of_one_kind_hide_nothing_else(secretariat_client, queues):
    queues(queue(1, 200, 90), queue(2, 1, 5), queue(3, 1, 1))
    work, _page = page_of(secretariat_client)
    assert [row.queue.slug for row in work.rows] == ["app-1"] * SHOWN_OF_EACH + ["app-2", "app-3"]
    assert (work.total, work.more) == (202, 202 - SHOWN_OF_EACH - 2)


def test_the_only_queue_with_work_fills_the_list(secretariat_client, queues):
    queues(queue(1, 200, 90), queue(2, 0, 0))
    assert len(page_of(secretariat_client)[0].rows) == 25


def listed(secretariat) -> dict[str, dict]:
    request = RequestFactory().get("/admin/")
    request.user = secretariat
    return {app["app_label"]: app for app in admin.site.get_app_list(request)}


def test_daily_lists_stand_first_and_the_others_behind_a_fold(secretariat, secretariat_client):
    actors = listed(secretariat)["actors"]
    assert [model["object_name"] for model in actors["daily"]][:2] == ["Actor", "Note"]
    assert {"FormerSlug", "Claim"} <= {model["object_name"] for model in actors["further"]}
    page = secretariat_client.get("/admin/").content.decode()
    assert (
        page.index("/admin/actors/actor/")
        < page.index("pw-side__further")
        < page.index("/admin/actors/formerslug/")
    )


def test_no_list_is_lost_and_no_app_shows_more_than_six_at_once(secretariat):
    for app in listed(secretariat).values():
        shown = [model["admin_url"] for model in (*app["daily"], *app["further"])]
        assert sorted(shown) == sorted(model["admin_url"] for model in app["models"] if model["admin_url"])
        assert len(app["daily"]) <= 6, app["app_label"]


def test_an_app_that_names_no_daily_list_shows_a_few_or_folds_all(secretariat, monkeypatch):
    for listed_admin in admin.site._registry.values():
        monkeypatch.setattr(type(listed_admin), "daily", 0, raising=False)
    apps = listed(secretariat)
    assert (apps["actors"]["daily"], len(apps["places"]["daily"])) == ([], desk.FEW)


def test_apps_stand_in_the_order_of_daily_work(secretariat):
    order = [label for label in listed(secretariat) if label in desk.ORDER]
    assert order == [label for label in desk.ORDER if label in order]
