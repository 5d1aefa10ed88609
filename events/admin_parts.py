"""Parts of an event's form at the desk: places, quotas, reminders, questions, pictures of the report."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from events.forms_desk import BucketFormSet
from events.models import Bucket, EventPicture, GroupQuota, Question, QuestionOption, Reminder
from events.services import editing
from platform_portal.core.desk.model_admin import Named


class BucketInline(Named, admin.TabularInline):
    """How many places there are, per way of taking part."""

    model = Bucket
    formset = BucketFormSet
    fields = ("mode", "capacity")
    extra = 0

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They follow the format of the event."""
        return False


class QuotaInline(Named, admin.TabularInline):
    """At most so many of a group."""

    model = GroupQuota
    extra = 0


class ReminderInline(Named, admin.TabularInline):
    """Mails before the start."""

    model = Reminder
    extra = 0


class QuestionInline(Named, TranslationStackedInline):
    """What the event asks; choices are entered on the page of the question."""

    model = Question
    extra = 0
    fields = ("kind", "label", "help_text", "is_required", "mode", "purge_days", "position")
    show_change_link = True


class OptionInline(Named, TranslationTabularInline):
    """Answers to choose."""

    model = QuestionOption
    extra = 1


class PictureInline(Named, TranslationStackedInline):
    """Pictures of the report, with alternative text and credit."""

    model = EventPicture
    extra = 0


class SessionBucketFormSet(BaseInlineFormSet):
    """Places of a session: one line per way of taking part, never fewer places than are taken."""

    def clean(self) -> None:
        """Numbers, and no line twice."""
        super().clean()
        lines = [form.cleaned_data for form in self.forms if getattr(form, "cleaned_data", None)]
        modes = [line["mode"] for line in lines if line.get("mode")]
        if len(modes) != len(set(modes)):
            raise ValidationError(_("Each way of taking part stands here once."))
        if self.instance.pk:
            wanted = {line["id"].pk: line.get("capacity") for line in lines if line.get("id")}
            refused = editing.check_capacities(self.instance.event, wanted)
            if refused:
                raise ValidationError(refused)

    def save_new(self, form: Any, commit: bool = True) -> Any:
        """Places of a session are places of its event."""
        form.instance.event = self.instance.event
        return super().save_new(form, commit)


class SessionBucketInline(Named, admin.TabularInline):
    """How many may take part in a session with places of its own."""

    model = Bucket
    fk_name = "session"
    formset = SessionBucketFormSet
    fields = ("mode", "capacity")
    extra = 1
    max_num = 2

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Somebody may be registered."""
        return False
