"""Mails about the account: in the portal's layout, in the account's language, each with its reason."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import translation

from accounts import mails_signin
from platform_portal.core import letters
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory

LIBRARY = Path(allauth.__file__).parent
#: Base templates, which are never sent themselves.
BASES = {"account/email/base", "mfa/email/base"}
FACTS = {**mails_signin.EXAMPLE, **mails_signin.CODE_EXAMPLE}


def _prefixes() -> set[str]:
    """Every prefix the library's code names or for which it has a template, for the parts the portal has installed."""
    installed = tuple(
        f"{app.rpartition('.')[2]}/email/" for app in settings.INSTALLED_APPS if app.startswith("allauth.")
    )
    code = {
        prefix
        for path in LIBRARY.rglob("*.py")
        for prefix in re.findall(r'"([a-z]+/email/[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    templates = {
        str(path.relative_to(LIBRARY / "templates")).removesuffix("_message.txt")
        for path in (LIBRARY / "templates").rglob("email/*_message.txt")
    }
    return {prefix for prefix in code | templates if prefix.startswith(installed)} - BASES


def test_every_mail_of_the_library_has_a_letter_of_its_own():
    assert len(_prefixes()) >= 18
    assert _prefixes() - set(mails_signin.MAILS) == set()


@pytest.mark.parametrize("prefix", sorted(mails_signin.MAILS))
def test_every_letter_is_in_the_readers_language_as_text_and_html_with_its_reason(prefix):
    texts = {}
    for language in ("de", "uk", "en"):
        letter = mails_signin.letter_for(prefix, FACTS, language=language)
        _subject, texts[language], html = letters.render(letter, language)
        assert "<html" in html
        assert f"{settings.PORTAL_BASE_URL}/{language}/" in texts[language]
        assert re.search(r"/(de|uk|en)/account", texts[language].replace(f"/{language}/", "/")) is None
    with translation.override("en"):
        assert str(letter.why) in texts["en"]


@pytest.fixture
def send(db):
    """Sends a mail as the library would, from a page in German."""

    def sent(prefix: str, user, **facts) -> OutboxMail:
        request = RequestFactory().get("/de/account/", HTTP_HOST="evil.example.org")
        request.user = AnonymousUser()
        with context.request_context(request):
            get_adapter().send_mail(prefix, user.email, {"user": user, **FACTS, **facts})
        return OutboxMail.objects.latest("pk")

    return sent


def test_a_mail_nobody_has_written_a_letter_for_still_comes_in_the_layout(send, monkeypatch, caplog):
    monkeypatch.delitem(mails_signin.MAILS, "account/email/password_changed")
    mail = send("account/email/password_changed", UserFactory(language="en"))
    assert mail.kind == "account-notice"
    assert "<html" in mail.html
    assert "password" in mail.text
    assert "no letter of its own" in caplog.text


def test_links_lead_to_the_portal_whatever_host_was_asked(send):
    mail = send("account/email/password_reset_key", UserFactory(language="uk"),
                password_reset_url="http://evil.example.org/de/account/password/reset/key/1-abc/")  # fmt: skip
    assert f"{settings.PORTAL_BASE_URL}/uk/account/password/reset/key/1-abc/" in mail.text
    assert "evil" not in mail.text + mail.html


def test_the_browser_somebody_used_cannot_write_into_the_letter(send):
    mail = send(
        "account/email/password_changed", UserFactory(), user_agent='<a href="https://x.example">Hier</a>'
    )
    assert '<a href="https://x.example"' not in mail.html


def test_asking_for_a_new_password_sends_a_letter_in_the_accounts_language(client, user):
    client.post("/de/account/password/reset/", {"email": user.email})
    mail = OutboxMail.objects.get(kind="password-reset-key")
    assert (mail.to, mail.language) == (user.email, "uk")
    link = re.search(rf"{settings.PORTAL_BASE_URL}(/uk/account/password/reset/key/\S+)", mail.text)[1]
    assert Client().get(link, follow=True).status_code == 200


def test_changing_the_password_and_the_address_tells_the_person(user, sign_in):
    client = sign_in(user)
    client.post("/de/account/reauthenticate/", {"password": PASSWORD})
    client.post("/de/account/password/change/",
                {"oldpassword": PASSWORD, "password1": "ein-ganz-neues-wort", "password2": "ein-ganz-neues-wort"})  # fmt: skip
    client.post("/de/account/email/", {"action_add": "", "email": "neu@example.org"})
    kinds = OutboxMail.objects.values_list("kind", "to", "language")
    assert ("password-changed", user.email, "uk") in kinds
    assert ("email-confirmation", "neu@example.org", "uk") in kinds
    assert EmailAddress.objects.filter(email="neu@example.org", verified=False).exists()


def test_every_letter_about_signing_in_is_in_the_preview(secretariat_client):
    page = secretariat_client.get("/admin/mails/?language=uk").content.decode()
    missing = [
        prefix for prefix in mails_signin.MAILS if f'value="{mails_signin.kind_of(prefix)}"' not in page
    ]
    assert missing == []
