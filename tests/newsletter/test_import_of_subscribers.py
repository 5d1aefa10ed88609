"""Subscribers from a file: each with the proof of its consent, nobody who left or objected comes back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from newsletter.enums import ConsentKind, SubscriberState, SuppressionReason
from newsletter.models import ConsentRecord, Subscriber, Suppression
from newsletter.services import suppressing
from newsletter.services.example import NUMBER, load_example_subscribers
from newsletter.services.import_rows import import_subscribers
from newsletter.services.load import make_subscribers
from platform_portal.core.errors import Refusal
from platform_portal.core.import_report import Outcome
from tests.factories.accounts import UserFactory
from tests.factories.newsletter import SubscriberFactory

pytestmark = pytest.mark.django_db

HEADER = "address;language;topics;consent_source;consent_date;consent_wording"
PROOF = "Altes System;2024-03-31;Ja, ich möchte den Newsletter."


def table(folder: Path, *rows: str) -> Path:
    path = folder / "leser.csv"
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    return path


def test_a_row_becomes_a_reader_with_its_proof(tmp_path):
    user = UserFactory(email="anna@example.org")
    report = import_subscribers(path=table(tmp_path, f"Anna@example.org;uk;quarterly,events;{PROOF}"))
    assert report.number(Outcome.CREATED) == 1
    reader = Subscriber.objects.get()
    assert (reader.state, reader.language, reader.user) == (SubscriberState.ACTIVE, "uk", user)
    [record] = ConsentRecord.objects.all()
    assert (record.kind, record.source_page, record.topics) == (
        ConsentKind.IMPORTED,
        "Altes System",
        ["events", "quarterly"],
    )
    assert record.details == {"given_on": "2024-03-31"}


def test_the_same_file_twice_changes_nothing(tmp_path):
    path = table(tmp_path, f"anna@example.org;de;;{PROOF}")
    import_subscribers(path=path)
    assert import_subscribers(path=path).counts == {Outcome.UNCHANGED: 1}
    assert ConsentRecord.objects.count() == 1


def test_a_dry_run_writes_nothing(tmp_path):
    report = import_subscribers(path=table(tmp_path, f"anna@example.org;de;;{PROOF}"), dry_run=True)
    assert report.number(Outcome.CREATED) == 1
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"keine-adresse;de;;{PROOF}", "valid"),
        (f"anna@example.org;fr;;{PROOF}", "language"),
        (f"anna@example.org;de;unbekannt;{PROOF}", "topics"),
        ("anna@example.org;de;;;2024-03-31;Ja", "consent_source"),
        ("anna@example.org;de;;Altes System;31.03.2024;Ja", "consent_date"),
        ("anna@example.org;de;;Altes System;2999-01-01;Ja", "consent_date"),
        ("anna@example.org;de;;Altes System;2024-03-31;", "consent_wording"),
        (f"nie@example.org;de;;{PROOF}", "never written"),
        (f"weg@example.org;de;;{PROOF}", "has left"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(tmp_path, row, said):
    from django.utils import translation

    suppressing.suppress(address="nie@example.org", reason=SuppressionReason.OBJECTION)
    SubscriberFactory(address="weg@example.org", state=SubscriberState.LEFT)
    with translation.override("en"):
        report = import_subscribers(path=table(tmp_path, row, f"gut@example.org;de;;{PROOF}"))
    assert [one.outcome for one in report.rows] == [Outcome.FAILED, Outcome.CREATED]
    assert said in report.rows[0].text
    assert "anna@" not in report.rows[0].text


def test_one_bad_row_keeps_all_out_on_request(tmp_path):
    path = table(tmp_path, f"gut@example.org;de;;{PROOF}", f"schlecht;de;;{PROOF}")
    assert import_subscribers(path=path, all_or_nothing=True).is_rolled_back
    assert not Subscriber.objects.exists()


def test_a_file_without_proof_is_no_file_of_subscribers(tmp_path):
    path = tmp_path / "leser.csv"
    path.write_text("address\nanna@example.org\n")
    with pytest.raises(Refusal, match="consent"):
        import_subscribers(path=path)


def test_who_waits_for_confirmation_becomes_a_reader_by_proof(tmp_path):
    SubscriberFactory(address="anna@example.org", state=SubscriberState.PENDING, confirmed_at=None)
    report = import_subscribers(path=table(tmp_path, f"anna@example.org;de;;{PROOF}"))
    assert report.number(Outcome.UPDATED) == 1
    assert Subscriber.objects.get().state == SubscriberState.ACTIVE


@pytest.mark.slow
def test_fifty_thousand_rows_with_five_hundred_broken_ones(tmp_path):
    rows = [
        f"leser{number}{'' if number % 100 == 0 else '@example.org'};de;;{PROOF}" for number in range(50_000)
    ]
    began = time.process_time()
    report = import_subscribers(path=table(tmp_path, *rows))
    assert report.counts == {Outcome.CREATED: 49_500, Outcome.FAILED: 500}
    assert Subscriber.objects.count() == ConsentRecord.objects.count() == 49_500
    assert time.process_time() - began < 60


def test_the_example_world_has_three_hundred_readers_once():
    assert load_example_subscribers() == NUMBER
    assert load_example_subscribers() == 0
    assert set(Subscriber.objects.values_list("language", flat=True)) == {"de", "uk", "en"}
    assert not Subscriber.objects.exclude(address_key__endswith="@example.org").exists()


def test_many_subscribers_for_measurements_are_made_once():
    assert (make_subscribers(12), make_subscribers(12), make_subscribers(15)) == (12, 0, 3)


def test_suppressing_twice_is_one_entry_and_the_graver_reason_stays():
    for reason in (
        SuppressionReason.SOFT_BOUNCES,
        SuppressionReason.COMPLAINT,
        SuppressionReason.HARD_BOUNCE,
    ):
        suppressing.suppress(address="nie@example.org", reason=reason)
    assert Suppression.objects.get().reason == SuppressionReason.COMPLAINT
