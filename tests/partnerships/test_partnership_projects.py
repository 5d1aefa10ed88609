"""Projects of a partnership."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import translation

from partnerships.models import PartnershipProject
from partnerships.services.living import projects
from platform_portal.core.errors import Refusal
from tests.factories.living import begun, confirmed
from tests.factories.partnerships import PartnershipFactory, TopicFactory
from tests.factories.requests import keeper_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Refusals are read in English."""
    with translation.override("en"):
        yield


def facts(**fields):
    known = {"title": "Schulgarten", "topic": TopicFactory(), "language": "de"}
    return projects.Facts(**(known | fields))


def test_a_change_in_one_language_keeps_the_other():
    found = confirmed()
    project = projects.write(partnership=found.partnership, facts=facts(), by=found.german_keeper)
    projects.write(
        partnership=found.partnership,
        facts=facts(title="Сад", language="uk"),
        by=found.ukrainian_keeper,
        project=project,
    )
    project.refresh_from_db()
    assert (project.title_de, project.title_uk, project.source_language) == ("Schulgarten", "Сад", "de")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"budget": "gigantic"},
        {"language": "fr"},
        {"begins_on": dt.date(2026, 2, 1), "ends_on": dt.date(2026, 1, 1)},
        {"result": "Wasserwerk bei 50.6199, 26.2516 erneuert"},
        {"result": "https://maps.google.com/?q=50.6,26.2"},
        {"title": "Пункт на вул. Соборна, 12"},
    ],
)
def test_what_is_wrong_or_too_precise_is_refused(wrong):
    found = confirmed()
    with pytest.raises(Refusal):
        projects.write(partnership=found.partnership, facts=facts(**wrong), by=found.german_keeper)
    assert not PartnershipProject.objects.exists()


def test_projects_stand_on_the_public_page(client):
    found = confirmed()
    projects.write(partnership=found.partnership, facts=facts(budget="small"), by=found.german_keeper)
    page = client.get(f"/de/partnerships/{found.partnership.slug}/").content.decode()
    assert "Schulgarten" in page


def test_the_pages_of_projects_are_for_the_sides(client):
    found, topic = confirmed(), TopicFactory()
    new = reverse("partnership-project-new", args=[found.partnership.slug])
    client.force_login(
        keeper_of(begun().german), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(new).status_code == 404
    client.force_login(found.german_keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(new).status_code == 200
    data = {
        "title": "Garten",
        "language": "de",
        "topic": topic.pk,
        "begins_on": "2026-01-01",
        "budget": "small",
    }
    assert client.post(new, data | {"result": "50.6199, 26.2516"}).status_code == 422
    assert client.post(new, data).status_code == 302
    project = PartnershipProject.objects.get()
    change = reverse("partnership-project", args=[found.partnership.slug, project.pk])
    assert client.get(change).context["form"]["title"].value() == "Garten"
    elsewhere = reverse(
        "partnership-project", args=[PartnershipFactory(parties=[found.german]).slug, project.pk]
    )
    assert client.get(elsewhere).status_code == 404
    client.post(reverse("partnership-project-remove", args=[found.partnership.slug, project.pk]))
    assert not PartnershipProject.objects.exists()
