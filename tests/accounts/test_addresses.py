"""E-mail addresses of an account: nobody takes the address of another, and every change is confirmed first."""

import pytest
from allauth.account.models import EmailAddress

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


@pytest.mark.parametrize("email", ["x" * 10_000 + "@example.org", "a@example.org\r\nBcc: b@example.org", "keine", ""])
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
