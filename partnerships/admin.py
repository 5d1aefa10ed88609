"""Partnerships, postings and cited figures at the desk; their status changes by steps only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from actors.services import index
from partnerships.admin_postings import TICKED, consents_of, leak_warning, ticked, widening_step
from partnerships.enums import PartnershipStatus, PostingStatus
from partnerships.models import CitedFigure, Document, HistoryEntry, Partnership, Party, Posting
from partnerships.selectors.name_search import named, parties_named, partnerships_of, words_of
from partnerships.services import partnership_states, posting_protection, posting_states
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin, Named
from platform_portal.core.desk.steps import Step
from platform_portal.core.desk.with_steps import person
from platform_portal.core.visibility import Visibility


class PartyInline(Named, admin.TabularInline):
    """Who takes part, in which role."""

    model = Party
    extra = 0
    autocomplete_fields = ("actor", "place")


class HistoryInline(Named, TranslationStackedInline):
    """What happened when."""

    model = HistoryEntry
    extra = 0


class DocumentInline(Named, admin.TabularInline):
    """Links to declarations, treaties, reports."""

    model = Document
    extra = 0


def _partnership_step(slug: str, label: Any, status: PartnershipStatus) -> Step:
    return Step(
        slug,
        label,
        lambda row, by: partnership_states.set_status(partnership=row, status=status, by=by),
        remember=lambda row: row.status,
        undo=lambda row, before, by: partnership_states.take_back(
            partnership=row, status=before, left_as=status.value, by=by
        ),
        explanation=_("The change is written into the history of the partnership with today's date."),
    )


def _posting_step(slug: str, label: Any, run: Any, status: PostingStatus) -> Step:
    return Step(
        slug,
        label,
        lambda row, by: run(posting=row, by=by),
        remember=lambda row: row.status,
        undo=lambda row, before, by: posting_states.take_back(
            posting=row, status=before, left_as=status.value, by=by
        ),
    )


class FoundByName(DeskAdmin):
    """Searched by the names of actors and places too, in any script; `about` says what one word finds."""

    def about(self, word: str) -> Q:
        """Nothing more."""
        return Q(pk__in=())

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Every word must find something."""
        found, is_doubled = super().get_search_results(request, queryset, search_term)
        words = words_of(search_term)
        if not words:
            return found, is_doubled
        of_names = Q()
        for word in words:
            of_names &= self.about(word)
        return queryset.filter(Q(pk__in=found.order_by().values("pk")) | of_names), False


@admin.register(Partnership)
class PartnershipAdmin(FoundByName, TranslationAdmin):
    """Partnerships with parties, history and documents on one page."""

    daily = 1
    list_display = ("title", "kind", "status", "since_on", "has_bridge", "confidence", "is_example")
    list_filter = ("kind", "status", "confidence", "has_bridge", "is_example")
    search_fields = ("slug", "parties__label", "source", "note")
    readonly_fields = ("created_at", "updated_at")
    autocomplete_fields = ("products",)
    date_hierarchy = "since_on"
    inlines = (PartyInline, HistoryInline, DocumentInline)
    export_columns = (
        "slug",
        "kind",
        "status",
        "since_on",
        "since_precision",
        "until_on",
        "has_bridge",
        "confidence",
        "source",
        "note",
        "is_example",
    )
    steps = (
        _partnership_step("active", _("Mark as active"), PartnershipStatus.ACTIVE),
        _partnership_step("dormant", _("Mark as dormant"), PartnershipStatus.DORMANT),
        _partnership_step("ended", _("Mark as completed"), PartnershipStatus.ENDED),
    )

    restored_fields = (
        "kind", "since_on", "since_precision", "until_on", "has_bridge", "confidence", "source", "note",
        "portrait_de", "portrait_uk", "portrait_en",
    )  # fmt: skip
    list_links = ((_("Import"), "admin:actors_importjob_changelist"),)

    def after_restore(self, obj: Partnership, by: Any) -> None:
        """The search index of the actors concerned follows."""
        index.refresh(pk for pk in obj.parties.values_list("actor", flat=True) if pk)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partnership]:
        """With the names of the parties."""
        return Partnership.objects.with_parties().order_by(*self.get_ordering(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The status of an existing partnership changes by steps."""
        return (*self.readonly_fields, "status") if obj else self.readonly_fields

    def about(self, word: str) -> Q:
        """Partnerships of somebody with the name."""
        return partnerships_of(parties_named(word))

    @admin.display(description=Partnership._meta.verbose_name)
    def title(self, partnership: Partnership) -> str:
        """Names of the parties."""
        return partnership.title_here or partnership.slug

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Also brings the search index of the actors concerned up to date."""
        before = set(form.instance.parties.values_list("actor", flat=True))
        super().save_related(request, form, formsets, change)
        after = set(form.instance.parties.values_list("actor", flat=True))
        action = "partnership.updated" if change else "partnership.created"
        fields = sorted(form.changed_data)
        audit.record(action=action, obj=form.instance, by=person(request), fields=fields)
        index.refresh(pk for pk in before | after if pk)


@admin.register(Posting)
class PostingAdmin(FoundByName, TranslationAdmin):
    """Needs and offers."""

    daily = 2
    list_display = (
        "title",
        "direction",
        "actor",
        "place",
        "status",
        "visibility",
        "posted_on",
        "is_published_request",
    )
    list_filter = (
        "direction", "status", "visibility", "is_guarded", "horizon", "is_published_request", "is_example",
    )  # fmt: skip
    list_select_related = ("actor", "place")
    search_fields = ("title_de", "title_uk", "title_en", "slug", "source")
    autocomplete_fields = ("actor", "place")
    readonly_fields = ("status", "is_guarded", "found_by_check", "consents", "created_at", "updated_at")
    export_columns = (
        "slug",
        "direction",
        "title_de",
        "title_uk",
        "title_en",
        "actor__slug",
        "place__name_native",
        "status",
        "visibility",
        "posted_on",
        "expires_on",
        "cooperation_kinds",
        "horizon",
        "languages",
        "in_return",
        "project_url",
        "is_guarded",
        "source",
        "is_example",
    )
    steps = (
        _posting_step("publish", _("Publish"), posting_states.publish, PostingStatus.PUBLISHED),
        _posting_step("draft", _("Back to draft"), posting_states.return_to_draft, PostingStatus.DRAFT),
        _posting_step(
            "matched", _("A partner was found"), posting_states.mark_matched, PostingStatus.MATCHED
        ),
        _posting_step("withdraw", _("Withdraw"), posting_states.withdraw, PostingStatus.WITHDRAWN),
        widening_step("widen-members", _("Agree to show to members"), Visibility.MEMBERS),
        widening_step("widen-public", _("Agree to show to everybody"), Visibility.PUBLIC),
    )

    restored_fields = (
        "direction", "title_de", "title_uk", "title_en", "text_de", "text_uk", "text_en", "actor", "place",
        "cooperation_kinds", "horizon", "languages", "in_return", "project_url", "urgency", "posted_on", "expires_on",
        "source",
    )  # fmt: skip

    def after_restore(self, obj: Posting, by: Any) -> None:
        """Words that come back are checked again; the search index of the actor follows."""
        posting_protection.guard(posting=obj, by=by)
        if obj.actor_id:
            index.refresh([obj.actor_id])

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Lists of choices are ticked."""
        if db_field.name in TICKED:
            return ticked(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("Leak check"))
    def found_by_check(self, posting: Posting) -> str:
        """The passages that could tell too much, marked."""
        return leak_warning(posting)

    @admin.display(description=_("Agreed to show it to more readers"))
    def consents(self, posting: Posting) -> str:
        """Who has agreed to what; two are needed, for the words as they are."""
        return consents_of(posting)

    def about(self, word: str) -> Q:
        """Postings of somebody with the name."""
        return named(word)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Also brings the search index of the actor up to date."""
        super().save_related(request, form, formsets, change)
        posting_protection.guard(posting=form.instance, by=person(request))
        action = "posting.updated" if change else "posting.created"
        fields = sorted(form.changed_data)
        audit.record(action=action, obj=form.instance, by=person(request), fields=fields)
        if form.instance.actor_id:
            index.refresh([form.instance.actor_id])


@admin.register(CitedFigure)
class CitedFigureAdmin(DeskAdmin, TranslationAdmin):
    """Figures of others."""

    list_display = ("label", "region", "value", "on", "source")
    list_filter = ("region",)
    list_select_related = ("region",)
    search_fields = ("label_de", "label_uk", "label_en", "source")
    spoken_fields = ("label_de", "label_uk", "label_en")
    export_columns = ("label_de", "region__slug", "value", "on", "source")


from partnerships import admin_requests, admin_rounds  # noqa: E402, F401
