"""Attempts are limited per person and address: behind a proxy, over parallel connections, and without the cache."""

import threading

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from accounts.limits import Limit, exceeded
from accounts.models import LimitCounter
from platform_portal.core.client_address import client_address
from tests.factories.accounts import PASSWORD, UserFactory

LOGIN = "/de/account/login/"
pytestmark = pytest.mark.usefixtures("no_attempts_yet")


def _fail(times: int, login: str = "stadt@example.org", **headers: str) -> None:
    for _ in range(times):
        Client(**headers).post(LOGIN, {"login": login, "password": "falsch"})


def _gets_in(**headers: str) -> bool:
    client = Client(**headers)
    client.post(LOGIN, {"login": "stadt@example.org", "password": PASSWORD})
    return "_auth_user_id" in client.session


def test_after_five_wrong_passwords_even_the_right_one_waits(user):
    _fail(4)
    assert _gets_in()
    _fail(5)
    assert not _gets_in()


def test_it_holds_when_the_cache_is_down(user, settings):
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    _fail(5)
    assert not _gets_in()


def test_one_address_cannot_try_many_accounts(user):
    for number in range(10):
        _fail(1, f"person{number}@example.org")
    assert not _gets_in()


def test_another_address_is_not_held_up_by_it(user, settings):
    settings.PORTAL_TRUSTED_PROXIES = 1
    for number in range(10):
        _fail(1, f"person{number}@example.org", HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert not _gets_in(HTTP_X_FORWARDED_FOR="203.0.113.7")
    assert _gets_in(HTTP_X_FORWARDED_FOR="203.0.113.8")


def test_inventing_addresses_does_not_help(user, settings):
    settings.PORTAL_TRUSTED_PROXIES = 1
    for number in range(10):
        _fail(1, f"person{number}@example.org", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 203.0.113.7")
    assert not _gets_in(HTTP_X_FORWARDED_FOR="198.51.100.99, 203.0.113.7")


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "rubbish", "192.0.2.1"),
        (1, "203.0.113.7:4711", "203.0.113.7"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, header, expected):
    settings.PORTAL_TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=header)
    assert client_address(request) == expected


def test_a_connection_without_address_has_a_stand_in():
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == "0.0.0.0"


def test_counters_hold_no_address_of_a_person(user):
    _fail(1)
    stored = " ".join(f"{row.cache_key} {row.value}" for row in LimitCounter.objects.all())
    assert stored
    assert "stadt@example.org" not in stored
    assert "127.0.0.1" not in stored


def test_the_answer_to_too_many_requests_is_a_page(user):
    for _ in range(20):
        Client().post("/de/account/password/reset/", {"email": "niemand@example.org"})
    answer = Client().post("/de/account/password/reset/", {"email": "niemand@example.org"})
    assert answer.status_code in {200, 429}
    assert answer.content.count(b"<h1") == 1


@pytest.mark.django_db(transaction=True)
def test_parallel_attempts_are_counted_exactly():
    user = UserFactory(email="parallel@example.org")
    pages, lock = [], threading.Lock()

    def attempt() -> None:
        page = Client().post(LOGIN.replace("/de/", "/en/"), {"login": user.email, "password": "falsch"})
        with lock:
            pages.append(page.content.decode())
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = sum("Too many failed login attempts" in page for page in pages)
    assert (len(pages), refused >= 3) == (8, True), refused


def test_of_two_limits_the_second_is_not_counted_while_the_first_is_exceeded():
    client, mails = Limit("form", "203.0.113.7", 2), Limit("mail", "stadt@example.org", 1)
    assert exceeded(client, mails) is None
    assert exceeded(client, mails) is mails
    assert [exceeded(client, mails), exceeded(client)] == [client, client]
    assert sorted(LimitCounter.objects.values_list("value", flat=True)) == ["2", "4"]
