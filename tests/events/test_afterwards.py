"""Afterwards: documents to those who were there, later ones only to who lacks them; answers without a name."""

from __future__ import annotations

import pytest
from django.urls import reverse

from events import registration_links
from events.enums import BookingStatus, Mode
from events.models import Booking, Evaluation, Registration
from events.selectors import evaluations
from events.services import documents, evaluating
from knowledge.models import KnowledgeProduct
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.events.desk import DAY, HOUR, both_modes, hybrid
from tests.factories.events import START, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

OVER = START + DAY


def product(slug: str, status: str = "published") -> KnowledgeProduct:
    words = {f"title_{code}": f"Dokument {slug}" for code in ("de", "uk", "en")}
    return KnowledgeProduct.objects.create(slug=slug, kind="documentation", status=status, **words)


def attach(event, by, slug: str, **facts):
    return documents.attach(event=event, product=product(slug), by=by, **facts)


def announce(event, by, *rows, ask=False):
    return documents.announce(event=event, documents=[row.pk for row in rows], ask=ask, by=by, now=OVER)


def told(kind: str = "event-documents") -> list[str]:
    return sorted(OutboxMail.objects.filter(kind=kind).values_list("to", flat=True))


def there(event, **facts) -> Registration:
    return RegistrationFactory(event=event, checked_in_at=START, **facts)


def test_who_was_checked_in_attended_and_where_nobody_was_all_who_were_confirmed():
    event = hybrid()
    on_site, online = both_modes(event)
    assert set(Registration.objects.attended()) == {on_site, online}
    came = there(event)
    assert set(Registration.objects.attended()) == {came, online}
    RegistrationFactory(event=event, place=BookingStatus.CHOOSE, mode=Mode.ONLINE)
    assert set(Registration.objects.attended()) == {came, online}


def test_documents_go_to_those_who_were_there_each_once(secretariat):
    event = hybrid()
    came = there(event)
    RegistrationFactory(event=event)
    announce(event, secretariat, attach(event, secretariat, "eins"))
    assert [documents.send_due(now=OVER + number * HOUR) for number in range(3)] == [1, 0, 0]
    assert told() == [came.email]
    assert "Dokument eins" in OutboxMail.objects.get(kind="event-documents").text


def test_a_later_document_goes_only_to_who_does_not_have_it(secretariat):
    event = hybrid()
    early = there(event)
    first = attach(event, secretariat, "eins")
    announce(event, secretariat, first)
    documents.send_due(now=OVER)
    late = there(event)
    announce(event, secretariat, attach(event, secretariat, "zwei"))
    documents.send_due(now=OVER)
    texts = {mail.to: mail.text for mail in OutboxMail.objects.order_by("pk")}
    assert told() == sorted([early.email, early.email, late.email])
    assert ("Dokument eins" in texts[early.email], "Dokument zwei" in texts[early.email]) == (False, True)
    assert ("Dokument eins" in texts[late.email], "Dokument zwei" in texts[late.email]) == (True, True)


def test_what_belongs_to_a_session_with_places_goes_to_its_participants_only(secretariat):
    event = hybrid()
    session = SessionFactory(event=event, capacity=5)
    inside, _outside = there(event), there(event)
    Booking.objects.create(
        registration=inside, bucket=session.buckets.get(), is_session=True, mode=Mode.ON_SITE,
        person_key=inside.person_key, status=BookingStatus.CONFIRMED,
    )  # fmt: skip
    announce(event, secretariat, attach(event, secretariat, "eins", session=session))
    documents.send_due(now=OVER)
    assert told() == [inside.email]


def test_nothing_goes_out_before_the_end_or_unpublished_or_twice(secretariat):
    event = hybrid()
    row = attach(event, secretariat, "eins")
    with pytest.raises(Refusal):
        documents.announce(event=event, documents=[row.pk], ask=False, by=secretariat, now=START)
    row.product.status = "draft"
    row.product.save()
    with pytest.raises(Refusal):
        announce(event, secretariat, row)
    row.product.status = "published"
    row.product.save()
    announce(event, secretariat, row)
    with pytest.raises(Refusal):
        announce(event, secretariat, row)


def test_the_question_comes_once_with_the_documents_or_alone(secretariat):
    event = hybrid()
    first = there(event)
    announce(event, secretariat, attach(event, secretariat, "eins"), ask=True)
    documents.send_due(now=OVER)
    assert "/evaluation/" in OutboxMail.objects.get(to=first.email).text
    documents.send_due(now=OVER + HOUR)
    assert told("event-evaluation") == []
    other = hybrid()
    second = there(other, email="zwei@example.org")
    announce(other, secretariat, ask=True)
    documents.send_due(now=OVER)
    assert told("event-evaluation") == [second.email]


def answer(person, rating=5, **facts):
    return evaluating.evaluate(registration=person, rating=rating, now=OVER, **facts)


def test_an_answer_has_no_name_and_comes_once():
    event = hybrid()
    person = there(event)
    made = answer(person, what_helped="Die Gespräche")
    person.refresh_from_db()
    assert {field.name for field in Evaluation._meta.concrete_fields} == {
        "id", "event", "rating", "what_helped", "what_was_missing", "given_on",
    }  # fmt: skip
    assert (person.evaluated_at, made.given_on) == (event.ends_at, OVER.date())
    assert not AuditEntry.objects.filter(action__contains="evaluat").exists()
    with pytest.raises(Refusal):
        answer(person)


def test_only_who_was_there_answers_and_only_afterwards():
    event = hybrid()
    there(event)
    with pytest.raises(Refusal):
        answer(RegistrationFactory(event=event))
    with pytest.raises(Refusal):
        evaluating.evaluate(registration=there(event), rating=5, now=START)


def test_the_secretariat_reads_answers_from_five_on():
    event = hybrid()
    for number in range(4):
        answer(there(event), rating=5 - number, what_helped=f"Text {number}")
    assert (evaluations.summary(event).is_shown, evaluations.summary(event).helped) == (False, ())
    answer(there(event), rating=1)
    found = evaluations.summary(event)
    assert (found.is_shown, found.mean, len(found.helped)) == (True, 3.0, 4)
    assert [number for _points, number, _percent in found.bars] == [1, 1, 1, 1, 1]


def test_the_link_opens_the_form_and_takes_one_answer(client):
    event = hybrid(starts_at=START - 365 * DAY)
    person = there(event)
    address = reverse("registration-evaluation", args=[registration_links.key_for(person)])
    assert client.get(address).status_code == 200
    assert not Evaluation.objects.exists()
    assert client.post(address, {"rating": "9"}).status_code == 422
    for _ in range(2):
        client.post(address, {"rating": "4", "what_helped": "x" * 2000})
    assert Evaluation.objects.count() == 1
    assert client.get(address[:-12] + "x/evaluation/").status_code == 404


def test_the_pages_attach_announce_and_take_away(secretariat_client, secretariat):
    event = hybrid(starts_at=START - 365 * DAY)
    there(event)
    page = reverse("event-afterwards", args=[event.pk])
    secretariat_client.post(reverse("event-document-add", args=[event.pk]), {"product": product("eins").pk})
    row = event.documents.get()
    answer = secretariat_client.post(
        reverse("event-announce", args=[event.pk]), {"document": row.pk, "ask": "yes"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == page
    row.refresh_from_db()
    assert row.announced_at is not None
    secretariat_client.post(reverse("event-document-remove", args=[event.pk, row.pk]))
    assert not event.documents.exists()
