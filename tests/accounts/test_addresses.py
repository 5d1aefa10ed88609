"""E-mail addresses of an account: nobody takes the address of another, and every change is confirmed first."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory

PAGE = "/de/account/email/"


@pytest.fixture
def confirmed(user, sign_in):
    client = sign_in(user)
    client.post("/de/account/reauthenticate/", {"password": PASSWORD})
    return client


def test_a_new_address_becomes_the_main_one_only_after_the_link_in_the_mail(user, confirmed):
    confirmed.post(PAGE, {"action_add": "", "email": "neu@example.org"})
    confirmed.post(PAGE, {"action_primary": "", "email": "neu@example.org"})
    assert User.objects.get(pk=user.pk).email == "stadt@example.org"
    assert OutboxMail.objects.filter(to="neu@example.org").count() == 1


def test_the_address_of_another_cannot_be_taken(user, confirmed):
    UserFactory(email="andere@example.org")
    for action in ("action_add", "action_primary"):
        answer = confirmed.post(PAGE, {action: "", "email": "andere@example.org"})
        assert answer.status_code in {200, 302}
    assert User.objects.get(pk=user.pk).email == "stadt@example.org"
    assert not EmailAddress.objects.filter(user=user, email="andere@example.org", verified=True).exists()


def test_an_address_confirmed_by_its_owner_but_held_by_another_account_is_a_message(user, confirmed):
    UserFactory(email="andere@example.org")
    EmailAddress.objects.create(user=user, email="andere@example.org", verified=True)
    answer = confirmed.post(PAGE, {"action_primary": "", "email": "andere@example.org"}, follow=True)
    assert answer.status_code == 200
    assert User.objects.get(pk=user.pk).email == "stadt@example.org"


def test_the_link_in_the_mail_makes_it_usable(user, confirmed):
    confirmed.post(PAGE, {"action_add": "", "email": "neu@example.org"})
    link = re.search(
        r"/\w\w/account/confirm-email/[^/\s]+/", OutboxMail.objects.get(to="neu@example.org").text
    )[0]
    assert confirmed.get(link).status_code == 200
    assert not EmailAddress.objects.get(email="neu@example.org").verified
    confirmed.post(link)
    confirmed.post(PAGE, {"action_primary": "", "email": "neu@example.org"})
    assert User.objects.get(pk=user.pk).email == "neu@example.org"


def test_an_address_changed_by_an_administrator_no_longer_opens_the_account(user, sign_in, client):
    sign_in(user)
    admin = User.objects.create_superuser("admin@example.org", PASSWORD)
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    form = {"email": "neu@example.org", "name": user.name, "language": "uk", "is_active": "on"}
    client.post(f"/admin/accounts/user/{user.pk}/change/", form)
    assert User.objects.get(pk=user.pk).email == "neu@example.org"
    stale = Client()
    stale.post("/de/account/login/", {"login": "stadt@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in stale.session


@pytest.mark.parametrize(
    "email", ["x" * 10_000 + "@example.org", "a@example.org\r\nBcc: b@example.org", "keine", ""]
)
def test_what_is_no_address_is_refused(user, confirmed, email):
    answer = confirmed.post(PAGE, {"action_add": "", "email": email})
    assert (answer.status_code, OutboxMail.objects.count()) == (200, 0)


def test_adding_an_address_asks_for_the_password_again(user, sign_in):
    answer = sign_in(user).post(PAGE, {"action_add": "", "email": "neu@example.org"})
    assert "/account/reauthenticate/" in answer["Location"]
    assert not EmailAddress.objects.filter(email="neu@example.org").exists()


@pytest.mark.parametrize("key", ["abc", "MQ:1abcde:xyz", "x" * 5000])
def test_a_tampered_link_confirms_nothing(user, client, key):
    answer = client.post(f"/de/account/confirm-email/{key}/")
    assert answer.status_code in {302, 404}
    assert not EmailAddress.objects.filter(verified=True).exists()
