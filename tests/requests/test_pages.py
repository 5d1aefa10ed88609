"""Every address of requests × every role: who sees what; reading changes nothing; a fixed number of queries."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import CooperationRequest, RequestEvent
from partnerships.urls_requests import urlpatterns
from tests.factories.accounts import UserFactory
from tests.factories.partnerships import PartnerFactory, UkrainianPartnerFactory
from tests.factories.requests import accepted, delivered, draft, secretary, sent, sides

pytestmark = pytest.mark.django_db
ROLES = ("visitor", "stranger", "sender", "recipient", "secretariat")
#: URL name → state of the request, answer of a GET for each role above. L: to the login; 405: only by POST.
PAGES = {
    "requests": ("delivered", "L", 200, 200, 200, 200),
    "request": ("delivered", "L", 404, 200, 200, 200),
    "request-respond": ("delivered", "L", 404, 404, 200, 404),
    "request-edit": ("draft", "L", 404, 200, 404, 404),
    "introduction": ("accepted", "L", 404, 200, 200, 200),
    "introduction-call": ("accepted", "L", 404, 200, 200, 200),
    "desk-requests": ("delivered", "L", 404, 404, 404, 200),
    "request-answer": ("delivered", 404, 404, 404, 404, 404),
    "request-check-in": ("delivered", 404, 404, 404, 404, 404),
    "request-new": ("delivered", "L", 404, 404, 404, 404),
}
POSTED = {
    "request-send", "request-withdraw", "introduction-message", "introduction-step", "introduction-step-done",
    "introduction-check-in", "introduction-close", "introduction-file", "request-approve", "request-send-back",
    "request-take-over", "request-override", "request-note", "request-waive",
}  # fmt: skip


@pytest.fixture
def world(as_user):
    """A request in a state, and a client per role."""

    def build(state: str) -> tuple[CooperationRequest, dict[str, Client]]:
        sender, recipient, asking, asked = sides()
        make = {"draft": draft, "delivered": delivered, "accepted": accepted, "sent": sent}[state]
        request = make(sender=sender, recipient=recipient)
        people = {"stranger": UserFactory(), "sender": asking, "recipient": asked, "secretariat": secretary()}
        return request, {"visitor": Client()} | {role: as_user(user) for role, user in people.items()}

    return build


def address(name: str, request: CooperationRequest) -> str:
    """The address of a page of this request."""
    arguments = {
        "request-answer": ["abc"], "request-check-in": ["abc"], "introduction-call": [request.pk, 1],
        "introduction-step-done": [request.pk, 1],
    }  # fmt: skip
    plain = name in {"requests", "desk-requests", "request-new"}
    return reverse(name, args=arguments.get(name, [] if plain else [request.pk]))


def test_every_address_has_its_row():
    assert {pattern.name for pattern in urlpatterns} == set(PAGES) | POSTED


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_role_gets_its_answer_and_reading_changes_nothing(name, world):
    state, *expected = PAGES[name]
    request, clients = world(state)
    before = (request.status, RequestEvent.objects.count())
    for role, wanted in zip(ROLES, expected, strict=True):
        response = clients[role].get(address(name, request))
        found = "L" if response.status_code == 302 and "/login/" in response.url else response.status_code
        assert (role, found) == (role, wanted)
        if wanted == 200 and response["Content-Type"].startswith("text/html"):
            page = response.content.decode()
            assert len(re.findall(r"<h1[ >]", page)) == 1
    request.refresh_from_db()
    assert (request.status, RequestEvent.objects.count()) == before


@pytest.mark.parametrize("name", sorted(POSTED))
def test_changes_are_posts_and_foreign_objects_are_not_found(name, world):
    request, clients = world("accepted" if name.startswith("introduction") else "sent")
    url = address(name, request)
    assert clients["sender"].get(url).status_code == 405
    assert "/login/" in clients["visitor"].post(url).url
    assert clients["stranger"].post(url).status_code == 404
    if name.startswith("request-") and name not in {"request-send", "request-withdraw"}:
        assert clients["sender"].post(url).status_code == 404


def test_a_draft_is_seen_by_its_sender_only(world):
    request, clients = world("draft")
    seen = {role: client.get(f"/en/requests/{request.pk}/").status_code for role, client in clients.items()}
    assert seen == {"visitor": 302, "stranger": 404, "sender": 200, "recipient": 404, "secretariat": 404}


def test_a_request_in_the_check_is_not_seen_by_the_recipient(world):
    request, clients = world("sent")
    assert clients["recipient"].get(f"/en/requests/{request.pk}/").status_code == 404
    assert clients["secretariat"].get(f"/en/requests/{request.pk}/").status_code == 200


def test_the_free_sentence_stands_in_its_language_and_the_parts_in_the_readers(world):
    request, clients = world("delivered")
    german = clients["recipient"].get(f"/de/requests/{request.pk}/").content.decode()
    assert '<p lang="uk">Ми хочемо навчитися.</p>' in german
    assert "Schule" not in german
    ukrainian = clients["recipient"].get(f"/uk/requests/{request.pk}/").content.decode()
    assert "Мова оригіналу" not in ukrainian


def test_the_way_from_the_form_to_the_answer_in_the_portal(as_user):
    _sender, recipient, asking, asked = sides()
    from tests.factories.partnerships import TopicFactory

    topic, staff, client = TopicFactory(), secretary(), as_user(asking)
    data = {
        "first_step": "visit",
        "give_more_1": topic.slug,
        "phrases": ["learn"],
        "reason_language": "uk",
        "languages": ["uk"],
    }
    assert client.get(f"/uk/requests/new/?to={recipient.slug}").status_code == 200
    made = client.post(f"/uk/requests/new/?to={recipient.slug}", data)
    assert made.status_code == 302
    request = CooperationRequest.objects.get()
    client.post(f"/uk/requests/{request.pk}/send/")
    as_user(staff).post(f"/de/desk/requests/{request.pk}/approve/")
    done = as_user(asked).post(f"/de/requests/{request.pk}/respond/", {"answer": "accept"})
    assert done.url == f"/de/requests/{request.pk}/introduction/"
    page = client.post(
        f"/uk/requests/{request.pk}/introduction/message/",
        {"text": "Добрий день!", "language": "uk"},
        follow=True,
    )
    assert "Добрий день!" in page.content.decode()


def test_the_navigation_shows_requests_to_those_who_are_signed_in(client, member_client):
    assert ">Anfragen<" not in client.get("/de/actors/").content.decode().replace("Requests", "Anfragen")
    assert 'href="/de/requests/"' in member_client.get("/de/actors/").content.decode()
    assert 'href="/de/requests/"' not in client.get("/de/actors/").content.decode()


@pytest.mark.parametrize("path", ["/en/requests/", "/en/desk/requests/"])
def test_one_row_and_many_cost_the_same_number_of_queries(path, as_user):
    staff = secretary()
    recipient = PartnerFactory(capacity_per_quarter=20)
    from tests.factories.requests import keeper_of

    keeper_of(recipient)
    staff.memberships.create(actor=recipient)
    client = as_user(staff)
    numbers = []
    for more in (1, 4):
        for _number in range(more):
            delivered(sender=UkrainianPartnerFactory(), recipient=recipient)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
