"""Every list of the desk is a list of the desk: searched in any script, saved, exported, with a history; none is forgotten."""

from __future__ import annotations

import pytest
from django.contrib import admin

from actors.models import Actor, DuplicateSuspicion, Invitation, Topic
from actors.services import invitations
from partnerships.models import FundingProgramme, Partnership, Posting
from platform_portal.core.desk.model_admin import DeskAdmin
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.actors import ActorFactory, TopicFactory
from tests.factories.partnerships import PartnershipFactory, PostingFactory
from tests.factories.requests import sent, sides

pytestmark = pytest.mark.django_db
LISTS = {model._meta.label: listed for model, listed in admin.site._registry.items()}
#: Lists that lead to pages of their own.
ELSEWHERE = {"accounts.SavedView", "partnerships.MatchRound"}
#: Texts written to or about persons leave the portal with the person's own data only.
NOT_EXPORTED = ELSEWHERE | {"core.OutboxMail", "actors.Note", "actors.ImportJob"}


@pytest.mark.parametrize("label", sorted(LISTS))
def test_every_list_is_one_of_the_desk(label):
    assert isinstance(LISTS[label], DeskAdmin)


@pytest.mark.parametrize("label", sorted(LISTS.keys() - ELSEWHERE))
def test_every_list_is_searched(label):
    assert LISTS[label].search_fields


@pytest.mark.parametrize("label", sorted(LISTS.keys() - NOT_EXPORTED))
def test_every_list_is_exported_and_nobody_leaves_with_it(label, administrator_client):
    listed = LISTS[label]
    assert listed.export_columns
    address = f"/admin/{label.replace('.', '/').lower()}/export/csv/"
    assert administrator_client.get(address).status_code == 200
    if label != "accounts.User":  # administrators only, see test_lists
        assert not {"email", "phone", "user", "name"} & set(listed.export_columns)


@pytest.mark.parametrize("word", ["Schytomyr", "Zhytomyr", "Житомир"])
def test_what_belongs_to_an_actor_is_found_in_any_script(secretariat_client, secretariat, word):
    actor = ActorFactory(name="Житомирська міська рада", name_uk="Житомирська міська рада")
    invitations.invite(by=secretariat, email="neu@example.org", actor=actor)
    invitations.invite(by=secretariat, email="anders@example.org", actor=ActorFactory(name="Köln"))
    page = secretariat_client.get("/admin/actors/invitation/", {"q": word})
    assert [row.email for row in page.context["cl"].result_list] == ["neu@example.org"]


def step(client, table, slug, *rows, confirm=False):
    sent = {"action": slug, "_selected_action": [row.pk for row in rows]} | (
        {"confirm": "1"} if confirm else {}
    )
    return client.post(f"/admin/actors/{table}/", sent)


def test_invitations_are_withdrawn_and_sent_again_after_a_preview(secretariat_client, secretariat):
    one, two = (
        invitations.invite(by=secretariat, email=f"n{n}@example.org", actor=ActorFactory()) for n in (1, 2)
    )
    invitations.withdraw(invitation=two, by=secretariat)
    page = step(secretariat_client, "invitation", "again", one, two)
    assert ([row.obj for row in page.context["will"]], [row.obj for row in page.context["cannot"]]) == (
        [one],
        [two],
    )
    assert OutboxMail.objects.count() == 2
    step(secretariat_client, "invitation", "again", one, two, confirm=True)
    assert OutboxMail.objects.count() == 3
    step(secretariat_client, "invitation", "withdraw", *Invitation.objects.all(), confirm=True)
    assert set(Invitation.objects.values_list("status", flat=True)) == {"withdrawn"}


def test_pairs_are_told_apart_many_at_once_and_suspected_again(secretariat_client, secretariat):
    pairs = [
        DuplicateSuspicion.objects.create(first=first, second=second, score=0.9, reasons=[])
        for first, second in (
            sorted((ActorFactory(), ActorFactory()), key=lambda actor: actor.pk) for _ in range(3)
        )
    ]
    step(secretariat_client, "duplicatesuspicion", "different", *pairs, confirm=True)
    assert set(DuplicateSuspicion.objects.values_list("status", flat=True)) == {"different"}
    secretariat_client.post("/admin/actors/duplicatesuspicion/undo/")
    assert set(DuplicateSuspicion.objects.values_list("status", "decided_by")) == {("open", None)}
    assert AuditEntry.objects.filter(action="duplicate.suspected_again", user=secretariat).count() == 3


@pytest.fixture
def changed_rows(db):
    """A row of each kind the secretariat writes, changed once: address, field, before, after."""
    programme = FundingProgramme.objects.create(slug="programm", name_de="Alt", deadline_kind="open")
    rows = [
        (PartnershipFactory(note="Alt"), "note"),
        (PostingFactory(source="Alt"), "source"),
        (TopicFactory(crs_name="Alt"), "crs_name"),
        (programme, "name_de"),
    ]
    for row, field in rows:
        setattr(row, field, "Neu")
        row.save()
    return rows


def test_an_earlier_state_of_every_written_thing_comes_back(secretariat_client, secretariat, changed_rows):
    for row, field in changed_rows:
        base = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/history/"
        moments = secretariat_client.get(base).context["moments"]
        assert [(c.before, c.after) for m in moments for c in m.changes if "Neu" in c.after] == [
            ("Alt", "Neu")
        ]
        address = f"{base}{row.states.order_by('pgh_id').first().pk}/"
        secretariat_client.post(address, {"state": secretariat_client.get(address).context["state"]})
        row.refresh_from_db()
        assert getattr(row, field) == "Alt", row._meta.label
        action = f"{row._meta.model_name}.restored"
        assert AuditEntry.objects.filter(action=action, object_id=str(row.pk), user=secretariat).exists()


def test_a_state_that_is_no_longer_possible_is_refused(secretariat_client):
    partnership = PartnershipFactory(since_on="2024-01-01", until_on=None)
    partnership.since_on = "2020-01-01"
    partnership.save()
    Partnership.objects.filter(pk=partnership.pk).update(until_on="2021-01-01")
    first = partnership.states.order_by("pgh_id").first()
    first.__class__.objects.filter(pk=first.pk).update(until_on="2021-01-01")
    address = f"/admin/partnerships/partnership/{partnership.pk}/history/{first.pk}/"
    answer = secretariat_client.post(
        address, {"state": secretariat_client.get(address).context["state"]}, follow=True
    )
    assert answer.status_code == 200
    assert str(Partnership.objects.get().since_on) == "2020-01-01"


def test_histories_of_what_has_no_kept_states_open_too(secretariat_client):
    for model in (Actor, Topic, Posting):
        assert admin.site._registry[model].restored_fields
    actor = ActorFactory()
    first, second = sorted((actor, ActorFactory()), key=lambda row: row.pk)
    pair = DuplicateSuspicion.objects.create(first=first, second=second, score=0.9, reasons=[])
    assert secretariat_client.get(f"/admin/actors/duplicatesuspicion/{pair.pk}/history/").status_code == 200


def test_the_history_of_a_request_opens(secretariat_client):
    sender, recipient, _keeper, _asked = sides()
    request = sent(sender=sender, recipient=recipient)
    address = f"/admin/partnerships/cooperationrequest/{request.pk}/history/"
    assert secretariat_client.get(address).status_code == 200
