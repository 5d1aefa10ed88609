"""`load_example`: repeatable, all or nothing, never in production."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from actors.models import Actor, Membership, Topic
from partnerships.models import CitedFigure, Partnership, Posting
from partnerships.services import funding
from partnerships.services.example_postings import EXAMPLES, load_example_postings
from platform_portal.pages.management.commands import load_example
from tests.factories.partnerships import REGISTER_TOPICS, PartnerFactory, small_gazetteer, topic_slugs


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small gazetteer, and nothing of the source documents but what the register names."""
    small_gazetteer()
    topic_slugs(*REGISTER_TOPICS, *{topic for example in EXAMPLES for topic in example.topics})
    with funding.DATA.open(encoding="utf-8", newline="") as file:
        named = {slug for row in csv.DictReader(file) for slug in row["topics"].split(";") if slug}
    topic_slugs(*named - set(Topic.objects.values_list("slug", flat=True)))
    monkeypatch.setattr(load_example, "load_seed_actors", lambda: 0)
    monkeypatch.setattr(load_example, "load_example_actors", lambda: 0)


def _numbers() -> list[int]:
    return [model.objects.count() for model in (Partnership, Posting, CitedFigure, Membership, Actor)]


def test_a_second_run_changes_nothing(world: None):
    call_command("load_example", stdout=StringIO())
    first = _numbers()
    call_command("load_example", stdout=StringIO())
    assert first[:4] == [106, 21, 2, 2]
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


def test_example_postings_are_marked_and_written_in_three_languages(db: None):
    PartnerFactory(slug="stadt-essen")
    assert load_example_postings() == 1
    posting = Posting.objects.get()
    assert posting.is_example
    assert all((posting.title_de, posting.title_uk, posting.title_en))
