"""Signing in by e-mail and password; nobody signs up alone; the admin uses the same door."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from accounts.models import User
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory

LOGIN = "/de/account/login/"


@pytest.fixture
def user(db):
    return UserFactory(email="stadt@example.org", language="uk")


@pytest.mark.parametrize("address", ["stadt@example.org", "STADT@Example.ORG"])
def test_a_person_signs_in_with_address_and_password(client, user, address):
    answer = client.post(LOGIN, {"login": address, "password": PASSWORD})
    assert (answer.status_code, client.session.get("_auth_user_id")) == (302, str(user.pk))


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, user):
    wrong = client.post(LOGIN, {"login": user.email, "password": "falsch"})
    unknown = client.post(LOGIN, {"login": "niemand@example.org", "password": "falsch"})
    assert wrong.status_code == unknown.status_code == 200
    answers = [list(answer.context["form"].non_field_errors()) for answer in (wrong, unknown)]
    assert answers[0] == answers[1]
    assert len(answers[0]) == 1


def test_nobody_signs_up_alone(client, db):
    client.post(
        "/de/account/signup/",
        {"email": "neu@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not User.objects.filter(email="neu@example.org").exists()


def test_the_admin_uses_the_same_door(client, db):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].partition("?")[0].endswith("/account/login/")


def test_a_member_does_not_enter_the_admin(member_client):
    assert member_client.get("/admin/").status_code in {302, 403}


def test_the_secretariat_curates_content_but_not_accounts(secretariat):
    assert secretariat.has_perm("actors.change_actor")
    assert secretariat.has_perm("core.view_auditentry")
    assert not secretariat.has_perm("core.change_auditentry")
    assert not secretariat.has_perm("accounts.change_user")


def test_an_inactive_account_may_do_nothing(secretariat):
    secretariat.is_active = False
    secretariat.save()
    assert not secretariat.has_perm("actors.change_actor")
    assert authenticate(None, email=secretariat.email, password=PASSWORD) is None


def test_the_reset_mail_goes_through_the_outbox_in_the_language_of_the_account(client, user):
    client.post("/de/account/password/reset/", {"email": user.email})
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language) == (user.email, "uk")
    assert "/account/password/reset/key/" in mail.text


def test_asking_for_a_reset_of_an_unknown_address_looks_the_same(client, user):
    known = client.post("/de/account/password/reset/", {"email": user.email})
    unknown = client.post("/de/account/password/reset/", {"email": "niemand@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_addresses_are_unique_whatever_their_case(user):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        UserFactory(email="Stadt@Example.org")


def test_leaving_is_a_post(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(reverse("account_logout"))
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("next_", "page"), [("", "/uk/"), ("/de/", "/uk/"), ("/de/imprint/", "/de/imprint/")]
)
def test_whoever_logs_in_sees_the_overview_in_the_own_language_or_the_page_asked_for(user, next_, page):
    query = f"?next={next_}" if next_ else ""
    answer = Client().post(f"/de/account/login/{query}", {"login": user.email, "password": PASSWORD})
    assert answer.headers["Location"] == page


def test_the_front_door_leads_to_the_language_of_the_account(user, sign_in):
    reader = sign_in(user, headers={"Accept-Language": "en"})
    assert reader.get("/").headers["Location"] == "/uk/"


def test_the_administration_speaks_the_language_of_the_account(user, sign_in):
    user.is_staff = user.is_superuser = True
    user.save()
    answer = sign_in(user, headers={"Accept-Language": "en"}).get("/admin/")
    assert answer.headers["Content-Language"] == "uk"
    assert '<html lang="uk"' in answer.content.decode()


def test_a_page_with_a_language_in_its_address_stays_in_it(user, sign_in):
    assert sign_in(user).get("/en/imprint/").headers["Content-Language"] == "en"
