"""Notes and reminders: for the secretariat alone, in the queue when due, part of the person's own data."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import User
from actors.models import Note
from actors.selectors.notes import items_due_for
from actors.services import notes
from platform_portal.core import privacy
from platform_portal.core.errors import Refusal
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> dt.date:
    """The day of the portal, which may not be that of the database, nor that on which the tests began."""
    return timezone.localdate()


def test_a_reminder_is_written_on_the_page_of_an_actor(secretariat_client, secretariat, today):
    actor = ActorFactory()
    page = f"/admin/actors/actor/{actor.pk}/change/"
    assert "/admin/actors/note/write/actor/" in secretariat_client.get(page).content.decode()
    sent = {"text": "Im März anrufen", "remind_on": today.isoformat(), "next": page}
    answer = secretariat_client.post(f"/admin/actors/note/write/actor/{actor.pk}/", sent)
    assert answer.headers["Location"] == page
    note = Note.objects.get()
    assert (note.actor, note.written_by, note.assigned_to) == (actor, secretariat, secretariat)
    assert "Im März anrufen" in secretariat_client.get("/admin/").content.decode()


def test_a_note_about_a_person_stands_on_the_persons_page(secretariat_client):
    person = UserFactory()
    secretariat_client.post(f"/admin/actors/note/write/person/{person.pk}/", {"text": "Spricht Polnisch"})
    page = secretariat_client.get(f"/admin/accounts/user/{person.pk}/change/")
    assert "Spricht Polnisch" in page.content.decode()


def test_what_is_done_leaves_the_queue_and_can_be_opened_again(secretariat_client, secretariat, today):
    note = notes.write(text="Anrufen", actor=ActorFactory(), by=secretariat, remind_on=today)
    secretariat_client.post(f"/admin/actors/note/{note.pk}/step/finish/")
    assert len(secretariat_client.get("/admin/?queue=notes").context["work"].rows) == 0
    secretariat_client.post("/admin/actors/note/undo/")
    assert len(secretariat_client.get("/admin/?queue=notes").context["work"].rows) == 1


def test_ones_own_reminders_stand_first(secretariat, today):
    colleague = UserFactory(is_staff=True)
    actor = ActorFactory()
    earlier = today - dt.timedelta(days=9)
    notes.write(text="Fremd", actor=actor, by=colleague, remind_on=earlier)
    notes.write(text="Mein", actor=actor, by=secretariat, remind_on=today)
    assert [str(item.title).rsplit(": ", 1)[1] for item in items_due_for(secretariat, 9)] == ["Mein", "Fremd"]


def test_a_reminder_waits_for_its_day(secretariat, today):
    notes.write(text="Später", actor=ActorFactory(), by=secretariat, remind_on=today + dt.timedelta(days=1))
    assert items_due_for(secretariat, 9) == []


def test_nobody_else_writes_or_receives_notes(member, secretariat):
    with pytest.raises(Refusal):
        notes.write(text="Hallo", actor=ActorFactory(), by=member)
    with pytest.raises(Refusal):
        notes.write(text="Hallo", actor=ActorFactory(), by=secretariat, assigned_to=member)


def test_nobody_else_sees_notes(member_client, member, secretariat, client):
    actor = ActorFactory()
    notes.write(text="Streng vertraulich", actor=actor, by=secretariat)
    note = notes.write(text="Streng vertraulich", person=member, by=secretariat)
    for reader in (client, member_client):
        for address in (f"/de/actors/{actor.slug}/", "/de/account/", f"/admin/actors/note/{note.pk}/change/"):
            assert "vertraulich" not in reader.get(address, follow=True).content.decode()


def test_a_note_about_nobody_or_about_two_is_refused(secretariat):
    with pytest.raises(Refusal):
        notes.write(text="Hallo", by=secretariat)
    with pytest.raises(Refusal):
        notes.write(text="Hallo", by=secretariat, actor=ActorFactory(), person=secretariat)


def test_a_note_is_part_of_the_persons_own_data(member, secretariat):
    note = notes.write(text="Ruft gern an", person=member, by=secretariat)
    entry = privacy.entry_of(Note)
    assert list(entry.rows_of(member)) == [note]
    assert "text" in entry.fields


def test_old_notes_are_overdue_two_years_after_they_were_done(secretariat):
    note = notes.finish(note=notes.write(text="x", actor=ActorFactory(), by=secretariat), by=secretariat)
    overdue = privacy.entry_of(Note).retention.overdue
    assert not overdue(timezone.now()).exists()
    assert list(overdue(timezone.now() + dt.timedelta(days=731))) == [note]


def test_notes_go_with_the_account(member, secretariat):
    notes.write(text="x", person=member, by=secretariat)
    User.objects.get(pk=member.pk).delete()
    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 5000])
def test_an_empty_or_endless_note_is_refused_clearly(secretariat_client, text):
    actor = ActorFactory()
    answer = secretariat_client.post(
        f"/admin/actors/note/write/actor/{actor.pk}/", {"text": text}, follow=True
    )
    assert answer.status_code == 200
    assert not Note.objects.exists()
