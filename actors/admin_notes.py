"""Notes and reminders at the desk: a list of their own, and a box with quick entry on actors and persons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.models import User
from actors.models import Actor, Note
from actors.selectors.notes import url_of
from actors.services import notes
from platform_portal.core import slots
from platform_portal.core.desk.model_admin import DeskAdmin
from platform_portal.core.desk.steps import Step
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal

SHOWN = 50
WEEK = dt.timedelta(days=7)


class NoteForm(forms.ModelForm):
    """Text, day, colleague."""

    class Meta:
        model = Note
        fields = ("text", "remind_on", "assigned_to")
        widgets = {"text": forms.Textarea(attrs={"rows": 2}), "remind_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "assigned_to" in self.fields:
            self.fields["assigned_to"].queryset = User.objects.filter(is_staff=True, is_active=True)  # type: ignore[attr-defined]


class IsDone(admin.SimpleListFilter):
    """Open, due, done."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The three."""
        return [("due", _("due")), ("open", _("open")), ("done", _("done"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Note]) -> QuerySet[Note]:
        """Rows of one of them."""
        if self.value() == "due":
            return queryset.filter(done_at__isnull=True, remind_on__lte=timezone.localdate())
        if self.value() in ("open", "done"):
            return queryset.filter(done_at__isnull=self.value() == "open")
        return queryset


@admin.register(Note)
class NoteAdmin(DeskAdmin):
    """All notes; those about an object stand on its page."""

    daily = 2
    form = NoteForm
    list_display = ("about", "text_short", "remind_on", "assigned_to", "written_by", "done_at")
    list_display_links = ("text_short",)
    list_filter = (IsDone, ("assigned_to", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("actor", "person", "assigned_to", "written_by")
    search_fields = ("text",)
    spoken_fields = ("text", "actor__name_de", "actor__name_uk", "person__name")
    readonly_fields = ("about", "written_by", "created_at", "done_at")
    fields = ("about", "text", "remind_on", "assigned_to", "written_by", "created_at", "done_at")
    steps = (
        Step(
            "finish",
            _("Mark as done"),
            lambda note, by: notes.finish(note=note, by=by),
            remember=lambda _note: None,
            undo=lambda note, _before, by: notes.reopen(note=note, by=by),
        ),
        Step("reopen", _("Open again"), lambda note, by: notes.reopen(note=note, by=by)),
        Step(
            "later",
            _("Remind in a week"),
            lambda note, by: notes.put_off(note=note, until=timezone.localdate() + WEEK, by=by),
            remember=lambda note: note.remind_on.isoformat() if note.remind_on else None,
            undo=lambda note, day, by: notes.put_off(note=note, until=_day(day), by=by),
        ),
    )

    @admin.display(description=_("about"))
    def about(self, note: Note) -> str:
        """Link to the page of the actor or person."""
        return format_html('<a href="{}">{}</a>', url_of(note), note.actor or note.person)

    @admin.display(description=_("note"))
    def text_short(self, note: Note) -> str:
        """Its beginning."""
        return note.text[:120]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Notes are written on the page of what they are about."""
        return False

    def get_urls(self) -> list[Any]:
        """Quick entry from the pages of actors and persons."""
        guard = self.admin_site.admin_view
        own = path(
            "write/<slug:what>/<int:pk>/", require_POST(guard(self.write_view)), name="actors_note_write"
        )
        return [own, *super().get_urls()]

    def write_view(self, request: HttpRequest, what: str, pk: int) -> HttpResponse:
        """Writes a note and goes back."""
        model: type[Model] | None = {"actor": Actor, "person": User}.get(what)
        about = model._default_manager.filter(pk=pk).first() if model else None
        if about is None or not self.has_change_permission(request):
            raise Http404
        form = NoteForm(request.POST)
        if form.is_valid():
            try:
                self._write(request, about, form.cleaned_data)
            except Refusal as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, _("The note is kept."))
        else:
            problems = (str(text) for texts in form.errors.values() for text in texts)
            messages.error(request, " ".join(problems))
        return self.back_from(request)

    def _write(self, request: HttpRequest, about: Any, sent: dict[str, Any]) -> None:
        actor, human = (about, None) if isinstance(about, Actor) else (None, about)
        notes.write(by=person(request), actor=actor, person=human, **sent)

    def save_model(self, request: HttpRequest, obj: Note, form: Any, change: bool) -> None:
        """Through the service."""
        notes.change(note=obj, by=person(request), **form.cleaned_data)


def _day(text: str | None) -> dt.date:
    return dt.date.fromisoformat(text) if text else timezone.localdate()


def notes_box(request: HttpRequest, object: Any = None, **_context: Any) -> str:
    """The notes about an actor or a person, with quick entry; for the secretariat only."""
    if not isinstance(object, Actor | User) or not request.user.is_staff:  # type: ignore[union-attr]
        return ""
    what = "actor" if isinstance(object, Actor) else "person"
    found = Note.objects.filter(Q(**{what: object})).select_related("assigned_to", "written_by")
    context = {
        "notes": sorted(found[:SHOWN], key=lambda note: note.done_at is not None),
        "form": NoteForm(auto_id="note_%s"),
        "write_url": reverse("admin:actors_note_write", args=[what, object.pk]),
    }
    return render_to_string("desk/notes.html", context, request)


slots.register("desk.object", notes_box, position=10)
