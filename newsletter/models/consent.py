"""Proof of consent, and the addresses that are never written to again."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.enums import ConsentChannel, ConsentKind, SuppressionReason
from newsletter.querysets import ConsentRecordQuerySet, SuppressionQuerySet
from platform_portal.core.models import APPEND_ONLY

#: A record may go when nobody needs the proof: the subscriber is gone, and either nothing was ever confirmed or the last record of the
#: address is three years old (§ 195 BGB: until then somebody may ask for the proof). The database refuses everything else.
UNLESS_NOBODY_NEEDS_IT = """
IF NOT EXISTS (SELECT FROM newsletter_subscriber WHERE id = OLD.subscriber_id) AND (
    NOT EXISTS (
        SELECT FROM newsletter_consentrecord other
        WHERE other.address_hash = OLD.address_hash AND other.at > now() - interval '3 years'
    )
    OR NOT EXISTS (
        SELECT FROM newsletter_consentrecord other
        WHERE other.address_hash = OLD.address_hash AND other.kind IN ('confirmed', 'imported')
    )
) THEN
    RETURN OLD;
END IF;
RAISE EXCEPTION 'Proof of consent is kept';
"""


class ConsentRecord(models.Model):
    """Einwilligungsnachweis: one line per thing that happened to a consent; the database refuses to change it. Holds no address.

    `wording` is the text as it was read, in `language`; `topics` what was chosen by then, as `quarterly`, `working_group:<slug>`,
    `region:<slug>`. The subscriber is named by number and by keyed hash, so that the proof is found after the erasure too. `message_id`
    is that of the confirmation mail (for `left`: empty), `edition` the one whose link was used.
    """

    subscriber = models.ForeignKey(
        "newsletter.Subscriber",
        models.DO_NOTHING,
        db_constraint=False,
        related_name="consents",
        verbose_name=_("subscriber"),
    )
    address_hash = models.CharField(_("keyed hash of the address"), max_length=64, db_index=True)
    kind = models.CharField(_("what happened"), max_length=10, choices=ConsentKind)
    at = models.DateTimeField(_("time"), default=timezone.now, help_text=_("UTC, to the second."))
    channel = models.CharField(_("how"), max_length=10, choices=ConsentChannel)
    wording_version = models.CharField(_("version of the wording"), max_length=20, blank=True)
    wording = models.TextField(_("wording"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    source_page = models.CharField(_("page or source"), max_length=300, blank=True)
    message_id = models.CharField(_("Message-ID of the confirmation mail"), max_length=120, blank=True)
    topics = models.JSONField(_("chosen"), default=list, blank=True)
    edition = models.ForeignKey(
        "newsletter.Edition",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="consents",
        verbose_name=_("edition"),
    )
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = ConsentRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of consent")
        verbose_name_plural = _("records of consent")
        ordering = ("at", "pk")
        triggers = (
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="kept_as_proof",
                operation=pgtrigger.Delete,
                when=pgtrigger.Before,
                func=UNLESS_NOBODY_NEEDS_IT,
            ),
            APPEND_ONLY[1],
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ConsentNetwork(models.Model):
    """Internetadresse zu einem Nachweis: only kept where PORTAL_NEWSLETTER_KEEP_IP_DAYS says so, in a row of its own, for so many days."""

    record = models.OneToOneField(
        ConsentRecord,
        models.CASCADE,
        primary_key=True,
        related_name="network",
        verbose_name=_("record of consent"),
    )
    ip = models.GenericIPAddressField(_("Internet address"))
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("Internet address of a consent")
        verbose_name_plural = _("Internet addresses of consents")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"network {self.pk}"


class Suppression(models.Model):
    """Sperrliste: an address that is never written to again, as keyed hash, so that it survives the erasure of the person."""

    address_hash = models.CharField(_("keyed hash of the address"), max_length=64, unique=True)
    reason = models.CharField(_("reason"), max_length=12, choices=SuppressionReason)
    since = models.DateTimeField(_("since"), default=timezone.now)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ("-since", "-pk")

    def __str__(self) -> str:
        return f"{self.reason} {self.address_hash[:8]}"
