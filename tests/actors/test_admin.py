"""The secretariat's tables: search in any script, steps through the services, the index follows."""

import pytest
from django.forms import ImageField

from actors.models import Actor, ActorIndex
from platform_portal.core.collation import sort_key
from platform_portal.core.models import AuditEntry
from tests.factories.actors import ActorFactory

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
    staff.post(
        "/admin/actors/actor/", {"action": "archive", "_selected_action": [essen.pk], "confirm": "yes"}
    )
    assert Actor.objects.get().status == "archived"
    assert AuditEntry.objects.filter(action="actor.archived").exists()
    assert not ActorIndex.objects.exists()


def test_a_step_that_is_not_possible_is_told(staff, essen):
    page = staff.post(
        "/admin/actors/actor/",
        {"action": "publish", "_selected_action": [essen.pk], "confirm": "yes"},
        follow=True,
    )
    assert "cannot become" in page.content.decode() or "kann nicht" in page.content.decode()


def test_the_forms_open(staff, essen):
    assert staff.get(f"/admin/actors/actor/{essen.pk}/change/").status_code == 200
    assert staff.get("/admin/actors/topic/add/").status_code == 200


def _form_of(page) -> dict[str, str | list[str]]:
    """What a browser would send back unchanged."""
    context = page.context
    parts = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        parts += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, str | list[str]] = {}
    for form in parts:
        for field in form:
            value = field.value()
            if isinstance(field.field, ImageField) or value is False or value is None:
                continue
            sent[field.html_name] = value if isinstance(value, list) else str(value)
    return sent


def test_an_entry_can_be_saved(staff, secretariat, essen):
    address = f"/admin/actors/actor/{essen.pk}/change/"
    sent = _form_of(staff.get(address)) | {"name_de": "Essen an der Ruhr", "languages": ["de", "uk"]}
    answer = staff.post(address, sent)
    assert answer.status_code == 302, answer.context["errors"]
    essen.refresh_from_db()
    assert (essen.name_de, essen.languages) == ("Essen an der Ruhr", ["de", "uk"])
    assert AuditEntry.objects.filter(action="actor.updated", user=secretariat).exists()
    assert ActorIndex.objects.get().sort_de == sort_key("Essen an der Ruhr", "de")


def test_working_languages_are_ticked(staff, essen):
    page = staff.get(f"/admin/actors/actor/{essen.pk}/change/").content.decode()
    assert '<input type="checkbox" name="languages" value="uk"' in page


def test_entries_stand_in_the_alphabet_of_the_language(staff, secretariat):
    for name in ("Zwickau", "Ölbronn", "Oldenburg"):
        ActorFactory(name=name)
    ActorFactory(name="Aachen", status="draft", published_at=None)
    names = [row.name for row in staff.get("/admin/actors/actor/").context["cl"].result_list]
    assert names == ["Ölbronn", "Oldenburg", "Zwickau", "Aachen"]
