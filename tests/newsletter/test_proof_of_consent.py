"""The proof of consent cannot be changed, and goes only when nobody needs it."""

import datetime as dt

import pytest
from django.db import Error, transaction
from django.utils import timezone

from accounts.services import retention
from newsletter.enums import ConsentKind
from newsletter.models import ConsentRecord
from tests.factories.newsletter import ConsentRecordFactory

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - dt.timedelta(days=4 * 365)


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_record_is_neither_changed_nor_deleted(act):
    record = ConsentRecordFactory()
    rows = ConsentRecord.objects.filter(pk=record.pk)
    with pytest.raises(Error), transaction.atomic():
        rows.update(wording="other") if act == "update" else rows.delete()
    assert rows.get().wording == record.wording


def test_the_proof_outlives_the_subscriber_for_three_years():
    record = ConsentRecordFactory(at=LONG_AGO)
    ConsentRecordFactory(subscriber=record.subscriber, kind=ConsentKind.LEFT, at=timezone.now())
    record.subscriber.delete()
    retention.apply(now=timezone.now())
    assert ConsentRecord.objects.count() == 2
    with pytest.raises(Error), transaction.atomic():
        ConsentRecord.objects.all().delete()


def test_an_old_proof_of_somebody_who_has_gone_is_deleted():
    old = ConsentRecordFactory(at=LONG_AGO)
    kept = ConsentRecordFactory(at=LONG_AGO)
    old.subscriber.delete()
    retention.apply(now=timezone.now())
    assert list(ConsentRecord.objects.values_list("pk", flat=True)) == [kept.pk]


def test_what_was_never_confirmed_goes_with_the_subscriber():
    asked = ConsentRecordFactory(kind=ConsentKind.ASKED, at=timezone.now())
    asked.subscriber.delete()
    retention.apply(now=timezone.now())
    assert not ConsentRecord.objects.exists()
