"""History: who changed what, before and after; an earlier state comes back through the service."""

from __future__ import annotations

import pytest

from actors.models import Actor
from actors.services import register
from platform_portal.core.models import AuditEntry
from tests.factories.actors import ActorFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def changed(secretariat):
    actor = ActorFactory(name="Alt", name_de="Alt", name_uk="Старе", description_de="Eins")
    register.update_actor(actor=actor, by=secretariat, name_de="Neu", name_uk="Нове", description_de="Zwei")
    return Actor.objects.get(pk=actor.pk)


def versions(actor):
    return list(actor.events.order_by("pgh_id").values_list("pk", flat=True))


def test_the_history_tells_who_what_before_and_after(secretariat_client, secretariat, changed):
    page = secretariat_client.get(f"/admin/actors/actor/{changed.pk}/history/")
    moment = page.context["moments"][0]
    assert moment.who == secretariat
    assert {(change.before, change.after) for change in moment.changes} == {
        ("Alt", "Neu"), ("Старе", "Нове"), ("Eins", "Zwei"),
    }  # fmt: skip


def restore_page(client, actor):
    address = f"/admin/actors/actor/{actor.pk}/history/{versions(actor)[0]}/"
    return address, client.get(address)


def test_looking_at_an_earlier_state_changes_nothing(secretariat_client, changed):
    _address, page = restore_page(secretariat_client, changed)
    assert ("Neu", "Alt") in {(change.before, change.after) for change in page.context["changes"]}
    assert Actor.objects.get().name_de == "Neu"


def test_an_earlier_state_comes_back(secretariat_client, secretariat, changed):
    address, page = restore_page(secretariat_client, changed)
    secretariat_client.post(address, {"state": page.context["state"]})
    actor = Actor.objects.get()
    assert (actor.name_de, actor.name_uk, actor.description_de, actor.status) == (
        "Alt",
        "Старе",
        "Eins",
        changed.status,
    )
    assert AuditEntry.objects.filter(action="actor.restored", user=secretariat).exists()
    assert AuditEntry.objects.filter(action="actor.updated", user=secretariat).exists()


def test_nobody_restores_over_a_change_not_seen(secretariat_client, secretariat, changed):
    address, page = restore_page(secretariat_client, changed)
    register.update_actor(actor=changed, by=secretariat, name_en="Meanwhile")
    answer = secretariat_client.post(address, {"state": page.context["state"]})
    assert answer.status_code == 200
    assert Actor.objects.get().name_de == "Neu"


def test_versions_of_others_are_not_there(secretariat_client, member_client, changed):
    other = ActorFactory()
    address = f"/admin/actors/actor/{other.pk}/history/{versions(changed)[0]}/"
    assert secretariat_client.get(address).status_code == 404
    own = f"/admin/actors/actor/{changed.pk}/history/{versions(changed)[0]}/"
    assert member_client.get(own).status_code in (302, 403)


def test_tables_without_kept_states_show_the_audit_log(secretariat_client):
    from tests.factories.actors import TopicFactory

    topic = TopicFactory()
    assert secretariat_client.get(f"/admin/actors/topic/{topic.pk}/history/").status_code == 200
