"""The start page: everything that waits, oldest first, one click each, with a fixed number of queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actors.services import notes
from partnerships.models import Posting
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.actors import ActorFactory
from tests.factories.partnerships import PostingFactory

pytestmark = pytest.mark.django_db
OURS = {"failed-mails", "postings", "notes"}


def failed_mail(number: int, days: int = 0) -> OutboxMail:
    return OutboxMail.objects.create(
        kind="test", to=f"weg{number}@example.org", subject="Betreff", text="Text", message_id=f"<{number}@example.org>",
        state="failed", error="550 no such user", created_at=timezone.now() - dt.timedelta(days=days),
    )  # fmt: skip


def rows(client, query=""):
    work = client.get(f"/admin/{query}").context["work"]
    found = [(row.queue.slug, str(row.item.title)) for row in work.rows]
    return [row for row in found if row[0] in OURS]  # factories also leave entries that nobody has confirmed


def test_nothing_waits(secretariat_client):
    page = secretariat_client.get("/admin/")
    assert page.status_code == 200
    assert page.context["work"].total == 0
    assert {card.tone for card in page.context["work"].cards} == {"none"}


def test_what_waits_longest_stands_first(secretariat_client):
    failed_mail(1, days=1)
    failed_mail(2, days=5)
    posting = PostingFactory(status="in_review")
    Posting.objects.filter(pk=posting.pk).update(updated_at=timezone.now() - dt.timedelta(days=3))
    assert [slug for slug, _title in rows(secretariat_client)] == [
        "failed-mails", "postings", "failed-mails",
    ]  # fmt: skip


def test_one_queue_alone(secretariat_client):
    failed_mail(1)
    PostingFactory(status="in_review")
    assert {slug for slug, _title in rows(secretariat_client, "?queue=postings")} == {"postings"}


def test_a_queue_that_is_not_there_is_a_bad_request(secretariat_client):
    assert secretariat_client.get("/admin/?queue=nix").status_code == 400


def test_only_the_secretariat_sees_it(client, member_client):
    assert client.get("/admin/").status_code == 302
    assert member_client.get("/admin/").status_code in (302, 403, 404)


def number_of_queries(client) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/")
    return len(queries)


def test_thirty_things_cost_as_many_queries_as_one(secretariat_client, secretariat):
    actor = ActorFactory()

    def waiting(number: int) -> None:
        failed_mail(number)
        PostingFactory(status="in_review")
        notes.write(text="Anrufen", actor=actor, by=secretariat, remind_on=timezone.localdate())

    waiting(0)
    number_of_queries(secretariat_client)
    one = number_of_queries(secretariat_client)
    for number in range(1, 30):
        waiting(number)
    assert number_of_queries(secretariat_client) == one


def test_a_posting_is_published_with_one_click(secretariat_client, secretariat):
    posting = PostingFactory(status="in_review")
    item = secretariat_client.get("/admin/?queue=postings").context["work"].rows[0].item
    answer = secretariat_client.post(item.actions[0].url, {"next": "/admin/"})
    assert answer.headers["Location"] == "/admin/"
    posting.refresh_from_db()
    assert posting.status == "published"
    assert AuditEntry.objects.filter(action="posting.published", user=secretariat).exists()


def test_a_click_can_be_taken_back(secretariat_client):
    posting = PostingFactory(status="in_review")
    secretariat_client.post(f"/admin/partnerships/posting/{posting.pk}/step/publish/")
    assert "/admin/partnerships/posting/undo/" in secretariat_client.get("/admin/").content.decode()
    secretariat_client.post("/admin/partnerships/posting/undo/", {"next": "/admin/"})
    posting.refresh_from_db()
    assert posting.status == "in_review"


def test_reading_changes_nothing(secretariat_client):
    posting = PostingFactory(status="in_review")
    assert (
        secretariat_client.get(f"/admin/partnerships/posting/{posting.pk}/step/publish/").status_code == 405
    )
    posting.refresh_from_db()
    assert posting.status == "in_review"


def test_a_failed_mail_is_sent_again(secretariat_client):
    mail = failed_mail(1)
    secretariat_client.post(f"/admin/core/outboxmail/{mail.pk}/step/again/")
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("pending", 0)
    assert AuditEntry.objects.filter(action="mail.sent_again").exists()


def test_a_mail_given_up_leaves_the_queue_and_comes_back(secretariat_client):
    mail = failed_mail(1)
    secretariat_client.post(f"/admin/core/outboxmail/{mail.pk}/step/give-up/")
    assert rows(secretariat_client) == []
    secretariat_client.post("/admin/core/outboxmail/undo/")
    assert len(rows(secretariat_client)) == 1


def test_a_mail_that_was_sent_is_not_sent_twice(secretariat_client):
    mail = failed_mail(1)
    OutboxMail.objects.update(state="sent")
    secretariat_client.post(f"/admin/core/outboxmail/{mail.pk}/step/again/")
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_no_form_leads_to_another_house(secretariat_client):
    mail = failed_mail(1)
    url = f"/admin/core/outboxmail/{mail.pk}/step/again/"
    answer = secretariat_client.post(url, {"next": "https://example.org/"})
    assert answer.headers["Location"] == "/admin/core/outboxmail/"


def test_a_need_on_protected_topics_never_starts_in_public(secretariat_client):
    from tests.factories.partnerships import TopicFactory

    posting = PostingFactory(status="in_review", visibility="public")
    posting.topics.set([TopicFactory(is_protected=True)])
    secretariat_client.post(f"/admin/partnerships/posting/{posting.pk}/step/publish/")
    posting.refresh_from_db()
    assert (posting.status, posting.visibility) == ("published", "matched")


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_the_desk_is_read_in_another_language_than_mails(secretariat_client, secretariat, language):
    secretariat_client.post("/admin/language/", {"language": language, "next": "/admin/"})
    assert f'<html lang="{language}"' in secretariat_client.get("/admin/").content.decode()
    secretariat.refresh_from_db()
    assert secretariat.language == "de"


def test_an_unknown_language_is_refused(secretariat_client):
    assert secretariat_client.post("/admin/language/", {"language": "ru"}).status_code == 400
