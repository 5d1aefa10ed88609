"""The pages of registrations: the form, the personal link, what is refused; without an account and with one."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import Upload
from actors.models import Membership
from events.enums import BookingStatus, QuestionKind
from events.models import Answer, Booking, Event, Question, QuestionOption, Registration
from events.registration_links import key_for, path_for
from events.services import leaving, registering
from platform_portal.core.models import OutboxMail
from tests.events.registering import sign_up, states
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.events import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def soon(**over) -> Event:
    """An event in two months, counted from now: the pages ask the clock."""
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=60)
    return EventFactory(**{"starts_at": starts} | over)


def entry(**over) -> dict[str, object]:
    return {"name": "Erika Muster", "email": "erika@example.org", "organisation": "Stadt Beispielburg"} | over


def address(event: Event) -> str:
    return f"/de/events/{event.slug}/register/"


def only(event: Event) -> Registration:
    return Registration.objects.get(event=event)


def test_register_without_an_account_confirm_by_the_link_and_cancel(client):
    event = soon(capacity=1)
    assert client.get(address(event)).status_code == 200
    assert client.post(address(event), entry()).headers["Location"].endswith("/register/sent/")
    link = re.search(r"/de/events/registrations/\S+/", OutboxMail.objects.get().text)[0]
    assert "Noch nicht bestätigt" not in client.get(link).text
    for _time in range(2):
        client.get(link)
        assert only(event).status == "unconfirmed"
    for _time in range(2):
        assert client.post(f"{link}confirm/").status_code == 302
    assert states(event) == {"erika": "confirmed"}
    assert client.get(f"{link}cancel/").status_code == 200
    for _time in range(2):
        client.post(f"{link}cancel/")
    assert only(event).status == "cancelled"


def test_known_and_unknown_addresses_get_the_same_answer(client):
    event = soon(capacity=1)
    answers = [client.post(address(event), entry()) for _time in range(2)]
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [
        (302, f"/de/events/{event.slug}/register/sent/")
    ] * 2
    pages = [client.get(one.headers["Location"]).text for one in answers]
    assert pages[0] == pages[1]
    assert Registration.objects.count() == 1


def test_with_an_account_name_and_organisation_are_there_already(member, member_client):
    actor = ActorFactory(name="Stadtwerke Musterstadt")
    Membership.objects.create(user=member, actor=actor)
    event = soon(capacity=1)
    page = member_client.get(address(event)).text
    assert 'value="Mitglied"' in page
    assert "Stadtwerke Musterstadt" in page
    answer = member_client.post(address(event), {"name": "Mitglied", "actor": str(actor.pk)})
    row = only(event)
    assert answer.headers["Location"] == f"/de/events/registrations/{key_for(row)}/"
    assert (row.organisation, row.group, row.user) == (actor.name, actor.group, member)
    assert member_client.get(address(event)).status_code == 302
    assert event.title in member_client.get("/de/account/").text


def test_a_program_that_fills_in_everything_registers_nobody(client):
    event = soon()
    assert client.post(address(event), entry(homepage="https://example.org")).status_code == 302
    assert not Registration.objects.exists()


def test_one_client_may_send_many_but_not_any_number_of_forms(client, monkeypatch):
    monkeypatch.setattr("events.views.registration.PER_CLIENT", 2)
    event = soon()
    found = [
        client.post(address(event), entry(email=f"e{number}@example.org")).status_code for number in range(3)
    ]
    assert found == [302, 302, 429]


def test_one_address_gets_only_some_mails_and_nobody_is_told(client):
    event = soon()
    found = {client.post(address(event), entry()).headers["Location"] for _number in range(8)}
    assert len(found) == 1
    assert OutboxMail.objects.count() == 5


@pytest.mark.parametrize(
    "over", [{"closes_at": "past"}, {"admission": "invitation"}, {"status": "cancelled"}]
)
def test_where_it_is_not_open_a_page_says_so_and_nothing_is_written(client, over):
    over = {"closes_at": timezone.now() - HOUR} if "closes_at" in over else over
    event = soon(**over)
    assert (client.get(address(event)).status_code, client.post(address(event), entry()).status_code) == (
        200,
        409,
    )
    assert not Registration.objects.exists()


def test_drafts_and_events_for_others_are_not_found(client):
    for over in ({"status": "draft"}, {"audience": "members"}, {"audience": "invited"}):
        assert client.get(address(soon(**over))).status_code == 404


def test_links_nobody_made_of_others_or_made_worthless_open_nothing(client):
    row = sign_up(soon())
    key = key_for(row)
    Registration.objects.filter(pk=row.pk).update(key_version=2)
    for bad in (key, key[:-1] + "A", "x" * 3000, "unbekannt"):
        for path, method in (("", "get"), ("cancel/", "post"), ("confirm/", "post"), ("stream/", "get")):
            answer = getattr(client, method)(f"/de/events/registrations/{bad}/{path}")
            assert answer.status_code == 404


def test_bookings_of_others_cannot_be_answered_by_ones_own_link(client):
    event = soon(capacity=1, waiting_policy="offer")
    rows = [sign_up(event, number, now=timezone.now()) for number in (1, 2, 3)]
    leaving.cancel(registration=rows[0])
    foreign = rows[1].bookings.get()
    for value in (str(foreign.pk), "x", "", "9" * 30):
        answer = client.post(path_for(rows[2], "registration-offer"), {"booking": value, "answer": "accept"})
        assert answer.status_code == 404
    assert states(event) == {"2": "offered", "3": "waiting"}
    client.post(path_for(rows[1], "registration-offer"), {"booking": foreign.pk, "answer": "accept"})
    assert states(event) == {"2": "confirmed", "3": "waiting"}


def test_the_position_on_the_waiting_list_is_on_the_page(client):
    event = soon(capacity=0)
    rows = [sign_up(event, number, now=timezone.now()) for number in (1, 2)]
    assert "<b>2</b>" in client.get(path_for(rows[1])).text
    leaving.cancel(registration=rows[0])
    assert "<b>1</b>" in client.get(path_for(rows[1])).text


def test_switching_changing_and_the_sessions(client):
    event = soon(format="hybrid", capacity=2, online_capacity=2, asks_food=True)
    session = SessionFactory(event=event, capacity=1)
    row = sign_up(event, now=timezone.now())
    page = client.get(path_for(row, "registration-change"))
    assert page.status_code == 200
    data = {"name": "Neu", "organisation": "B", "food": "vegan", "sessions": str(session.pk)}
    assert client.post(path_for(row, "registration-change"), data).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.food, row.bookings.filter(is_session=True).get().status) == (
        "Neu",
        "vegan",
        "confirmed",
    )
    client.post(path_for(row, "registration-mode"), {"mode": "online"})
    assert list(row.bookings.exclude(status="released").values_list("mode", "is_session")) == [
        ("online", False)
    ]


@pytest.fixture
def asking() -> Event:
    """An event that asks: one choice with a limit, a long text if it was chosen, a consent, a file."""
    event = soon(capacity=5)
    choice = Question.objects.create(event=event, kind=QuestionKind.CHOICE, label="Ausflug", position=1)
    yes = QuestionOption.objects.create(question=choice, label="ja", capacity=1)
    QuestionOption.objects.create(question=choice, label="nein")
    Question.objects.create(
        event=event,
        kind=QuestionKind.LONG_TEXT,
        label="Wohin",
        is_required=True,
        asked_if=yes,
        length_max=50,
        position=2,
    )
    Question.objects.create(
        event=event, kind=QuestionKind.CONSENT, label="Fotos", is_required=True, position=3
    )
    Question.objects.create(event=event, kind=QuestionKind.FILE, label="Datei", position=4)
    return event


def answers_to(event: Event, *values: object) -> dict[str, object]:
    questions = event.questions.order_by("position")
    return {
        f"q{question.pk}": value for question, value in zip(questions, values, strict=False) if value != ""
    }


def test_what_was_not_asked_is_ignored_and_what_was_asked_is_missed(client, asking):
    yes, no = [str(option.pk) for option in QuestionOption.objects.order_by("pk")]
    endless = "x" * 100_000
    assert client.post(address(asking), entry(**answers_to(asking, yes, "", "on"))).status_code == 422
    assert client.post(address(asking), entry(**answers_to(asking, yes, endless, "on"))).status_code == 422
    assert client.post(address(asking), entry(**answers_to(asking, no, endless, ""))).status_code == 422
    assert client.post(address(asking), entry(**answers_to(asking, no, endless, "on"))).status_code == 302
    assert sorted(Answer.objects.values_list("question__label", flat=True)) == ["Ausflug", "Fotos"]


def test_an_answer_with_a_limit_is_given_only_so_often(client, asking):
    yes = str(QuestionOption.objects.get(label="ja").pk)
    data = answers_to(asking, yes, "Kyjiw", "on")
    assert client.post(address(asking), entry(**data)).status_code == 302
    second = client.post(address(asking), entry(**data, email="zwei@example.org"))
    assert second.status_code == 422
    assert Registration.objects.count() == 1
    assert 'value="zwei@example.org"' in second.text


def test_files_are_checked_kept_privately_and_gone_with_the_answer(client, asking, settings, tmp_path):
    settings.PORTAL_PRIVATE_ROOT = tmp_path
    no = str(QuestionOption.objects.get(label="nein").pk)
    bomb = SimpleUploadedFile("x.pdf", b"PK\x03\x04" + b"0" * 100)
    assert client.post(address(asking), entry(**answers_to(asking, no, "", "on", bomb))).status_code == 422
    good = SimpleUploadedFile("x.pdf", b"%PDF-1.7 text %%EOF")
    assert client.post(address(asking), entry(**answers_to(asking, no, "", "on", good))).status_code == 302
    upload = Upload.objects.get()
    assert (upload.purpose, upload.uploaded_by) == ("event-answer", None)
    row = only(asking)
    registering.confirm(registration=row)
    client.post(path_for(row, "registration-change"), {"name": "E", **answers_to(asking, no, "", "on")})
    assert Upload.objects.count() == 1


def test_wrong_entries_come_back_with_what_was_typed(client):
    event = soon()
    page = client.post(address(event), entry(email="falsch", colleague_name_1="Nur Name"))
    assert page.status_code == 422
    assert 'value="Nur Name"' in page.text
    for over in (
        {"name": "x\x00y"},
        {"name": "x" * 10_000},
        {"sessions": ["wait-x", "9" * 40]},
        {"mode": "moon"},
    ):
        assert client.post(address(event), entry(**over)).status_code in (302, 400, 422)
    assert client.put(address(event)).status_code == 405


def test_a_full_session_comes_back_as_waiting_list(client):
    event = soon(capacity=5)
    session = SessionFactory(event=event, capacity=0)
    page = client.post(address(event), entry(sessions=str(session.pk)))
    assert page.status_code == 422
    assert f'value="wait-{session.pk}"' in page.text
    assert client.post(address(event), entry(sessions=f"wait-{session.pk}")).status_code == 302
    assert Booking.objects.get(is_session=True).status == BookingStatus.WAITING


def test_the_stream_opens_for_confirmed_online_participants_a_quarter_of_an_hour_before(client):
    secret = "https://stream.example.org/geheim"
    event = EventFactory(
        format="hybrid", starts_at=timezone.now() + dt.timedelta(minutes=14), stream_url=secret,
        closes_at=timezone.now() + HOUR, capacity=5, online_capacity=1,
    )  # fmt: skip
    early = soon(format="online", stream_url=secret)
    online, waiting = [sign_up(event, number, mode="online", now=timezone.now()) for number in (1, 2)]
    on_site, before = sign_up(event, 3, now=timezone.now()), sign_up(early, 4, now=timezone.now())
    assert client.get(path_for(online, "registration-stream")).headers["Location"] == secret
    for row in (waiting, on_site, before):
        answer = client.get(path_for(row, "registration-stream"))
        assert (answer.status_code, secret in answer.text) == (403, False)
    assert secret not in client.get(path_for(online)).text


def test_a_stream_open_to_everyone_is_open_to_all_who_are_registered(client):
    event = soon(stream_url="https://stream.example.org/", stream_access="everyone")
    row = sign_up(event, now=timezone.now())
    assert client.get(path_for(row, "registration-stream")).status_code == 302


def test_reading_changes_nothing(client, django_assert_max_num_queries):
    row = sign_up(soon(format="hybrid", capacity=1, online_capacity=1), now=timezone.now())
    before = list(Registration.objects.values()) + list(Booking.objects.values())
    with django_assert_max_num_queries(14):
        client.get(path_for(row))
    for name in ("registration-cancel", "registration-change", "registration-stream"):
        client.get(path_for(row, name))
    assert list(Registration.objects.values()) + list(Booking.objects.values()) == before


def test_the_number_of_queries_does_not_depend_on_sessions_and_questions(client, django_assert_num_queries):
    def queries(event: Event) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            assert Client().get(address(event)).status_code == 200
        return len(found)

    def event_with(number: int) -> Event:
        event = soon(capacity=5)
        for position in range(number):
            SessionFactory(event=event, capacity=3)
            question = Question.objects.create(event=event, kind="choice", label=f"F{position}")
            QuestionOption.objects.create(question=question, label="x", capacity=3)
        return event

    one, three = event_with(1), event_with(3)
    queries(one)
    assert queries(one) == queries(three)


def test_the_page_for_a_locked_event_keeps_the_form(client, monkeypatch):
    from events.services.places import Busy

    def busy(**_facts):
        raise Busy("x")

    monkeypatch.setattr("events.services.registering.register", busy)
    page = client.post(address(soon()), entry())
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert 'value="erika@example.org"' in page.text


def test_somebody_with_an_account_and_a_clash_may_accept_it_online(member_client, member):
    starts = timezone.now() + dt.timedelta(days=30)
    sign_up(soon(starts_at=starts), "x", user=None, now=timezone.now())
    Registration.objects.update(email=member.email, person_key=member.email)
    Booking.objects.update(person_key=member.email)
    event = soon(starts_at=starts, format="online")
    data = {"name": "Mitglied", "organisation": "B"}
    page = member_client.post(address(event), data)
    assert page.status_code == 422
    assert 'name="accepts_clash"' in page.text
    assert member_client.post(address(event), data | {"accepts_clash": "on"}).status_code == 302


def test_people_with_an_account_see_only_their_own(client):
    UserFactory()
    row = sign_up(soon(), now=timezone.now())
    assert row.email not in client.get("/de/account/").text
