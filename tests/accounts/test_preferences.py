"""The page of the account: name, language, mails, quiet times."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.models import NotificationPreference, Preferences, User
from accounts.services import preferences
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry
from tests.factories.accounts import UserFactory

PAGE = "/de/account/"
GOOD = {
    "name": "Büro für Internationales", "language": "de", "quiet_from": "22:00", "quiet_until": "07:00",
    "time_zone": "Europe/Berlin", "mails_entry": "at_once", "mails_requests": "daily", "mails_proposals": "never",
    "mails_groups": "weekly", "mails_events": "weekly",
}  # fmt: skip


def test_everything_is_saved_at_once_and_recorded(user, sign_in):
    answer = sign_in(user).post(PAGE, GOOD)
    assert answer["Location"] == PAGE
    user.refresh_from_db()
    row = Preferences.objects.get(user=user)
    assert (user.name, user.language, row.quiet_from, row.quiet_until) == (
        GOOD["name"],
        "de",
        dt.time(22),
        dt.time(7),
    )
    assert dict(NotificationPreference.objects.values_list("kind", "frequency"))["proposals"] == "never"
    assert AuditEntry.objects.filter(action="account.preferences_saved", user=user).count() == 1


def test_saving_again_replaces(user, sign_in):
    client = sign_in(user)
    client.post(PAGE, GOOD)
    client.post(PAGE, GOOD | {"mails_proposals": "daily", "quiet_from": "", "quiet_until": ""})
    assert (NotificationPreference.objects.count(), Preferences.objects.get().quiet_from) == (5, None)
    assert NotificationPreference.objects.get(kind="proposals").frequency == "daily"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 10_000),
        ("name", "Stadt\r\nBcc: alle@example.org"),
        ("name", "Stadt\u2028Zeile"),
        ("language", "fr"),
        ("mails_entry", "hourly"),
        ("mails_entry", ""),
        ("quiet_from", "25:99"),
        ("quiet_until", ""),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "x" * 5000),
    ],
)
def test_bad_input_is_refused_with_the_field_and_changes_nothing(user, sign_in, field, value):
    answer = sign_in(user).post(PAGE, GOOD | {field: value})
    assert (answer.status_code, bool(answer.context["form"].errors)) == (422, True)
    user.refresh_from_db()
    assert (user.name, Preferences.objects.count()) == ("Stadt Beispiel", 0)


def test_a_nul_byte_is_refused(user, sign_in):
    assert sign_in(user).post(PAGE, GOOD | {"name": "Stadt\x00"}).status_code in {400, 422}


def test_nobody_changes_the_account_of_another_or_its_rights(user, sign_in):
    other = UserFactory(name="Andere")
    sign_in(user).post(
        PAGE, GOOD | {"user": other.pk, "id": other.pk, "is_staff": "on", "email": "x@example.org"}
    )
    other.refresh_from_db()
    user.refresh_from_db()
    assert (other.name, user.is_staff, user.email) == ("Andere", False, "stadt@example.org")


def test_the_service_refuses_what_the_form_would(user):
    good = {"name": "x", "language": "de", "quiet_from": None, "quiet_until": None, "time_zone": "UTC"}
    for wrong in ({"notifications": {"spam": "daily"}}, {"notifications": {"entry": "hourly"}}):
        with pytest.raises(Refusal):
            preferences.save(user=user, **good | wrong)
    with pytest.raises(Refusal):
        preferences.save(user=user, **good | {"quiet_from": dt.time(1), "notifications": {}})
    assert not Preferences.objects.exists()


def test_half_a_quiet_time_is_refused_by_the_database_too(user):
    with pytest.raises(IntegrityError), transaction.atomic():
        Preferences.objects.create(user=user, quiet_from=dt.time(22))


def test_reading_the_page_writes_nothing(user, sign_in, django_assert_max_num_queries):
    client = sign_in(user)
    with django_assert_max_num_queries(20):  # five of its own, and what upper apps show in their slots
        client.get(PAGE)
    assert (Preferences.objects.count(), User.objects.get().name) == (0, "Stadt Beispiel")
