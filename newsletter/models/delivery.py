"""Delivery: the ledger. One row per edition and recipient, from the first moment to the last."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.enums_delivery import DeliveryReason, DeliveryState
from newsletter.models.edition import Edition
from newsletter.models.subscriber import Subscriber
from newsletter.querysets_delivery import DeliveryQuerySet, LedgerTallyQuerySet

#: Adds what a statement changes to the tally, in the same transaction: the figures are those of the ledger at every moment. Each session of
#: the database has rows of its own (by its process number), so that senders do not wait for each other.
COUNT = """
INSERT INTO newsletter_ledgertally AS tally (edition_id, shard, state, amount)
SELECT edition_id, pg_backend_pid() % 64, state, sum(n) FROM ({changes}) AS changed
GROUP BY edition_id, state HAVING sum(n) <> 0 ORDER BY edition_id, state
ON CONFLICT (edition_id, shard, state) DO UPDATE SET amount = tally.amount + excluded.amount;
RETURN NULL;
"""
ADDED = "SELECT edition_id, state, 1 AS n FROM after_rows"
TAKEN = "SELECT edition_id, state, -1 AS n FROM before_rows"


class Delivery(models.Model):
    """Zustellung: the mail of one edition to one recipient. At every moment the states add up to the recipients of the edition.

    `subscriber` is empty after an erasure, and with it the address: the row stays, so that the figures do. `message_id` is the same at each
    attempt. `claimed_by` names the sender (machine, process, random part) that holds the row until `leased_until`.
    """

    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="deliveries", db_index=False, verbose_name=_("edition")
    )
    subscriber = models.ForeignKey(
        Subscriber,
        models.SET_NULL,
        null=True,
        related_name="deliveries",
        db_index=False,  # the constraint begins with it
        verbose_name=_("subscriber"),
    )
    address = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    address_key = models.CharField(_("key of the address"), max_length=254, null=True, editable=False)
    domain = models.CharField(_("domain"), max_length=253, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=8, choices=DeliveryState, default=DeliveryState.PENDING)
    reason = models.CharField(_("reason"), max_length=14, choices=DeliveryReason, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    leased_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    claimed_by = models.CharField(_("claimed by"), max_length=64, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=120)
    answer = models.CharField(_("answer of the mail server"), max_length=500, blank=True)
    first_attempt_at = models.DateTimeField(_("first attempt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("subscriber", "edition"), name="newsletter_delivery_once_per_reader"
            ),
            models.UniqueConstraint(
                fields=("edition", "address_key"), name="newsletter_delivery_once_per_address"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.SENT) | Q(sent_at__isnull=False),
                name="newsletter_delivery_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(DeliveryState.CLAIMED, DeliveryState.SENDING))
                | Q(leased_until__isnull=False),
                name="newsletter_delivery_held_has_lease",
            ),
        )
        indexes = (
            models.Index(
                fields=("edition", "next_attempt_at", "id"),
                name="newsletter_delivery_due",
                condition=Q(state=DeliveryState.PENDING),
            ),
            models.Index(
                # not by state: a statement about one mail must not be planned as a walk through all that are held
                fields=("leased_until",),
                name="newsletter_delivery_held",
                condition=Q(leased_until__isnull=False),
            ),
            models.Index(
                fields=("edition", "id"),
                name="newsletter_delivery_not_sent",
                condition=Q(state__in=(DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN)),
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="counted_when_added",
                level=pgtrigger.Statement,
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(new="after_rows"),
                func=COUNT.format(changes=ADDED),
            ),
            pgtrigger.Trigger(
                name="counted_when_changed",
                level=pgtrigger.Statement,
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(old="before_rows", new="after_rows"),
                func=COUNT.format(changes=f"{ADDED} UNION ALL {TAKEN}"),
            ),
            pgtrigger.Trigger(
                name="counted_when_taken",
                level=pgtrigger.Statement,
                operation=pgtrigger.Delete,
                when=pgtrigger.After,
                referencing=pgtrigger.Referencing(old="before_rows"),
                func=COUNT.format(changes=TAKEN),
            ),
        )

    def __str__(self) -> str:
        return f"delivery {self.pk}"


class LedgerTally(models.Model):
    """Zählwerk des Versands: how many rows of an edition stand in each state; the sum over its shards. Written by the database alone."""

    pk = models.CompositePrimaryKey("edition_id", "shard", "state")
    edition = models.ForeignKey(
        Edition,
        models.DO_NOTHING,
        db_index=False,
        db_constraint=False,
        related_name="tally",
        verbose_name=_("edition"),
    )
    shard = models.PositiveSmallIntegerField()
    state = models.CharField(_("state"), max_length=8, choices=DeliveryState)
    amount = models.BigIntegerField(_("mails"), default=0)

    objects = LedgerTallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("tally of a sending")
        verbose_name_plural = _("tallies of sendings")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.state}: {self.amount}"
