"""Partnership: two or more parties working together, with dated history and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from partnerships.enums import (
    FAMILY_OF_KIND,
    Confidence,
    DatePrecision,
    PartnershipKind,
    PartnershipStatus,
    PartyRole,
    TieFamily,
)
from partnerships.querysets import PartnershipQuerySet, PartyQuerySet

if TYPE_CHECKING:
    from places.models import Place, Region


class Partnership(models.Model):
    """Partnerschaft: two or more actors or places working together. `kind` and `status` are the present ones; the history keeps the earlier."""

    slug = models.SlugField(_("slug"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=PartnershipKind)
    status = models.CharField(
        _("status"), max_length=10, choices=PartnershipStatus, default=PartnershipStatus.ACTIVE
    )
    since_on = models.DateField(_("since"), null=True, blank=True)
    since_precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision, default=DatePrecision.YEAR
    )
    until_on = models.DateField(_("until"), null=True, blank=True)
    has_bridge = models.BooleanField(
        _("triangle"), default=False, help_text=_("A third partner brokers or shares this partnership.")
    )
    topics = models.ManyToManyField(
        "actors.Topic", related_name="partnerships", blank=True, verbose_name=_("topics")
    )
    products = models.ManyToManyField(
        "knowledge.KnowledgeProduct",
        related_name="partnerships",
        blank=True,
        verbose_name=_("knowledge products"),
    )
    portrait = models.TextField(_("portrait"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    confidence = models.CharField(
        _("confidence"), max_length=12, choices=Confidence, default=Confidence.DOCUMENTED
    )
    source = models.TextField(_("source"), blank=True)
    note = models.TextField(_("note on the source"), blank=True)
    is_example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ("-since_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__isnull=True)
                | Q(since_on__isnull=True)
                | Q(until_on__gte=models.F("since_on")),
                name="partnerships_partnership_ends_after_start",
                violation_error_message=_("The end lies before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("partnership", args=[self.slug])

    @property
    def family(self) -> TieFamily:
        """Family of ties for colour and dash; a bridge goes before the municipal kinds."""
        family = FAMILY_OF_KIND.get(self.kind, TieFamily.TOWN)
        return TieFamily.BRIDGE if self.has_bridge and family == TieFamily.TOWN else family

    @property
    def names_here(self) -> list[str]:
        """Short names of the parties in their order, for the arcs between them; needs the parties."""
        return [party.name_here for party in self.parties.all()]

    @property
    def title_here(self) -> str:
        """ "Essen – Zabrze – Riwne" in the language of the current request; needs the parties."""
        return " – ".join(self.names_here)


class Party(models.Model):
    """Beteiligte Seite: an actor or, where none is on the platform, a place. `label` is the source's own wording."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="parties", verbose_name=_("partnership")
    )
    actor = models.ForeignKey(
        "actors.Actor", models.PROTECT, null=True, blank=True, related_name="parties", verbose_name=_("actor")
    )
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="parties", verbose_name=_("place")
    )
    role = models.CharField(_("role"), max_length=12, choices=PartyRole, default=PartyRole.PARTNER)
    label = models.CharField(_("wording of the source"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | Q(place__isnull=False),
                name="partnerships_party_is_actor_or_place",
                violation_error_message=_("Choose an actor or a place."),
            ),
            models.UniqueConstraint(
                fields=("partnership", "actor"),
                name="partnerships_party_actor_once",
                violation_error_message=_("This actor is already a party."),
            ),
        )

    def __str__(self) -> str:
        return self.label or str(self.actor or self.place)

    @property
    def site(self) -> Place | None:
        """Where the party is: the place of its actor, or its own."""
        return self.actor.place if self.actor and self.actor.place else self.place

    @property
    def is_town(self) -> bool:
        """Whether its place's name stands for the party: a municipality, or a place without an actor."""
        return self.actor is None or (
            self.actor.kind == ActorKind.MUNICIPALITY and self.actor.place is not None
        )

    @property
    def country(self) -> str:
        """Code of the country, or nothing where the place is unknown."""
        return self.site.country_id if self.site else ""

    @property
    def region(self) -> Region | None:
        """Land, oblast or voivodeship of the party."""
        return self.site.region if self.site else None

    def name_in(self, language: str) -> str:
        """The short name: "Essen" for the city, the full name for organisations; needs the actor with its place."""
        site = self.site
        if self.is_town and site:
            return site.name_in(language)
        name = getattr(self.actor, f"name_{language}", "") if self.actor else ""
        return name or (self.actor.name if self.actor else "") or self.label

    @property
    def name_here(self) -> str:
        """The short name in the language of the current request."""
        return self.name_in((get_language() or "en").split("-")[0])

    @property
    def names(self) -> dict[str, str]:
        """One short name per language: the shape of the public interface."""
        return {language: self.name_in(language) for language in ("de", "uk", "en", "pl")}

    @property
    def own_name(self) -> str:
        """The name in the party's own language and script."""
        site = self.site
        if self.is_town and site:
            return site.name_native
        return self.name_in({"UA": "uk", "PL": "pl"}.get(self.country, "de"))


class HistoryEntry(models.Model):
    """Eintrag der Geschichte: what happened when; with `kind` or `status` set it says that these changed on that date."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="history", verbose_name=_("partnership")
    )
    on = models.DateField(_("date"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision, default=DatePrecision.YEAR
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PartnershipKind, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=PartnershipStatus, blank=True)
    title = models.CharField(_("what happened"), max_length=300, blank=True)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("entry of the history")
        verbose_name_plural = _("history")
        ordering = (models.F("on").asc(nulls_last=True), "pk")

    def __str__(self) -> str:
        return self.title or self.get_kind_display() or self.get_status_display()


class Document(models.Model):
    """Dokument: a link to a declaration, treaty or report about a partnership."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="documents", verbose_name=_("partnership")
    )
    title = models.CharField(_("title"), max_length=200)
    url = models.URLField(_("address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title
