"""Nobody learns from the portal whether an address has an account: same answer, same time."""

import re
import statistics
import time

import pytest
from django.test import Client

from accounts.models import LimitCounter
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD
from tests.factories.actors import ActorFactory, ActorGroupFactory

pytestmark = pytest.mark.usefixtures("no_attempts_yet")


@pytest.fixture
def slow_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False


def _plain(answer, email: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return page.replace(email, "X")


@pytest.mark.parametrize("path", ["/de/account/login/", "/de/account/password/reset/"])
def test_known_and_unknown_addresses_get_the_same_page(user, path):
    pages = []
    for email in (user.email, "niemand@example.org"):
        answer = Client().post(path, {"login": email, "email": email, "password": "falsch"}, follow=True)
        pages.append((answer.status_code, answer.redirect_chain, _plain(answer, email)))
    assert pages[0] == pages[1]


def test_an_inactive_account_is_not_given_away_by_a_wrong_password(user):
    user.is_active = False
    user.save()
    answers = [
        _plain(Client().post("/de/account/login/", {"login": email, "password": "falsch"}), email)
        for email in (user.email, "niemand@example.org")
    ]
    assert answers[0] == answers[1]


def test_a_wrong_password_takes_as_long_as_an_unknown_address(user, slow_hashes):
    """In processor time, which does not depend on what else the machine does."""
    user.set_password(PASSWORD)
    user.save()

    def took(email: str) -> float:
        start = time.process_time()
        Client().post("/de/account/login/", {"login": email, "password": "falsch"})
        return time.process_time() - start

    times: dict[str, list[float]] = {user.email: [], "niemand@example.org": []}
    for _ in range(5):
        for email, taken in times.items():
            taken.append(took(email))
    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.5 < known / unknown < 2.0, (known, unknown)


def test_without_the_dummy_hash_the_times_would_differ(user, slow_hashes, monkeypatch):
    """Negative control: shows that the measurement above sees the difference it is there for."""
    from allauth.account.auth_backends import AuthenticationBackend

    user.set_password(PASSWORD)
    user.save()
    monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda *args: None)
    medians = []
    for email in (user.email, "niemand@example.org"):
        taken = []
        for _ in range(3):
            start = time.process_time()
            Client().post("/de/account/login/", {"login": email, "password": "falsch"})
            taken.append(time.process_time() - start)
        medians.append(statistics.median(taken))
    assert medians[0] > 2 * medians[1]


@pytest.mark.parametrize(
    ("path", "is_told"),
    [("/de/account/password/reset/", False), ("/de/actors/eintrag/claim/", True), ("/de/join/", True)],
)
def test_asking_for_a_mail_takes_as_long_for_known_and_unknown_addresses(user, settings, path, is_told):
    """In processor time, the medians of many. Nobody gets a mail because a stranger typed the address to set a new password."""
    settings.ACCOUNT_RATE_LIMITS = False
    ActorFactory(slug="eintrag", status="published")
    group = ActorGroupFactory()
    form = {
        "name": "Olena", "function": "Büro", "message": "", "organisation": "Verein ohne Namensvetter", "group": group.pk,
        "kind": "association", "consent": "on", "is_new": "on", "website": "", "address": "",
    }  # fmt: skip
    times: dict[str, list[float]] = {user.email: [], "niemand@example.org": []}
    for number in range(9):
        for email, taken in times.items():
            LimitCounter.objects.all().delete()
            start = time.process_time()
            answer = Client().post(path, form | {"email": email})
            if number:  # the first one fills caches
                taken.append(time.process_time() - start)
            assert answer.status_code == 302
    known, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.5 < known / unknown < 2.0, (known, unknown)
    assert OutboxMail.objects.filter(to="niemand@example.org").exists() == is_told


@pytest.mark.parametrize("key", ["1-abc", "zzz-zzz", "1-" + "a" * 5000, "1-%00", "0-set-password"])
def test_a_tampered_reset_link_is_a_clear_page(user, key):
    answer = Client().get(f"/de/account/password/reset/key/{key}/", follow=True)
    assert answer.status_code in {200, 400, 404}
    assert answer.content.count(b"<h1") == 1


def test_a_reset_link_works_once(user):
    Client().post("/de/account/password/reset/", {"email": user.email})
    link = re.search(r"/\w\w/account/password/reset/key/\S+", OutboxMail.objects.get().text)[0]
    client = Client()
    page = client.get(link, follow=True)
    new = "noch-ein-langes-kennwort"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert Client().get(link, follow=True).context["token_fail"]
