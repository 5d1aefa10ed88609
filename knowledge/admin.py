"""Products and handbooks at the desk; states change by steps, files by new versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST
from modeltranslation.admin import TranslationAdmin, TranslationStackedInline

from actors.enums import Language
from knowledge.enums import ProductStatus
from knowledge.forms import VersionForm
from knowledge.models import ChapterProduct, Handbook, HandbookChapter, KnowledgeProduct, ProductVersion
from knowledge.services import handbooks, index, products, versions
from platform_portal.core import audit
from platform_portal.core.desk.model_admin import DeskAdmin, Named
from platform_portal.core.desk.steps import Step
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal


class VersionInline(Named, admin.TabularInline):
    """Versions, to read; a new one is added on a page of its own."""

    model = ProductVersion
    extra = 0
    fields = readonly_fields = (
        "number",
        "is_current",
        "on",
        "note",
        "link",
        "pages",
        "is_tagged",
        "text_state",
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """By the form of new versions."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version is what it was."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Earlier versions stay."""
        return False


def _step(slug: str, label: Any, run: Any, status: ProductStatus, explanation: Any) -> Step:
    return Step(
        slug,
        label,
        lambda row, by: run(product=row, by=by),
        remember=lambda row: row.status,
        undo=lambda row, before, by: products.take_back(
            product=row, status=before, left_as=status.value, by=by
        ),
        explanation=explanation,
    )


@admin.register(KnowledgeProduct)
class KnowledgeProductAdmin(DeskAdmin, TranslationAdmin):
    """The library; its search reads the files too."""

    change_form_template = "admin/knowledge/product.html"
    list_display = ("title", "kind", "status", "visibility", "published_on", "licence", "is_example")
    list_filter = ("status", "kind", "visibility", "licence", "is_example")
    search_fields = ("title_de", "title_uk", "title_en", "slug", "source")
    spoken_fields = ("title_de", "title_uk", "title_en")
    autocomplete_fields = ("authors",)
    prepopulated_fields = {"slug": ("title_de",)}
    readonly_fields = ("status", "proposed_for", "review_note", "created_at", "updated_at")
    inlines = (VersionInline,)
    export_columns = (
        "slug", "kind", "title_de", "title_uk", "title_en", "status", "visibility", "licence", "languages", "published_on",
        "source", "is_example",
    )  # fmt: skip
    restored_fields = (
        "title_de", "title_uk", "title_en", "summary_de", "summary_uk", "summary_en", "kind", "languages", "licence",
        "visibility", "published_on", "published_precision", "source",
    )  # fmt: skip
    steps = (
        _step(
            "publish",
            gettext_lazy("Publish"),
            products.publish,
            ProductStatus.PUBLISHED,
            gettext_lazy("The products stand in the library for those who may read them."),
        ),
        _step(
            "archive",
            gettext_lazy("Archive"),
            products.archive,
            ProductStatus.ARCHIVED,
            gettext_lazy("The products leave the library; the secretariat keeps them."),
        ),
    )

    def after_restore(self, obj: KnowledgeProduct, by: Any) -> None:
        """The words of the search follow."""
        index.refresh([obj.pk])

    def get_urls(self) -> list[URLResolver | URLPattern]:  # type: ignore[override]
        """With the form of a new version, and the way back to who proposed it."""
        guard = self.admin_site.admin_view
        add = require_http_methods(["GET", "HEAD", "POST"])(self.version_view)
        own = [
            path("<int:pk>/version/", guard(add), name="knowledge_knowledgeproduct_version"),
            path(
                "<int:pk>/return/",
                guard(require_POST(self.return_view)),
                name="knowledge_knowledgeproduct_return",
            ),
        ]
        return [*own, *super().get_urls()]

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Languages are ticked, not written as codes."""
        if db_field.name != "languages":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return forms.MultipleChoiceField(
            choices=Language.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=capfirst(str(db_field.verbose_name)),
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The words of the search follow."""
        super().save_related(request, form, formsets, change)
        action = "product.updated" if change else "product.created"
        audit.record(action=action, obj=form.instance, by=person(request), fields=sorted(form.changed_data))
        index.refresh([form.instance.pk])

    def version_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file or a link becomes the current version."""
        product = get_object_or_404(KnowledgeProduct, pk=pk)
        if not self.has_change_permission(request, product):
            raise PermissionDenied
        form = VersionForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            facts = {**form.cleaned_data, "file": form.cleaned_data["file"] or None}
            try:
                versions.add(product=product, by=person(request), **facts)
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("The new version is there. The earlier ones are kept."))
                return redirect("admin:knowledge_knowledgeproduct_change", pk)
        change_url = reverse("admin:knowledge_knowledgeproduct_change", args=[pk])
        context = {
            **self.admin_site.each_context(request),
            "title": _("New version"), "lead": str(product), "form": form,
            "crumbs": self.crumbs((str(product), change_url), (_("New version"), "")),
        }  # fmt: skip
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/knowledge/version.html", context, status=status)

    def return_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to who proposed it, with the reason."""
        product = get_object_or_404(KnowledgeProduct, pk=pk)
        if not self.has_change_permission(request, product):
            raise PermissionDenied
        try:
            products.return_to_author(
                product=product, by=person(request), reason=request.POST.get("reason", "")
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:knowledge_knowledgeproduct_change", pk)
        messages.success(request, _("Returned. The answer is on its way."))
        return redirect("admin:index")


class ChapterInline(Named, TranslationStackedInline):
    """Chapters of a handbook; their products are chosen on the page of the chapter."""

    model = HandbookChapter
    extra = 0
    show_change_link = True


class ChapterProductInline(Named, admin.TabularInline):
    """Products of a chapter in their order."""

    model = ChapterProduct
    extra = 1
    autocomplete_fields = ("product",)


def _book_step(slug: str, label: Any, status: ProductStatus) -> Step:
    return Step(
        slug,
        label,
        lambda row, by: handbooks.set_status(handbook=row, status=status, by=by),
        remember=lambda row: row.status,
        undo=lambda row, before, by: handbooks.set_status(
            handbook=row, status=ProductStatus(before), by=by
        ),
    )  # fmt: skip


@admin.register(Handbook)
class HandbookAdmin(DeskAdmin, TranslationAdmin):
    """Handbooks with their chapters."""

    list_display = ("title", "status", "position", "is_example")
    list_filter = ("status", "is_example")
    search_fields = ("title_de", "title_uk", "title_en", "slug")
    spoken_fields = ("title_de", "title_uk", "title_en")
    prepopulated_fields = {"slug": ("title_de",)}
    readonly_fields = ("status", "created_at", "updated_at")
    inlines = (ChapterInline,)
    export_columns = ("slug", "title_de", "title_uk", "title_en", "status", "position", "is_example")
    restored_fields = (
        "title_de",
        "title_uk",
        "title_en",
        "intro_de",
        "intro_uk",
        "intro_en",
        "position",
        "source",
    )
    steps = (
        _book_step("publish", gettext_lazy("Publish"), ProductStatus.PUBLISHED),
        _book_step("archive", gettext_lazy("Archive"), ProductStatus.ARCHIVED),
    )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With its row in the audit log."""
        super().save_related(request, form, formsets, change)
        action = "handbook.updated" if change else "handbook.created"
        audit.record(action=action, obj=form.instance, by=person(request), fields=sorted(form.changed_data))


@admin.register(HandbookChapter)
class HandbookChapterAdmin(DeskAdmin, TranslationAdmin):
    """A chapter with its products."""

    list_display = ("title", "handbook", "position")
    list_filter = ("handbook",)
    list_select_related = ("handbook",)
    search_fields = ("title_de", "title_uk", "title_en")
    spoken_fields = ("title_de", "title_uk", "title_en")
    inlines = (ChapterProductInline,)
    export_columns = ("handbook__slug", "position", "title_de", "title_uk", "title_en")
    restored_fields = ("title_de", "title_uk", "title_en", "intro_de", "intro_uk", "intro_en", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[HandbookChapter]:
        """In the order of the handbook."""
        return super().get_queryset(request).order_by("handbook", "position", "pk")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With its row in the audit log."""
        super().save_related(request, form, formsets, change)
        action = "handbook.chapter_updated" if change else "handbook.chapter_created"
        audit.record(action=action, obj=form.instance.handbook, by=person(request), chapter=form.instance.pk)
