"""The figures of a sending are those of the ledger at every moment, whoever writes."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count
from django.utils import timezone

from newsletter.enums import EditionState
from newsletter.enums_delivery import DeliveryState
from newsletter.models import Delivery, EditionContent, LedgerTally
from newsletter.sending.ledger import Claimed, Ledger
from newsletter.sending.sender import set_up_session
from tests.factories.newsletter import DeliveryFactory, EditionFactory, SubscriberFactory

pytestmark = pytest.mark.django_db


def _counted(edition):
    rows = Delivery.objects.filter(edition=edition).values_list("state").annotate(n=Count("pk")).order_by()
    return dict.fromkeys(DeliveryState.values, 0) | dict(rows)


def test_the_tally_follows_every_change():
    edition = EditionFactory()
    first, second, third = DeliveryFactory.create_batch(3, edition=edition)
    assert LedgerTally.objects.figures(edition.pk) == _counted(edition)
    Delivery.objects.filter(pk=first.pk).update(state=DeliveryState.SENT, sent_at=timezone.now())
    Delivery.objects.filter(pk__in=(second.pk, third.pk)).update(state=DeliveryState.FAILED)
    assert LedgerTally.objects.figures(edition.pk) == _counted(edition)
    third.delete()
    figures = LedgerTally.objects.figures(edition.pk)
    assert (figures["sent"], figures["failed"], sum(figures.values())) == (1, 1, 2)


def test_what_is_rolled_back_is_not_counted():
    edition = EditionFactory()
    with transaction.atomic():
        DeliveryFactory(edition=edition)
        assert sum(LedgerTally.objects.figures(edition.pk).values()) == 1
        transaction.set_rollback(True)
    assert sum(LedgerTally.objects.figures(edition.pk).values()) == 0


def test_an_address_and_a_subscriber_are_in_the_ledger_once():
    row = DeliveryFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        DeliveryFactory(edition=row.edition, subscriber=row.subscriber, address_key="other@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        DeliveryFactory(edition=row.edition, subscriber=SubscriberFactory(), address_key=row.address_key)


def test_a_forgotten_recipient_stays_as_a_number():
    row = DeliveryFactory()
    other = DeliveryFactory(edition=row.edition)
    assert Delivery.objects.filter(edition=row.edition).forget_recipients() == 2
    row.refresh_from_db()
    assert (row.address, row.subscriber, LedgerTally.objects.figures(row.edition_id)["pending"]) == (
        "",
        None,
        2,
    )
    other.subscriber.delete()


def test_frozen_content_is_not_changed():
    content = EditionFactory(released=True).contents.get()
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        EditionContent.objects.filter(pk=content.pk).update(subject="other")


def test_the_statement_of_every_mail_is_planned_once():
    edition = EditionFactory()
    ledger = Ledger(edition_id=edition.pk, me="one:1", subscribed="true")
    for _ in range(connection.connection.prepare_threshold + 1):
        ledger.advance(
            None, Claimed(0, "nobody@example.org", "example.org", "de", "<n@example.org>", 0, None)
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'WITH%noted AS%'")
        assert cursor.fetchone() == (1,)


def test_what_is_done_for_every_mail_goes_along_the_indexes_whatever_was_estimated():
    """The estimates are those of a ledger in which nothing is held: walking through all that is held would look cheap."""
    edition = EditionFactory(released=True, state=EditionState.SENDING, started_at=timezone.now())
    DeliveryFactory.create_batch(200, edition=edition)
    set_up_session()
    ledger = Ledger(edition_id=edition.pk, me="one:1", subscribed="true")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE newsletter_delivery")
        for _ in range(connection.connection.prepare_threshold + 1):
            (mail,) = ledger.claim(limit=1)
            ledger.advance(None, mail)
        cursor.execute(
            "SELECT name, cardinality(parameter_types) FROM pg_prepared_statements WHERE statement LIKE '%newsletter_delivery%'"
        )
        plans = []
        for name, number in cursor.fetchall():
            cursor.execute(f'EXPLAIN EXECUTE "{name}" ({", ".join(["NULL"] * number)})')
            plans.append("\n".join(row[0] for row in cursor.fetchall()))
    claiming, beginning = sorted(plans, key=lambda plan: "CTE begun" in plan)
    assert "newsletter_delivery_due" in claiming
    assert "Sort" not in claiming
    assert "newsletter_delivery_pkey" in beginning
    assert "newsletter_delivery_held" not in claiming + beginning
