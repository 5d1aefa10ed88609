"""The programme at the desk: sessions with who speaks, rooms, tracks, and the page on which a draft is checked and released."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from modeltranslation.admin import TranslationAdmin

from events.enums import Mode
from events.forms_programme import PlanFormSet, ReleaseForm, SessionForm
from events.models import Event, Room, Session, SessionSpeaker, Speaker, Track
from events.selectors.programme_desk import desk_page
from events.services import programme, session_places
from events.views.desk.frame import page
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin, Named
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal

#: Rows of the plan; a programme of more days is planned session by session.
MOST = 300


class ContributionInline(Named, admin.TabularInline):
    """Who speaks and moderates."""

    model = SessionSpeaker
    extra = 1
    fields = ("speaker", "role", "is_tbc", "position")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Only people of the same event."""
        made = super().get_formset(request, obj, **kwargs)
        if obj is not None:
            field = made.form.base_fields["speaker"]
            field.queryset = field.queryset.filter(event=obj.event_id)
        return made


class PartOfEvent(DeskAdmin, TranslationAdmin):
    """Rows of one event: its list is entered from the programme."""

    list_select_related: ClassVar[Any] = ("event",)
    list_filter: ClassVar[Any] = (("event", admin.RelatedOnlyFieldListFilter),)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """With its row in the audit log."""
        super().save_model(request, obj, form, change)
        name = self.opts.model_name
        audit.record(
            action=f"{name}.updated" if change else f"{name}.created", obj=obj, by=person(request),
            event=obj.event_id, fields=sorted(form.changed_data),
        )  # fmt: skip

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft may lose its parts: what was released stays frozen."""
        return super().has_change_permission(request, obj)


@admin.register(Room)
class RoomAdmin(PartOfEvent):
    """Rooms, in the order of the columns."""

    list_display = ("name", "event", "seats", "position")
    search_fields = ("name_de", "name_uk", "name_en")
    export_columns = ("event__slug", "name_de", "name_uk", "name_en", "seats", "position")


@admin.register(Track)
class TrackAdmin(PartOfEvent):
    """Tracks."""

    list_display = ("name", "event", "position")
    search_fields = ("name_de", "name_uk", "name_en")
    export_columns = ("event__slug", "name_de", "name_uk", "name_en", "position")


@admin.register(Speaker)
class SpeakerAdmin(PartOfEvent):
    """People in a public function."""

    list_display = ("__str__", "event", "actor")
    list_select_related = ("event", "actor")
    search_fields = ("name", "function_de", "function_uk", "function_en")
    export_columns = (
        "event__slug",
        "function_de",
        "function_uk",
        "function_en",
        "actor__slug",
    )  # functions, no names
    autocomplete_fields = ("actor",)


@admin.register(Session)
class SessionAdmin(PartOfEvent):
    """The draft of a programme, session by session; readers see what was released."""

    form = SessionForm
    list_display = ("title", "event", "day", "hours", "room", "kind", "audience", "is_tbc")
    list_select_related = ("event", "room", "frame")
    list_filter = (
        ("event", admin.RelatedOnlyFieldListFilter),
        "day",
        "kind",
        "audience",
        "is_tbc",
        "is_bookable",
    )
    search_fields = ("title_de", "title_uk", "title_en", "event__title_de")
    export_columns = (
        *("event__slug", "day", "starts_at", "ends_at", "kind", "title_de", "title_uk", "title_en"),
        *("room__name_de", "track__name_de", "audience", "is_bookable", "is_tbc"),
    )
    autocomplete_fields = ("organiser",)
    inlines = (ContributionInline,)
    fieldsets = (
        (None, {"fields": ("event", "kind", "title", "abstract", "source_language")}),
        (_("When and where"), {"fields": ("day", "begins", "finishes", "position", "frame", "room", "venue", "track", "format")}),
        (_("Languages"), {"fields": ("languages", "interpretation")}),
        (_("For whom"), {"fields": ("audience", "is_bookable", "places_on_site", "places_online", "is_tbc", "organiser")}),
    )  # fmt: skip

    def get_urls(self) -> list[Any]:
        """The pages of the programme."""
        view = self.admin_site.admin_view
        return [
            path("programme/<int:pk>/", view(require_safe(self.programme_view)), name="events_session_programme"),
            path("programme/<int:pk>/plan/", view(require_POST(self.plan_view)), name="events_session_plan"),
            path("programme/<int:pk>/release/", view(require_POST(self.release_view)), name="events_session_release"),
            *super().get_urls(),
        ]  # fmt: skip

    @admin.display(description=Session._meta.get_field("starts_at").verbose_name, ordering="starts_at")
    def hours(self, session: Session) -> str:
        """Local time of the event."""
        if session.starts_at is None or session.ends_at is None:
            return "–"
        zone = session.event.tzinfo
        return f"{session.starts_at.astimezone(zone):%H:%M}–{session.ends_at.astimezone(zone):%H:%M}"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The event the reader comes from, its first day."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        given = str(initial.get("event", ""))
        if given.isdigit() and len(given) < 10 and (event := Event.objects.filter(pk=given).first()):
            initial["day"] = event.local_start.date()
        return initial

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With the places; what is refused is said, the rest is saved."""
        super().save_related(request, form, formsets, change)
        wanted = {mode: form.cleaned_data.get(f"places_{mode}") for mode in Mode.values}
        try:
            session_places.set_places(session=form.instance, wanted=wanted, by=person(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))

    def programme_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Draft, warnings, difference."""
        return self._page(request, self._event(pk))

    def plan_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Saves times and rooms of many sessions; what cannot be stays in the form."""
        event = self._event(pk)
        plan = self._plan(event, request.POST)
        if not plan.is_valid():
            messages.error(request, _("Please correct the marked rows; nothing has been saved."))
            return self._page(request, event, plan=plan, status=400)
        changed = plan.save()
        for session in changed:
            audit.record(action="session.updated", obj=session, by=person(request), event=event.pk)
        messages.success(request, _("The draft is saved. Readers see it once it is released."))
        return redirect("admin:events_session_programme", event.pk)

    def release_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Freezes the draft as the next version."""
        event = self._event(pk)
        form = ReleaseForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Please confirm that you have read the warnings."))
            return self._page(request, event, form=form, status=400)
        try:
            version = programme.release(event=event, by=person(request), note=form.cleaned_data["note"])
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return self._page(request, event, form=form, status=409)
        messages.success(request, _("Version %(number)d is released.") % {"number": version.number})
        return redirect("admin:events_session_programme", event.pk)

    def _event(self, pk: int) -> Event:
        found: Event = get_object_or_404(
            Event.objects.select_related("released_version", "place", "series"), pk=pk
        )
        return found

    def _plan(self, event: Event, data: Any = None) -> Any:
        rows: QuerySet[Session] = event.sessions.select_related("event", "frame", "room")
        rooms = [("", "–"), *((room.pk, str(room)) for room in event.rooms.all())]
        return PlanFormSet(
            data,
            queryset=rows[:MOST],
            form_kwargs={"rooms": rooms},
            prefix="plan",
        )

    def _page(
        self, request: HttpRequest, event: Event, *, plan: Any = None, form: Any = None, status: int = 200
    ) -> HttpResponse:
        title = _("Programme: %(title)s") % {"title": event}
        return page(
            request,
            event,
            "admin:events_session_programme",
            "events/desk_programme.html",
            title,
            status=status,
            page=desk_page(event),
            plan=plan if plan is not None else self._plan(event),
            form=form or ReleaseForm(),
            add_links=[
                (label, f"{reverse(f'admin:events_{name}_add')}?event={event.pk}")
                for label, name in (
                    (_("New session"), "session"),
                    (_("New room"), "room"),
                    (_("New track"), "track"),
                    (_("New speaker"), "speaker"),
                )
            ],
        )
