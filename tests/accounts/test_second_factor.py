"""Secretariat and administrators get in only with a second factor; nobody gets around it."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts import second_factor
from accounts.models import User
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory

ACTIVATE = "/de/account/security/totp/activate/"


@pytest.fixture
def required(settings):
    settings.PORTAL_SECOND_FACTOR = "required"


@pytest.fixture
def staff(db) -> User:
    return UserFactory(email="sekretariat@example.org", is_staff=True)


def _confirm(client: Client) -> None:
    client.post("/de/account/reauthenticate/", {"password": PASSWORD})


@pytest.fixture
def set_up_app(code_of, monkeypatch):
    """Somebody scans the picture and types the first code."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work, **_: work())  # tests never commit

    def do(client: Client) -> None:
        _confirm(client)
        secret = client.get(ACTIVATE).context["form"].secret
        client.post(ACTIVATE, {"code": code_of(secret)})

    return do


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/accounts/user/", "/de/account/sessions/", "/de/imprint/", "/uk/"]
)
def test_without_one_the_secretariat_only_gets_to_setting_it_up(required, staff, sign_in, path):
    answer = sign_in(staff).get(path)
    assert (answer.status_code, answer["Location"].endswith("/account/security/")) == (302, True)


def test_setting_it_up_opens_the_portal(required, staff, sign_in, set_up_app):
    client = sign_in(staff)
    assert client.get("/de/account/security/").status_code == 200
    set_up_app(client)
    assert client.get("/admin/").status_code == 200


def test_the_next_login_asks_for_the_code_before_anything_else(required, staff, sign_in, with_app, code_of):
    secret = with_app(staff)
    client = sign_in(staff)
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302
    answer = client.post("/de/account/security/authenticate/", {"code": code_of(secret)})
    assert (answer.status_code, client.session["_auth_user_id"]) == (302, str(staff.pk))
    assert client.get("/admin/").status_code == 200


def test_a_code_works_once(staff, sign_in, with_app, code_of):
    code = code_of(with_app(staff))
    for client, expected in ((sign_in(staff), True), (sign_in(staff), False)):
        client.post("/de/account/security/authenticate/", {"code": code})
        assert ("_auth_user_id" in client.session) is expected


def test_a_wrong_code_lets_nobody_in(staff, sign_in, with_app):
    with_app(staff)
    client = sign_in(staff)
    answer = client.post("/de/account/security/authenticate/", {"code": "000000"})
    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)


def test_an_older_session_must_prove_the_factor_set_up_elsewhere(required, staff, sign_in, with_app, code_of):
    older = sign_in(staff)
    secret = with_app(staff)
    answer = older.get("/admin/")
    assert answer["Location"].startswith("/de/account/security/reauthenticate/?next=%2Fadmin%2F")
    assert (
        older.post(answer["Location"], {"code": code_of(secret), "next": "/admin/"})["Location"] == "/admin/"
    )
    assert older.get("/admin/").status_code == 200


def test_the_last_factor_cannot_be_removed_where_one_is_required(required, staff, sign_in, set_up_app):
    client = sign_in(staff)
    set_up_app(client)
    answer = client.post("/de/account/security/totp/deactivate/")
    assert (answer.status_code, Authenticator.objects.filter(type="totp").count()) == (200, 1)


def test_a_member_need_not_have_one_but_may(required, user, sign_in, set_up_app):
    client = sign_in(user)
    assert client.get("/de/account/sessions/").status_code == 200
    set_up_app(client)
    assert second_factor.types_of(user) == {"totp"}
    client.post("/de/account/security/totp/deactivate/")
    assert second_factor.types_of(user) == set()


def test_a_registered_group_must_have_one_only_when_the_setting_names_it(required, user, settings):
    second_factor.register("test-group", lambda person: person.email == user.email)
    assert not second_factor.is_required(user)
    settings.PORTAL_SECOND_FACTOR_GROUPS = ["test-group", "unknown"]
    assert second_factor.is_required(user)
    assert not second_factor.is_required(UserFactory())


def test_in_the_example_world_the_password_is_enough_and_a_note_says_so(staff, sign_in, settings):
    settings.PORTAL_SECOND_FACTOR = "offered"
    assert sign_in(staff).get("/admin/").status_code == 200
    note = "In dieser Beispielwelt|In this example world"
    page = Client().get("/de/account/login/").content.decode()
    assert any(part in page for part in note.split("|"))


def test_in_operation_the_note_is_not_there(required, db):
    page = Client().get("/en/account/login/").content.decode()
    assert "In this example world" not in page


def test_recovery_codes_open_the_account_once_each(user, sign_in, set_up_app):
    client = sign_in(user)
    set_up_app(client)
    codes = client.get("/de/account/security/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    for expected in (True, False):
        other = sign_in(user)
        other.post("/de/account/security/authenticate/", {"code": codes[0]})
        assert ("_auth_user_id" in other.session) is expected


def test_secrets_lie_sealed_in_the_database(user, with_app):
    secret = with_app(user)
    assert secret not in str(Authenticator.objects.get(user=user).data)


def test_sensitive_steps_ask_for_the_password_again(user, sign_in):
    client = sign_in(user)
    for path in ("totp/activate/", "webauthn/add/", "recovery-codes/generate/"):
        answer = client.get(f"/de/account/security/{path}")
        assert "/account/reauthenticate/" in answer["Location"], path


def test_a_change_of_the_second_factor_is_told_by_mail_in_the_language_of_the_person(
    user, sign_in, set_up_app
):
    set_up_app(sign_in(user))
    assert [(mail.to, mail.language) for mail in OutboxMail.objects.all()] == [(user.email, "uk")]


@pytest.mark.parametrize("name", ["x" * 10_000, "zwei\r\nBcc: a@example.org"])
def test_a_bad_name_for_a_key_is_a_form_error(user, name):
    from accounts.forms_second_factor import AddPasskeyForm

    form = AddPasskeyForm({"name": name, "credential": "{}"}, user=user)
    assert "name" in form.errors or form.cleaned_data["name"] != name
