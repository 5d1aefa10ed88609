"""Actor: an organisation taking part, with its topics, contacts and the persons who keep its entry."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind, ActorStatus, Language, MembershipRole, TopicRole
from actors.querysets import ActorQuerySet, ContactQuerySet
from platform_portal.core.visibility import Visibility


class ActorGroup(models.Model):
    """Akteursgruppe: municipality, municipal company, business, civil society, academia, diaspora, public bodies, implementing organisation."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("actor group")
        verbose_name_plural = _("actor groups")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class Actor(models.Model):
    """Akteur: an organisation taking part, never a person. A municipality is an actor of a municipal kind at a place."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    group = models.ForeignKey(
        ActorGroup, models.PROTECT, related_name="actors", verbose_name=_("actor group")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=ActorKind)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="actors", verbose_name=_("place")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("parent organisation"),
    )
    topics = models.ManyToManyField("actors.Topic", through="ActorTopic", related_name="actors")
    working_groups = models.ManyToManyField(
        "actors.WorkingGroup", through="WorkingGroupMember", related_name="actors"
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("working languages"),
        default=list,
        blank=True,
    )
    website = models.URLField(_("website"), blank=True)
    linkedin_url = models.URLField(_("LinkedIn page"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    status = models.CharField(_("status"), max_length=12, choices=ActorStatus, default=ActorStatus.DRAFT)
    is_open_to_proposals = models.BooleanField(
        _("open to proposals"), default=True, help_text=_("Appears among the suggestions for others.")
    )
    capacity_per_quarter = models.PositiveSmallIntegerField(
        _("new conversations per quarter"), default=1, validators=[MaxValueValidator(50)]
    )
    is_trusted = models.BooleanField(
        _("trusted"),
        default=False,
        help_text=_("Changes by its members are published at once, without review."),
    )
    last_confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    outdated_translations = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("outdated translations"),
        default=list,
        blank=True,
        help_text=_("Fields whose source text changed after they were translated, such as “description_uk”."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Topics, offers or texts of this entry are invented for the example world."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="actors_actor_not_its_own_parent",
                violation_error_message=_("An actor cannot be part of itself."),
            ),
            models.CheckConstraint(
                condition=~Q(status=ActorStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="actors_actor_published_has_time",
                violation_error_message=_("A published entry needs its time of publication."),
            ),
        )
        indexes = (models.Index(fields=("status", "-published_at"), name="actors_actor_newest"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actor", args=[self.slug])

    @property
    def is_municipal(self) -> bool:
        """Whether the actor is a municipality, district or region."""
        return self.kind in {ActorKind.MUNICIPALITY, ActorKind.DISTRICT, ActorKind.REGION}


class ActorTopic(models.Model):
    """An actor works on, needs or offers something on a topic."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="actor_topics", verbose_name=_("actor"))
    topic = models.ForeignKey(
        "actors.Topic", models.CASCADE, related_name="actor_topics", verbose_name=_("topic")
    )
    role = models.CharField(_("role"), max_length=10, choices=TopicRole, default=TopicRole.WORKS_ON)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("topic of an actor")
        verbose_name_plural = _("topics of actors")
        ordering = ("role", "topic__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("actor", "topic", "role"),
                name="actors_actor_topic_role_once",
                violation_error_message=_("This topic is already entered in this role."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.topic}"


#: Whoever changes what is shown of a contact, by whatever way: the person has not agreed to that.
CONSENT_ENDS = pgtrigger.Trigger(
    name="consent_ends",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange(
        "email", "phone", "function", "function_de", "function_uk", "function_en", "actor"
    ),
    func="""
        IF OLD.consented_at IS NULL THEN RETURN NEW; END IF;
        NEW.consented_at = NULL;
        IF NEW.is_personal THEN NEW.visibility = 'matched'; END IF;
        UPDATE actors_contactconsent SET ended_at = now()
            WHERE contact_id = NEW.id AND given_at IS NOT NULL AND withdrawn_at IS NULL AND ended_at IS NULL;
        RETURN NEW;
    """,
)


class Contact(models.Model):
    """Kontakt: how to reach a function of an actor ("Büro für Internationales").

    A function mailbox is for members, a personal contact for introduced pairs. `visibility` public is a wish until the person
    behind the contact has agreed (`consented_at`, see `actors.services.consent`): until then members see it, nobody else.
    """

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="contacts", verbose_name=_("actor"))
    function = models.CharField(_("function"), max_length=160)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    is_personal = models.BooleanField(_("personal contact"), default=False)
    visibility = models.CharField(
        _("visibility"), max_length=12, choices=Visibility, default=Visibility.MEMBERS
    )
    consented_at = models.DateTimeField(
        _("consent to publication since"), null=True, blank=True, editable=False
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_personal=False)
                | ~Q(visibility__in=(Visibility.PUBLIC, Visibility.MEMBERS))
                | Q(visibility=Visibility.PUBLIC, consented_at__isnull=False),
                name="actors_contact_personal_is_not_open",
                violation_error_message=_(
                    "A personal contact is for introduced pairs or the secretariat only."
                ),
            ),
        )
        triggers = (CONSENT_ENDS,)

    def __str__(self) -> str:
        return self.function

    def clean(self) -> None:
        """What the constraint says, as a message at the field: the form does not know `consented_at`."""
        if self.is_personal and self.visibility == Visibility.PUBLIC and self.consented_at is None:
            raise ValidationError(
                {
                    "visibility": _(
                        "A personal contact becomes public when the person agrees: ask on the page “Contacts”."
                    )
                }
            )

    @property
    def is_public(self) -> bool:
        """Whether everybody may see the contact: wished for, and agreed to."""
        return self.visibility == Visibility.PUBLIC and self.consented_at is not None

    @property
    def level(self) -> Visibility:
        """Who really sees the contact: members only while the person has not agreed to more."""
        if self.visibility == Visibility.PUBLIC and not self.is_public:
            return Visibility.MEMBERS
        return Visibility(self.visibility)


class Membership(models.Model):
    """Mitgliedschaft: a person keeps the entry of an actor. Not membership in a working group."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="memberships", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole, default=MembershipRole.EDITOR)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "actor"),
                name="actors_membership_once",
                violation_error_message=_("This person already has a role in this actor."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} – {self.actor}"
