"""`load_example`: repeatable, all or nothing, never in production."""

from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.example import ensure_logins
from actors.models import Actor, Membership
from knowledge.services.example import Loaded
from partnerships.models import CitedFigure, CooperationRequest, Partnership, Posting
from partnerships.services.example_postings import load_example_postings
from partnerships.services.example_requests import EXAMPLES as EXAMPLE_REQUESTS
from partnerships.services.example_requests import load_example_requests
from partnerships.services.requests.following import follow
from platform_portal.pages.management.commands import load_example
from tests.factories.partnerships import (
    PartnerFactory,
    UkrainianPartnerFactory,
    small_gazetteer,
    topic_slugs,
)
from tests.factories.requests import MONDAY

MUNICIPALITIES = {
    **dict.fromkeys(("riwne", "schytomyr", "lwiw"), UkrainianPartnerFactory),
    **dict.fromkeys(
        ("stadt-essen", "stadt-leipzig", "stadt-koeln", "stadt-dortmund", "billerbeck"), PartnerFactory
    ),
}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small gazetteer, and nothing of the source documents but what the register names."""
    small_gazetteer()
    call_command("load_topics", verbosity=0)
    monkeypatch.setattr(load_example, "load_seed_actors", lambda: 0)
    monkeypatch.setattr(load_example, "load_example_actors", lambda: 0)
    monkeypatch.setattr(load_example, "load_products", lambda: Loaded(0, 0))


def _numbers() -> list[int]:
    return [model.objects.count() for model in (Partnership, Posting, CitedFigure, Membership, Actor)]


def test_a_second_run_changes_nothing(world: None):
    call_command("load_example", stdout=StringIO())
    first = _numbers()
    call_command("load_example", stdout=StringIO())
    assert first[:4] == [107, 21, 2, 7]
    assert _numbers() == first


def test_production_refuses_the_example_world(world: None, settings):
    settings.PORTAL_EXAMPLE_WORLD = False
    with pytest.raises(CommandError, match="not for production"):
        call_command("load_example", stdout=StringIO())
    assert not Partnership.objects.exists()


def test_an_error_in_a_late_step_leaves_nothing_behind(world: None, monkeypatch: pytest.MonkeyPatch):
    def fails() -> int:
        raise RuntimeError("late")

    monkeypatch.setattr(load_example, "load_example_postings", fails)
    with pytest.raises(RuntimeError, match="late"):
        call_command("load_example", stdout=StringIO())
    assert not Partnership.objects.exists()


def test_example_requests_show_each_state_once_and_are_made_once(db: None):
    for slug, make in MUNICIPALITIES.items():
        make(slug=slug, name=slug, is_example=True)
    for login in ensure_logins():
        for slug in ("stadt-essen", "riwne"):
            if slug.endswith(login.email.split("@")[0]):
                Membership.objects.create(user=login, actor=Actor.objects.get(slug=slug))
    topic_slugs(*{slug for row in EXAMPLE_REQUESTS for slug in row.seek + row.give})
    assert (load_example_requests(now=MONDAY), load_example_requests(now=MONDAY)) == (7, 0)
    states = Counter(CooperationRequest.objects.values_list("status", flat=True))
    assert states == {"accepted": 2, "delivered": 2, "waiting": 1, "declined": 1, "in_check": 1}
    begun = Partnership.objects.get()
    assert (begun.status, begun.is_example) == ("initiation", True)
    assert follow(now=MONDAY)["expired"] == 0


def test_example_postings_are_marked_and_written_in_three_languages(db: None):
    PartnerFactory(slug="stadt-essen")
    assert load_example_postings() == 1
    posting = Posting.objects.get()
    assert posting.is_example
    assert all((posting.title_de, posting.title_uk, posting.title_en))
