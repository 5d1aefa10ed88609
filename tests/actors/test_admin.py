"""The secretariat's tables: search in any script, steps through the services, the index follows."""

import pytest

from actors.models import Actor, ActorIndex
from platform_portal.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(secretariat_client, secretariat):
    secretariat.is_superuser = True
    secretariat.save()
    return secretariat_client


@pytest.mark.parametrize("page", ["actor", "topic", "workinggroup", "actorgroup"])
def test_the_lists_open(staff, rivne, essen, page):
    assert staff.get(f"/admin/actors/{page}/").status_code == 200


def test_the_list_is_searched_in_any_script(staff, rivne, essen):
    page = staff.get("/admin/actors/actor/?q=Рівне")
    assert [actor.slug for actor in page.context["cl"].result_list] == ["riwne"]


def test_steps_go_through_the_service(staff, essen):
    staff.post("/admin/actors/actor/", {"action": "archive", "_selected_action": [essen.pk]})
    assert Actor.objects.get().status == "archived"
    assert AuditEntry.objects.filter(action="actor.archived").exists()
    assert not ActorIndex.objects.exists()


def test_a_step_that_is_not_possible_is_told(staff, essen):
    page = staff.post(
        "/admin/actors/actor/", {"action": "publish", "_selected_action": [essen.pk]}, follow=True
    )
    assert "cannot become" in page.content.decode() or "kann nicht" in page.content.decode()


def test_the_forms_open(staff, essen):
    assert staff.get(f"/admin/actors/actor/{essen.pk}/change/").status_code == 200
    assert staff.get("/admin/actors/topic/add/").status_code == 200
