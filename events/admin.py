"""Events, series and questions at the desk. Their state changes by steps; participants have pages of their own."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from events.admin_parts import (
    BucketInline,
    OptionInline,
    PictureInline,
    QuestionInline,
    QuotaInline,
    ReminderInline,
)
from events.enums import EventStatus
from events.forms_desk import EventForm
from events.models import Bucket, Event, Question, Series
from events.services import capacity, editing, publishing, states
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin
from platform_portal.core.desk.steps import Step
from platform_portal.core.desk.with_steps import person


def _step(slug: str, label: Any, run: Any, status: EventStatus, explanation: Any) -> Step:
    return Step(
        slug,
        label,
        lambda row, by: run(event=row, by=by),
        remember=lambda row: row.status,
        undo=lambda row, before, by: states.take_back(event=row, status=before, left_as=status.value, by=by),
        explanation=explanation,
    )


@admin.register(Event)
class EventAdmin(DeskAdmin, TranslationAdmin):
    """Events with places, questions and reminders on one page; the programme is planned on its own."""

    daily = 1
    form = EventForm
    list_display = ("title", "kind", "format", "starts_here", "place", "status", "people")
    list_filter = (
        "status",
        "kind",
        "format",
        "audience",
        "is_template",
        "series",
        "working_group",
        "is_example",
    )
    list_select_related = ("place", "series")
    search_fields = ("title_de", "title_uk", "title_en", "slug", "source", "venue_de")
    spoken_fields = ("title_de", "title_uk", "title_en")
    date_hierarchy = "starts_at"
    autocomplete_fields = ("organisers", "place")
    prepopulated_fields = {"slug": ("title_de",)}
    readonly_fields = (
        "pages",
        "status",
        "sequence",
        "cancelled_at",
        "released_version",
        "created_at",
        "updated_at",
    )
    inlines = (BucketInline, QuotaInline, ReminderInline, QuestionInline, PictureInline)
    list_links = ((_("Copy an event, or make one from a template"), "event-copies"),)
    export_columns = (
        "slug", "title_de", "title_uk", "title_en", "kind", "format", "starts_at", "ends_at", "zone",
        "place__name_native", "venue", "series__slug", "working_group__slug", "audience", "status", "source",
        "is_example",
    )  # fmt: skip
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "pages",
                    "title",
                    "slug",
                    "kind",
                    "summary",
                    "description",
                    "source_language",
                    "series",
                    "working_group",
                    "organisers",
                    "topics",
                    "audience",
                    "status",
                    "is_template",
                )
            },
        ),
        (
            _("When and where"),
            {
                "fields": (
                    "starts_at",
                    "ends_at",
                    "zone",
                    "has_times",
                    "date_precision",
                    "format",
                    "place",
                    "venue",
                    "venue_address",
                    "stream_url",
                    "stream_access",
                    "languages",
                    "interpretation",
                )
            },
        ),
        (
            _("Registration"),
            {
                "fields": (
                    "admission",
                    "registration_url",
                    "opens_at",
                    "closes_at",
                    "waiting_policy",
                    "offer_hours",
                    "colleagues_max",
                    "asks_food",
                    "asks_headset",
                    "has_participant_list",
                )
            },
        ),
        (_("Afterwards"), {"fields": ("report", "report_public_at")}),
        (
            _("Origin"),
            {
                "fields": (
                    "source",
                    "is_example",
                    "sequence",
                    "cancelled_at",
                    "released_version",
                    "created_at",
                    "updated_at",
                )
            },
        ),
    )
    steps = (
        _step(
            "publish",
            _("Publish"),
            states.publish,
            EventStatus.PUBLISHED,
            _("The events are shown to their audience, and people can register."),
        ),
        _step(
            "archive",
            _("Archive"),
            states.archive,
            EventStatus.ARCHIVED,
            _("The events leave the public pages. What was entered stays."),
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        """With the number of standing registrations."""
        return Event.objects.with_people().order_by("-starts_at", "-pk")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The latest first."""
        return ("-starts_at", "-pk")

    @admin.display(description=Event._meta.get_field("starts_at").verbose_name, ordering="starts_at")
    def starts_here(self, event: Event) -> str:
        """In the zone of the event."""
        return event.local_start.strftime("%d.%m.%Y %H:%M" if event.has_times else "%d.%m.%Y")

    @admin.display(description=_("registered"), ordering="people")
    def people(self, event: Any) -> int:
        """Standing registrations."""
        return int(event.people)

    @admin.display(description=_("Pages of the event"))
    def pages(self, event: Event) -> str:
        """The ways on: participants, programme, copy, cancel."""
        if not event.pk:
            return gettext("After saving: participants, check-in, mails, programme.")
        names = [("event-participants", _("Participants")), ("event-check-in", _("Check-in"))]
        names += [
            ("event-mails", _("Mails")),
            ("event-afterwards", _("Afterwards")),
            ("event-copy", _("Copy")),
        ]
        if event.status == EventStatus.PUBLISHED:
            names.append(("event-cancel", _("Cancel the event")))
        links = [
            format_html('<a href="{}">{}</a>', reverse(name, args=[event.pk]), label) for name, label in names
        ]
        return format_html(" · ".join("{}" for _link in links), *links)

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        """Through the service: another time or place is one for the calendars, and those who are registered are told."""
        before = obj.sequence
        if not change:
            obj.created_by = person(request)
        publishing.save(event=obj, by=person(request))
        told = states.told(obj, "moved") if obj.sequence != before else 0
        if told:
            text = ngettext("%(number)s person was told.", "%(number)s people were told.", told)
            messages.info(request, text % {"number": told})

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Places through their service: with more of them the waiting list moves up at once."""
        if formset.model is not Bucket:
            super().save_formset(request, form, formset, change)
            return
        for row in formset.save(commit=False):
            known = Bucket.objects.filter(pk=row.pk).first() if row.pk else None
            if known is None:
                row.save()
            elif known.capacity != row.capacity:
                capacity.set_capacity(bucket=known, capacity=row.capacity, by=person(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Every way of taking part has its places."""
        super().save_related(request, form, formsets, change)
        editing.make_buckets(event=form.instance)


@admin.register(Series)
class SeriesAdmin(DeskAdmin, TranslationAdmin):
    """Series of events."""

    daily = 2
    list_display = ("title", "rhythm", "admission", "working_group", "audience", "is_example")
    list_filter = ("admission", "audience", "working_group", "is_example")
    list_select_related = ("working_group",)
    search_fields = ("title_de", "title_uk", "title_en", "slug", "source")
    spoken_fields = ("title_de", "title_uk", "title_en")
    autocomplete_fields = ("organisers",)
    prepopulated_fields = {"slug": ("title_de",)}
    readonly_fields = ("created_at",)
    export_columns = (
        "slug", "title_de", "title_uk", "title_en", "rhythm_de", "admission", "working_group__slug", "audience", "source",
        "is_example",
    )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Series, form: Any, change: bool) -> None:
        """With its row in the audit log."""
        super().save_model(request, obj, form, change)
        action = "series.updated" if change else "series.created"
        audit.record(action=action, obj=obj, by=person(request), fields=sorted(form.changed_data))


@admin.register(Question)
class QuestionAdmin(DeskAdmin, TranslationAdmin):
    """Questions with the answers to choose."""

    list_display = ("label", "event", "kind", "is_required", "mode", "purge_days")
    list_filter = ("kind", "is_required")
    list_select_related = ("event",)
    search_fields = ("label_de", "label_uk", "label_en", "event__title_de")
    spoken_fields = ("label_de", "label_uk", "label_en")
    inlines = (OptionInline,)
    export_columns = (
        "event__slug",
        "label_de",
        "label_uk",
        "label_en",
        "kind",
        "is_required",
        "mode",
        "purge_days",
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choices of the same event only."""
        if (
            db_field.name == "asked_if"
            and (match := request.resolver_match)
            and match.kwargs.get("object_id")
        ):
            from events.models import QuestionOption

            number = str(match.kwargs["object_id"])
            if number.isdigit() and len(number) < 10:
                same = Question.objects.filter(pk=int(number)).values("event")
                options = QuestionOption.objects.filter(question__event__in=same).exclude(
                    question=int(number)
                )
                kwargs["queryset"] = options.select_related("question")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        """With its row in the audit log."""
        super().save_model(request, obj, form, change)
        action = "question.updated" if change else "question.created"
        audit.record(action=action, obj=obj, by=person(request), fields=sorted(form.changed_data))


# The areas bring their own tables.
for area in ("impulses", "programme"):
    import_module(f"events.admin_{area}")
