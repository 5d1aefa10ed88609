"""Subscriber: who reads, and what of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.enums import MailFrequency, SubscriberState, SubscriptionKind
from newsletter.querysets import SubscriberQuerySet


class Subscriber(models.Model):
    """Abonnentin, Abonnent: an address that reads the newsletter, with or without an account. Not a User, and never created without consent.

    `address` is written as it was typed, `address_key` is the one key per mailbox (`newsletter.addresses.normalised`). An account and a
    subscriber with one address are one identity: `user` links them. Raising `key_version` makes all links in former mails useless.
    """

    address = models.EmailField(_("e-mail address"), max_length=254)
    address_key = models.CharField(_("key of the address"), max_length=254, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    frequency = models.CharField(
        _("how often"), max_length=10, choices=MailFrequency, default=MailFrequency.EVERY
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SubscriberState, default=SubscriberState.PENDING
    )
    state_since = models.DateTimeField(_("since"), default=timezone.now)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="subscriber",
        verbose_name=_("account"),
    )
    key_version = models.PositiveSmallIntegerField(_("version of the links"), default=1, editable=False)
    asked_at = models.DateTimeField(
        _("last confirmation mail"),
        null=True,
        blank=True,
        help_text=_("Until seven days later it can be confirmed."),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    is_example = models.BooleanField(_("example"), default=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ("address_key", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(paused_until__isnull=True) | Q(state=SubscriberState.PAUSED),
                name="newsletter_pause_has_state",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(SubscriberState.ACTIVE, SubscriberState.PAUSED))
                | Q(confirmed_at__isnull=False),
                name="newsletter_reader_has_confirmed",
            ),
        )
        indexes = (
            models.Index(
                fields=("asked_at",),
                name="newsletter_unconfirmed",
                condition=Q(state=SubscriberState.PENDING),
            ),
        )

    def __str__(self) -> str:
        return self.address


class Subscription(models.Model):
    """Abonnement: what a subscriber reads. Working groups and regions are named one by one."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, related_name="subscriptions", db_index=False, verbose_name=_("subscriber")
    )
    kind = models.CharField(_("kind"), max_length=13, choices=SubscriptionKind)
    working_group = models.ForeignKey(
        "actors.WorkingGroup",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("working group"),
    )
    region = models.ForeignKey(
        "places.Region", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("subscriber", "kind", "working_group", "region"),
                nulls_distinct=False,
                name="newsletter_subscription_once",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind=SubscriptionKind.WORKING_GROUP, working_group__isnull=False, region__isnull=True
                )
                | Q(kind=SubscriptionKind.REGION, working_group__isnull=True, region__isnull=False)
                | Q(
                    kind__in=(SubscriptionKind.QUARTERLY, SubscriptionKind.SPECIAL, SubscriptionKind.EVENTS),
                    working_group__isnull=True,
                    region__isnull=True,
                ),
                name="newsletter_subscription_names_its_object",
                violation_error_message=_("Choose the working group or the region."),
            ),
        )
        indexes = (models.Index(fields=("kind", "subscriber"), name="newsletter_subscribed_to"),)

    def __str__(self) -> str:
        return f"subscription {self.pk}"
