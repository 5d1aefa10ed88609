"""Parts of an event's form at the desk: places, quotas, reminders, questions, pictures of the report."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from modeltranslation.admin import TranslationStackedInline, TranslationTabularInline

from events.forms_desk import BucketFormSet
from events.models import Bucket, EventPicture, GroupQuota, Question, QuestionOption, Reminder
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
