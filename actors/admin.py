"""The secretariat's tables of actors, topics and working groups. What changes a state goes through the services."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline, TranslationTabularInline

from accounts.models import User
from actors.enums import Language
from actors.models import (
    Actor,
    ActorGroup,
    ActorTopic,
    Contact,
    Membership,
    Topic,
    WorkingGroup,
    WorkingGroupMember,
    WorkingGroupResult,
)
from actors.selectors import search
from actors.services import index, register
from platform_portal.core import audit
from platform_portal.core.errors import Refusal


def person(request: HttpRequest) -> User:
    """Who is at work; the admin lets nobody in without an account."""
    return cast("User", request.user)


class ActorTopicInline(admin.TabularInline):
    """Topics by role."""

    model = ActorTopic
    extra = 0
    autocomplete_fields = ("topic",)


class ContactInline(TranslationStackedInline):
    """Functions, never persons."""

    model = Contact
    extra = 0


class MembershipInline(admin.TabularInline):
    """Who keeps the entry."""

    model = Membership
    extra = 0
    raw_id_fields = ("user",)


class WorkingGroupMemberInline(admin.TabularInline):
    """Working groups of the actor."""

    model = WorkingGroupMember
    extra = 0


class ResultInline(TranslationTabularInline):
    """Results of a working group."""

    model = WorkingGroupResult
    extra = 0


@admin.register(Actor)
class ActorAdmin(TranslationAdmin):
    """Entries; the status changes by action only. Published ones are searched in every script and spelling."""

    list_display = ("name", "group", "kind", "place", "status", "last_confirmed_on")
    list_filter = ("status", "group", "kind", "place__country", "is_example")
    list_select_related = ("group", "place")
    search_fields = ("name_de", "name_uk", "name_en", "slug")
    autocomplete_fields = ("parent",)
    raw_id_fields = ("place",)
    readonly_fields = ("status", "published_at", "created_at", "updated_at")
    prepopulated_fields = {"slug": ("name_de",)}
    inlines = (ActorTopicInline, WorkingGroupMemberInline, ContactInline, MembershipInline)
    actions = ("publish", "confirm", "mark_dormant", "archive")
    list_per_page = 50

    def get_ordering(self, request: HttpRequest) -> tuple[Any, ...]:
        """By name in the alphabet of the reader's language; entries not yet on public pages follow."""
        language = (get_language() or "de")[:2]
        return (F(f"index__sort_{language}").asc(nulls_last=True), f"name_{language}", "pk")

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Working languages are ticked, not written as codes."""
        if db_field.name != "languages":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            choices=Language.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=capfirst(str(db_field.verbose_name)),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Actor], search_term: str
    ) -> tuple[QuerySet[Actor], bool]:
        """Also what the directory finds: other scripts, places, typing errors."""
        found, is_doubled = super().get_search_results(request, queryset, search_term)
        if not search_term:
            return found, is_doubled
        return queryset.filter(
            pk__in=[*found.values_list("pk", flat=True), *search.find(search_term).best.tolist()]
        ), False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The index follows once topics and groups are saved too."""
        super().save_related(request, form, formsets, change)
        action = "actor.updated" if change else "actor.created"
        audit.record(action=action, obj=form.instance, by=person(request), fields=sorted(form.changed_data))
        index.refresh([form.instance.pk])

    @admin.action(description=_("Publish"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Actor]) -> None:
        """Onto the public pages."""
        self._each(request, queryset, register.publish)

    @admin.action(description=_("Confirm as of today"))
    def confirm(self, request: HttpRequest, queryset: QuerySet[Actor]) -> None:
        """The entry is right."""
        self._each(request, queryset, register.confirm)

    @admin.action(description=_("Mark as dormant"))
    def mark_dormant(self, request: HttpRequest, queryset: QuerySet[Actor]) -> None:
        """Shown, but no longer suggested."""
        self._each(request, queryset, register.mark_dormant)

    @admin.action(description=_("Archive"))
    def archive(self, request: HttpRequest, queryset: QuerySet[Actor]) -> None:
        """Off the public pages."""
        self._each(request, queryset, register.archive)

    def _each(self, request: HttpRequest, queryset: QuerySet[Actor], step: Any) -> None:
        for actor in queryset.order_by("pk"):
            try:
                step(actor=actor, by=person(request))
            except Refusal as refusal:
                self.message_user(request, f"{actor}: {refusal}", messages.WARNING)


@admin.register(Topic)
class TopicAdmin(TranslationAdmin):
    """The curated tree."""

    list_display = ("name", "parent", "is_protected", "crs_code", "position")
    list_filter = ("is_protected", "parent")
    list_select_related = ("parent",)
    search_fields = ("name_de", "name_uk", "name_en", "slug", "synonyms")

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """New words are searchable at once; a new field above a topic concerns its actors."""
        super().save_model(request, obj, form, change)
        audit.record(action="topic.updated" if change else "topic.created", obj=obj, by=person(request))
        index.refresh_vocabulary()
        if "parent" in form.changed_data:
            index.refresh(obj.actor_topics.values_list("actor", flat=True))


@admin.register(WorkingGroup)
class WorkingGroupAdmin(TranslationAdmin):
    """Groups, their topics and results."""

    list_display = ("name", "parent", "status", "position")
    list_filter = ("status",)
    list_select_related = ("parent",)
    search_fields = ("name_de", "name_uk", "name_en")
    autocomplete_fields = ("topics",)
    inlines = (ResultInline,)

    def save_model(self, request: HttpRequest, obj: WorkingGroup, form: Any, change: bool) -> None:
        """Members count for the groups above, so their rows follow."""
        super().save_model(request, obj, form, change)
        audit.record(
            action="working_group.updated" if change else "working_group.created", obj=obj, by=person(request)
        )
        index.refresh(obj.members.values_list("actor", flat=True))
        index.announce()


@admin.register(ActorGroup)
class ActorGroupAdmin(TranslationAdmin):
    """The eight groups."""

    list_display = ("name", "slug", "position")

    def save_model(self, request: HttpRequest, obj: ActorGroup, form: Any, change: bool) -> None:
        """New words are searchable at once."""
        super().save_model(request, obj, form, change)
        index.refresh_vocabulary()
