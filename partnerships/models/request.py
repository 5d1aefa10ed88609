"""CooperationRequest: one actor asks another, with what is asked in structured parts, the answers and the history of its states."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Language
from actors.models import Actor
from partnerships.enums_requests import (
    OPEN,
    Act,
    AnswerKind,
    DeclineReason,
    FirstStep,
    Horizon,
    MailStage,
    Party,
    Phrase,
    RequestRole,
    RequestStatus,
)
from partnerships.querysets_requests import RequestQuerySet

#: Requests of one sender that may be open at the same time.
SLOTS = 3
#: Days after which an unanswered request ends, and within which the secretariat checks a new one (working days).
DAYS_TO_ANSWER = 21
DAYS_TO_CHECK = 3


class CooperationRequest(models.Model):
    """Kooperationsanfrage: one actor asks another for a first step. Not a need or offer (`Posting`), which asks nobody in particular.

    `slot` is the place among the three open requests of the sender, empty while the request is not open.
    """

    sender = models.ForeignKey(
        "actors.Actor", models.PROTECT, related_name="requests_sent", verbose_name=_("sender")
    )
    recipient = models.ForeignKey(
        "actors.Actor", models.PROTECT, related_name="requests_received", verbose_name=_("recipient")
    )
    third = models.ForeignKey(
        "actors.Actor",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_as_third",
        verbose_name=_("third partner"),
        help_text=_("The partner both share; it has to agree too."),
    )
    posting = models.ForeignKey(
        "partnerships.Posting",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("need or offer"),
    )
    partnership = models.ForeignKey(
        "partnerships.Partnership",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="requests_to_join",
        verbose_name=_("partnership to join"),
    )
    first_step = models.CharField(_("first step"), max_length=10, choices=FirstStep, default=FirstStep.CALL)
    topics = models.ManyToManyField(
        "actors.Topic", through="RequestTopic", related_name="cooperation_requests"
    )
    horizons = ArrayField(
        models.CharField(max_length=15, choices=Horizon),
        verbose_name=_("What it is for"),
        default=list,
        blank=True,
    )
    phrases = ArrayField(
        models.CharField(max_length=10, choices=Phrase),
        verbose_name=_("ready sentences"),
        default=list,
        blank=True,
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    reason_language = models.CharField(
        _("language of the reason"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("languages we speak"),
        default=list,
        blank=True,
    )
    assisted_languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("languages we speak with an interpreter"),
        default=list,
        blank=True,
    )
    speaker = models.CharField(
        _("who will talk"),
        max_length=160,
        blank=True,
        help_text=_("A function, such as “Office for International Affairs”, not a person."),
    )
    status = models.CharField(_("status"), max_length=10, choices=RequestStatus, default=RequestStatus.DRAFT)
    slot = models.PositiveSmallIntegerField(_("place among the open requests"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_staff": True},
        verbose_name=_("looked after by"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    queued_at = models.DateTimeField(_("in the queue since"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("passed on at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    again_on = models.DateField(
        _("may ask again from"), null=True, blank=True, help_text=_("After “not now”.")
    )
    reminded_again_at = models.DateTimeField(null=True, blank=True, editable=False)
    why = models.JSONField(
        _("reasons of the suggestion"),
        default=dict,
        blank=True,
        help_text=_("As both sides saw them when the request was written, per language."),
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("cooperation request")
        verbose_name_plural = _("cooperation requests")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(sender=F("recipient")),
                name="partnerships_request_not_to_oneself",
                violation_error_message=_("Nobody can send a request to themselves."),
            ),
            models.CheckConstraint(
                condition=Q(third__isnull=True) | (~Q(third=F("sender")) & ~Q(third=F("recipient"))),
                name="partnerships_request_third_is_another",
                violation_error_message=_("The third partner must be another actor."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN, slot__isnull=False, slot__gte=1, slot__lte=SLOTS)
                | (~Q(status__in=OPEN) & Q(slot__isnull=True)),
                name="partnerships_request_open_has_slot",
            ),
            models.UniqueConstraint(
                fields=("sender", "slot"),
                condition=Q(slot__isnull=False),
                name="partnerships_request_slot_once",
                violation_error_message=_("This actor already has three open requests."),
            ),
            models.UniqueConstraint(
                Least("sender", "recipient"),
                Greatest("sender", "recipient"),
                condition=Q(status__in=OPEN),
                name="partnerships_request_pair_once",
                violation_error_message=_("There is already an open request between these two."),
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.DELIVERED) | Q(delivered_at__isnull=False),
                name="partnerships_request_delivered_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status=RequestStatus.WAITING) | Q(queued_at__isnull=False),
                name="partnerships_request_waiting_has_time",
            ),
        )
        indexes = (
            models.Index(fields=("recipient", "status"), name="partnerships_request_inbox"),
            models.Index(
                fields=("delivered_at",),
                condition=Q(status="delivered"),
                name="partnerships_request_due",
            ),
        )

    def __str__(self) -> str:
        return f"request {self.pk}: {self.sender_id} → {self.recipient_id}"

    def get_absolute_url(self) -> str:
        return reverse("request", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Sent and not answered."""
        return self.status in OPEN

    @property
    def expires_at(self) -> dt.datetime | None:
        """When it ends without an answer."""
        return self.delivered_at + dt.timedelta(days=DAYS_TO_ANSWER) if self.delivered_at else None

    @property
    def sides(self) -> list[tuple[Party, Actor]]:
        """Everyone who takes part, the sender first."""
        found = [(Party.SENDER, self.sender), (Party.RECIPIENT, self.recipient)]
        return [*found, (Party.THIRD, self.third)] if self.third else found

    @property
    def side_ids(self) -> set[int]:
        """Numbers of the actors that take part; no query."""
        return {pk for pk in (self.sender_id, self.recipient_id, self.third_id) if pk}

    def party_of(self, actor_id: int | None) -> Party:
        """In what role an actor takes part."""
        roles = {self.sender_id: Party.SENDER, self.recipient_id: Party.RECIPIENT}
        if self.third_id:
            roles[self.third_id] = Party.THIRD
        return roles.get(actor_id, Party.STRANGER) if actor_id else Party.STRANGER


class RequestTopic(models.Model):
    """Something a request seeks or gives on a topic."""

    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="request_topics")
    topic = models.ForeignKey("actors.Topic", models.PROTECT, related_name="request_topics")
    role = models.CharField(_("role"), max_length=4, choices=RequestRole)

    class Meta:
        verbose_name = _("topic of a request")
        verbose_name_plural = _("topics of requests")
        ordering = ("role", "topic__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("request", "topic", "role"), name="partnerships_request_topic_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.topic_id}"


class RequestAnswer(models.Model):
    """Antwort: what one of the sides asked says. The rows exist from the delivery on, empty until answered."""

    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="answers")
    actor = models.ForeignKey("actors.Actor", models.PROTECT, related_name="+", verbose_name=_("actor"))
    answer = models.CharField(_("answer"), max_length=10, choices=AnswerKind, blank=True)
    until_on = models.DateField(_("not before"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=15, choices=DeclineReason, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("answer to a request")
        verbose_name_plural = _("answers to requests")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("request", "actor"), name="partnerships_request_answer_once_per_side"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="partnerships_request_answer_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"answer {self.pk}"


class RequestEvent(models.Model):
    """Verlauf: what was done with a request, when, in which role, and the state after it. Rows are only added."""

    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="events")
    at = models.DateTimeField(_("time"), default=timezone.now)
    act = models.CharField(_("what happened"), max_length=10, choices=Act)
    party = models.CharField(_("by whom"), max_length=12, choices=Party)
    status = models.CharField(_("status"), max_length=10, choices=RequestStatus)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("event of a request")
        verbose_name_plural = _("history of requests")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.act} {self.request_id}"


class RequestNote(models.Model):
    """Notiz: what the secretariat writes down about a request; nobody else sees it."""

    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="notes")
    text = models.TextField(_("note"), max_length=2000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        verbose_name = _("note on a request")
        verbose_name_plural = _("notes on requests")
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"note {self.pk}"


class RequestMail(models.Model):
    """Which mail of a request went to which address of a side: nobody gets the same mail twice."""

    answer = models.ForeignKey(RequestAnswer, models.CASCADE, related_name="mails")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey("actors.Contact", models.CASCADE, null=True, blank=True, related_name="+")
    stage = models.PositiveSmallIntegerField(_("which"), choices=MailStage)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    class Meta:
        verbose_name = _("mail about a request")
        verbose_name_plural = _("mails about requests")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("answer", "user", "contact", "stage"),
                nulls_distinct=False,
                name="partnerships_request_mail_once",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) ^ Q(contact__isnull=True),
                name="partnerships_request_mail_to_one",
            ),
        )

    def __str__(self) -> str:
        return f"mail {self.pk}"


class RequestSetting(models.Model):
    """Freistellung: requests of this actor reach the recipient without the secretariat's check."""

    actor = models.OneToOneField(
        "actors.Actor", models.CASCADE, related_name="request_setting", verbose_name=_("actor")
    )
    is_check_waived = models.BooleanField(_("no check needed"), default=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("setting for requests")
        verbose_name_plural = _("settings for requests")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"requests of {self.actor_id}"
