"""Actors, topics and working groups at the desk. What changes a state goes through the services."""

from __future__ import annotations

import datetime as dt
from importlib import import_module
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline, TranslationTabularInline

from actors import admin_simple_imports as simple_imports
from actors.enums import ActorStatus, Language, WorkingGroupStatus
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
from actors.services import addresses, duplicate_search, group_states, index, register, undoing
from actors.services.duplicate_search import COMPARED
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin, Named
from platform_portal.core.desk.steps import Step
from platform_portal.core.desk.with_steps import person


class ActorTopicInline(Named, admin.TabularInline):
    """Topics by role."""

    model = ActorTopic
    extra = 0
    autocomplete_fields = ("topic",)


class ContactInline(Named, TranslationStackedInline):
    """Functions, never persons."""

    model = Contact
    extra = 0


class MembershipInline(Named, admin.StackedInline):
    """Who keeps the entry; roles are given and taken on the page of the persons, by invitation."""

    model = Membership
    extra = 0
    can_delete = False
    fields = readonly_fields = ("user", "role")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By invitation."""
        return False


class WorkingGroupMemberInline(Named, admin.TabularInline):
    """Working groups of the actor."""

    model = WorkingGroupMember
    extra = 0


class ResultInline(Named, TranslationTabularInline):
    """Results of a working group."""

    model = WorkingGroupResult
    extra = 0


def _status_step(slug: str, label: Any, run: Any, status: ActorStatus, explanation: Any) -> Step:
    return Step(
        slug,
        label,
        lambda actor, by: run(actor=actor, by=by),
        remember=lambda actor: actor.status,
        undo=lambda actor, before, by: undoing.return_to_status(
            actor=actor, status=before, left_as=status.value, by=by
        ),
        explanation=explanation,
    )


@admin.register(Actor)
class ActorAdmin(DeskAdmin, TranslationAdmin):
    """Entries; the status changes by steps only. Published ones are searched in every script and spelling."""

    daily = 1
    list_display = ("name", "group", "kind", "place", "status", "last_confirmed_on")
    list_filter = ("status", "group", "kind", "place__country", "is_trusted", "is_example")
    list_select_related = ("group", "place")
    search_fields = ("name_de", "name_uk", "name_en", "slug")
    autocomplete_fields = ("parent", "place")
    readonly_fields = ("status", "published_at", "created_at", "updated_at")
    prepopulated_fields = {"slug": ("name_de",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", "group", "kind", "place", "parent")}),
        (_("Texts"), {"fields": ("description", "source_language", "outdated_translations")}),
        (_("How it is reached"), {"fields": ("website", "linkedin_url", "logo", "languages")}),
        (_("Suggestions"), {"fields": ("is_open_to_proposals", "capacity_per_quarter")}),
        (
            _("For the secretariat"),
            {"fields": ("is_trusted", "last_confirmed_on", "source", "is_example", "status", "published_at",
                        "created_at", "updated_at")},
        ),
    )  # fmt: skip
    inlines = (ActorTopicInline, WorkingGroupMemberInline, ContactInline, MembershipInline)
    list_links = ((_("Import"), "admin:actors_importjob_changelist"),)
    export_columns = (
        "slug", "name_de", "name_uk", "name_en", "kind", "group__slug", "place__name_native", "website", "linkedin_url",
        "description_de", "description_uk", "description_en", "source", "status", "last_confirmed_on", "is_example",
    )  # fmt: skip
    restored_fields = (
        "name_de", "name_uk", "name_en", "description_de", "description_uk", "description_en", "group", "kind", "place",
        "parent", "languages", "website", "source",
    )  # fmt: skip
    steps = (
        _status_step(
            "publish",
            _("Publish"),
            register.publish,
            ActorStatus.PUBLISHED,
            _("The entries stand on the public pages and can be found."),
        ),
        Step(
            "confirm",
            _("Confirm as of today"),
            lambda actor, by: register.confirm(actor=actor, by=by),
            remember=lambda actor: actor.last_confirmed_on.isoformat() if actor.last_confirmed_on else None,
            undo=lambda actor, day, by: undoing.return_to_confirmation(
                actor=actor, on=dt.date.fromisoformat(day) if day else None, by=by
            ),
            explanation=_("The day of the last confirmation becomes today."),
        ),
        _status_step(
            "mark_dormant",
            _("Mark as dormant"),
            register.mark_dormant,
            ActorStatus.DORMANT,
            _("Still shown, but grey, and no longer suggested to others."),
        ),
        _status_step(
            "archive",
            _("Archive"),
            register.archive,
            ActorStatus.ARCHIVED,
            _("The entries leave the public pages."),
        ),
        _status_step(
            "return_to_draft",
            _("Back to draft"),
            register.return_to_draft,
            ActorStatus.DRAFT,
            _("The entries leave the public pages until they are published again."),
        ),
    )

    def restore_state(self, obj: Actor, values: dict[str, Any], by: Any) -> None:
        """Through the service, with its audit row; the index follows."""
        register.update_actor(actor=obj, by=by, **values)

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
        if change:
            addresses.remember(actor=form.instance, slug=form.initial.get("slug", ""))
        if not change or COMPARED & set(form.changed_data):
            duplicate_search.search_for(actor=form.instance)
        index.refresh([form.instance.pk])


@admin.register(Topic)
class TopicAdmin(DeskAdmin, TranslationAdmin):
    """The curated tree."""

    daily = 5
    list_display = ("name", "parent", "is_protected", "crs_code", "position")
    list_filter = ("is_protected", "parent")
    list_select_related = ("parent",)
    search_fields = ("name_de", "name_uk", "name_en", "slug", "synonyms")
    spoken_fields = ("name_de", "name_uk", "name_en")
    list_links = ((_("Import"), "admin:actors_topic_import"),)
    export_columns = simple_imports.TOPIC_COLUMNS
    restored_fields = (
        "name_de", "name_uk", "name_en", "parent", "synonyms", "crs_code", "crs_name", "sdgs", "is_protected", "position",
    )  # fmt: skip

    def get_urls(self) -> list[Any]:
        """With the import of topics."""
        return [*simple_imports.urls(self), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Topic, form: Any, change: bool) -> None:
        """New words are searchable at once; a new field above a topic concerns its actors."""
        super().save_model(request, obj, form, change)
        audit.record(action="topic.updated" if change else "topic.created", obj=obj, by=person(request))
        index.refresh_vocabulary()
        if "parent" in form.changed_data:
            index.refresh(obj.actor_topics.values_list("actor", flat=True))

    def after_restore(self, obj: Topic, by: Any) -> None:
        """Words and the field above may be others."""
        index.refresh_vocabulary()
        index.refresh(obj.actor_topics.values_list("actor", flat=True))


def _group_step(slug: str, label: Any, status: WorkingGroupStatus) -> Step:
    return Step(
        slug,
        label,
        lambda group, by: group_states.set_status(group=group, status=status, by=by),
        remember=lambda group: group.status,
        undo=lambda group, before, by: group_states.set_status(
            group=group, status=WorkingGroupStatus(before), by=by
        ),
    )


@admin.register(WorkingGroup)
class WorkingGroupAdmin(DeskAdmin, TranslationAdmin):
    """Groups, their topics and results."""

    daily = 4
    list_display = ("name", "parent", "status", "position")
    list_filter = ("status",)
    list_select_related = ("parent",)
    search_fields = ("name_de", "name_uk", "name_en")
    spoken_fields = ("name_de", "name_uk", "name_en")
    inlines = (ResultInline,)
    list_links = ((_("Import"), "admin:actors_workinggroup_import"),)
    export_columns = simple_imports.GROUP_COLUMNS
    restored_fields = (
        "name_de", "name_uk", "name_en", "purpose_de", "purpose_uk", "purpose_en", "parent", "takes_members", "members_url",
        "position", "source",
    )  # fmt: skip
    steps = (
        _group_step("active", _("Take up the work"), WorkingGroupStatus.ACTIVE),
        _group_step("planned", _("Announce for later"), WorkingGroupStatus.PLANNED),
    )

    def get_urls(self) -> list[Any]:
        """With the import of working groups."""
        return [*simple_imports.urls(self), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The status of an existing group changes by steps."""
        return (*self.readonly_fields, "status") if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: WorkingGroup, form: Any, change: bool) -> None:
        """Members count for the groups above, so their rows follow."""
        super().save_model(request, obj, form, change)
        audit.record(
            action="working_group.updated" if change else "working_group.created", obj=obj, by=person(request)
        )
        self.after_restore(obj, person(request))

    def after_restore(self, obj: WorkingGroup, by: Any) -> None:
        """The rows of the members follow."""
        index.refresh(obj.members.values_list("actor", flat=True))
        index.announce()


@admin.register(ActorGroup)
class ActorGroupAdmin(DeskAdmin, TranslationAdmin):
    """The eight groups."""

    list_display = ("name", "slug", "position")
    search_fields = ("name_de", "name_uk", "name_en")
    spoken_fields = ("name_de", "name_uk", "name_en")
    export_columns = ("slug", "name_de", "name_uk", "name_en", "position")

    def save_model(self, request: HttpRequest, obj: ActorGroup, form: Any, change: bool) -> None:
        """New words are searchable at once."""
        super().save_model(request, obj, form, change)
        action = "actor_group.updated" if change else "actor_group.created"
        audit.record(action=action, obj=obj, by=person(request), fields=sorted(form.changed_data))
        index.refresh_vocabulary()


# The areas bring their own tables.
for area in ("notes", "consent", "imports", "joining", "curation", "revision", "workspace"):
    import_module(f"actors.admin_{area}")
