"""Every address of the accounts × every role: what comes back, no server error, one heading, a title of its own."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.factories.accounts import PASSWORD, UserFactory

KEY = "1-abc"
#: URL name: arguments, answer for a visitor, a member, the secretariat. L: to the login, C: to the confirmation.
PAGES = {
    "account": ((), "L", 200, 200),
    "account_change_password": ((), "L", 200, 200),
    "account_confirm_email": (("abc",), 200, 200, 200),
    "account_confirm_login_code": ((), 302, 302, 302),
    "account_data": ((), "L", 200, 200),
    "account_data_download": ((), "L", "C", "C"),
    "account_delete": ((), "L", "C", "C"),
    "account_email": ((), "L", 200, 200),
    "account_email_verification_sent": ((), 200, 200, 200),
    "account_end_session": ((999_999,), "L", 405, 405),
    "account_inactive": ((), 200, 200, 200),
    "account_login": ((), 200, 302, 302),
    "account_logout": ((), 302, 200, 200),
    "account_logout_everywhere": ((), "L", 405, 405),
    "account_preview": ((), "L", 404, 200),
    "account_preview_end": ((), 405, 405, 405),
    "account_reauthenticate": ((), "L", 200, 200),
    "account_reset_password": ((), 200, 200, 200),
    "account_reset_password_done": ((), 200, 200, 200),
    "account_reset_password_from_key": (tuple(KEY.split("-")), 200, 200, 200),
    "account_reset_password_from_key_done": ((), 200, 200, 200),
    "account_set_password": ((), "L", 302, 302),
    "account_signup": ((), 200, 302, 302),
    "mfa_activate_totp": ((), "L", "C", "C"),
    "mfa_add_webauthn": ((), "L", "C", "C"),
    "mfa_authenticate": ((), 302, 302, 302),
    "mfa_deactivate_totp": ((), "L", 404, 404),
    "mfa_download_recovery_codes": ((), "L", 404, 404),
    "mfa_edit_webauthn": ((999_999,), "L", "C", "C"),
    "mfa_generate_recovery_codes": ((), "L", "C", "C"),
    "mfa_index": ((), "L", 200, 200),
    "mfa_list_webauthn": ((), "L", 200, 200),
    "mfa_login_webauthn": ((), 302, 302, 302),
    "mfa_reauthenticate": ((), "L", 302, 302),
    "mfa_reauthenticate_webauthn": ((), "L", 302, 302),
    "mfa_remove_webauthn": ((999_999,), "L", "C", "C"),
    "mfa_view_recovery_codes": ((), "L", 404, 404),
    "upload": (("00000000-0000-4000-8000-000000000000",), "L", 404, 404),
    "usersessions_list": ((), "L", 200, 200),
}
CONFIRMED = {
    "account_data_download": 200, "account_delete": 200, "mfa_activate_totp": 200,
    "mfa_add_webauthn": 200, "mfa_edit_webauthn": 404, "mfa_generate_recovery_codes": 200, "mfa_remove_webauthn": 404,
}  # fmt: skip


def _names(patterns) -> set[str]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= _names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.add(pattern.name)
    return found


@pytest.fixture
def browsers(db, sign_in):
    return [Client(), sign_in(UserFactory()), sign_in(UserFactory(is_staff=True))]


def _outcome(answer) -> int | str:
    target = answer.headers.get("Location", "")
    if "/account/login/?next=" in target:
        return "L"
    return "C" if "/account/reauthenticate/?next=" in target else answer.status_code


def test_every_address_has_a_row():
    import accounts.urls

    assert _names(accounts.urls.urlpatterns) == set(PAGES)
    assert get_resolver()


@pytest.mark.parametrize("name", PAGES)
def test_every_role_gets_what_it_should(browsers, name):
    arguments, *expected = PAGES[name]
    answers = [browser.get(reverse(name, args=arguments)) for browser in browsers]
    assert [_outcome(answer) for answer in answers] == expected


@pytest.mark.parametrize("name", CONFIRMED)
def test_after_confirming_the_sensitive_pages_open(browsers, name):
    member = browsers[1]
    member.post("/de/account/reauthenticate/", {"password": PASSWORD})
    assert member.get(reverse(name, args=PAGES[name][0])).status_code == CONFIRMED[name]


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_every_page_has_one_heading_and_a_title_of_its_own(browsers, language):
    member = browsers[1]
    member.post("/de/account/reauthenticate/", {"password": PASSWORD})
    titles: dict[str, str] = {}
    for name, (arguments, *_expected) in PAGES.items():
        answer = member.get(reverse(name, args=arguments).replace("/de/", f"/{language}/", 1))
        if answer.status_code == 200 and "text/html" in answer["Content-Type"]:
            page = answer.content.decode()
            assert page.count("<h1") == 1, name
            assert not re.search(r"<style|\sstyle=\"|\son[a-z]+=\"", page), name
            titles[name] = re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1].strip()
    same = {title for title in titles.values() if list(titles.values()).count(title) > 1}
    assert same == set(), titles
