"""The report of a barrier: sent, refused with the text kept, trapped, too long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from platform_portal.core.models import OutboxMail

ADDRESS = "/de/accessibility/feedback/"
GOOD = {
    "message": "Das Menü lässt sich nicht schließen.",
    "address": "/de/actors/",
    "name": "",
    "email": "a@example.org",
}


def test_the_form_is_the_only_page_here_with_a_cookie(client):
    response = client.get(ADDRESS)
    assert (response.status_code, list(response.cookies)) == (200, ["csrftoken"])


def test_a_report_goes_to_the_secretariat_and_the_reader_is_thanked(client, db, settings):
    response = client.post(ADDRESS, GOOD)
    mail = OutboxMail.objects.get()
    assert (response.status_code, response.url) == (302, "/de/accessibility/feedback/sent/")
    assert (mail.to, mail.reply_to) == (settings.PORTAL_SECRETARIAT_EMAIL, "a@example.org")
    assert GOOD["message"] in mail.text
    assert "/de/actors/" in mail.text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"message": "   "}, "message"),
        ({"email": "kein at"}, "email"),
        ({"message": "x" * 10_000}, "message"),
        ({"name": "n" * 121}, "name"),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_typed_is_lost(client, db, change, field):
    sent = GOOD | change
    response = client.post(ADDRESS, sent)
    html = response.content.decode()
    assert (response.status_code, OutboxMail.objects.count()) == (422, 0)
    assert f'href="#id_{field}"' in html
    assert f'id="id_{field}_error"' in html
    assert sent["message"].strip() in html
    assert sent["address"] in html


def test_what_a_reader_typed_is_escaped(client, db):
    html = client.post(ADDRESS, GOOD | {"message": "<script>1</script>", "email": "x"}).content.decode()
    assert "<script>1" not in html


def test_a_program_that_fills_in_the_hidden_field_is_thanked_and_ignored(client, db):
    response = client.post(ADDRESS, GOOD | {"website": "https://spam.example"})
    assert (response.status_code, OutboxMail.objects.count()) == (302, 0)


def test_a_line_break_cannot_add_a_header(client, db):
    response = client.post(ADDRESS, GOOD | {"email": "a@example.org\nBcc: b@example.org"})
    assert (response.status_code, OutboxMail.objects.count()) == (422, 0)


def test_without_the_token_a_friendly_page_says_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/uk" + ADDRESS[3:], GOOD)
    html = response.content.decode()
    assert (response.status_code, OutboxMail.objects.count()) == (403, 0)
    assert (html.count("<h1"), 'lang="uk"' in html) == (1, True)


def test_the_page_the_reader_came_from_is_filled_in(client):
    html = client.get(ADDRESS, headers={"Referer": "http://testserver/de/actors/"}).content.decode()
    assert 'value="http://testserver/de/actors/"' in html


def test_the_button_pressed_twice_sends_one_mail_and_another_text_a_second(client, db):
    client.post(ADDRESS, GOOD)
    client.post(ADDRESS, GOOD)
    assert OutboxMail.objects.count() == 1
    client.post(ADDRESS, GOOD | {"message": "Noch etwas."})
    assert OutboxMail.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_button_pressed_twice_at_once_sends_one_mail():
    def press(_number: int) -> int:
        try:
            return Client().post(ADDRESS, GOOD).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(press, range(8))) == {302}
    assert OutboxMail.objects.count() == 1
