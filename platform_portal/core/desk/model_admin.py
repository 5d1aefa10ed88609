"""What every list of the desk has: search in any script, saved views, steps with preview and undo, export, history."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib.admin.options import IncorrectLookupParameters, InlineModelAdmin
from django.db.models import FileField, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from platform_portal.core import audit
from platform_portal.core.desk import script_search
from platform_portal.core.desk.with_history import WithHistory
from platform_portal.core.desk.with_steps import WithSteps, person
from platform_portal.core.errors import BadParameter

log = logging.getLogger(__name__)

EXPORT_FORMATS = ("csv", "xlsx")


class Named(InlineModelAdmin):
    """Mixin of inlines: each field says its name to screen readers, also where only the column has a heading."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """With `aria-label`."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return named(field)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The box that removes a row too."""
        made = super().get_formset(request, obj, **kwargs)

        class NamedFormSet(made):  # type: ignore[misc,valid-type]
            def add_fields(self, form: Any, index: Any) -> None:
                super().add_fields(form, index)
                if "DELETE" in form.fields:
                    named(form.fields["DELETE"])

        return NamedFormSet


def named(field: Any) -> Any:
    """The field with its label as `aria-label` of its widget."""
    if field is not None and field.label:
        widget = getattr(field.widget, "widget", field.widget)
        widget.attrs["aria-label"] = str(field.label)
    return field


class DeskAdmin(WithSteps, WithHistory):
    """Base of all lists. Rows are deleted by administrators only, states change by steps only."""

    change_list_template = "desk/change_list.html"
    change_form_template = "desk/change_form.html"
    list_per_page = 50
    #: Place among the lists of its app that are in daily use; 0: one of the further lists, behind a fold of the navigation.
    daily = 0
    show_full_result_count = False
    #: Columns of the export, `relation__slug` for what a relation points to; empty: no export.
    export_columns: tuple[str, ...] = ()
    #: Columns in which the search compares by sound, in any script; for tables without an index of their own.
    spoken_fields: tuple[str, ...] = ()
    #: Further ways on from the list: (label, URL name) pairs.
    list_links: tuple[tuple[Any, str], ...] = ()

    def get_urls(self) -> list[Any]:
        """Own addresses before Django's, whose last one matches everything."""
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        export = path(
            "export/<slug:extension>/", self.admin_site.admin_view(self.export_view), name=f"{info}_export"
        )
        return [*self.step_urls(), *self.history_urls(), export, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """With the formats of the export and what can be taken back."""
        further = {
            "title": capfirst(self.opts.verbose_name_plural),
            "export_formats": EXPORT_FORMATS if self.may_export(request) else (),
            "list_links": self.list_links,
        }
        return super().changelist_view(request, {**further, **(extra_context or {})})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Headed by what the row is; what it is called stands below."""
        kind = capfirst(self.opts.verbose_name)
        title = kind if object_id else _("New: %(kind)s") % {"kind": self.opts.verbose_name}
        return super().changeform_view(
            request, object_id, form_url, {"title": title, **(extra_context or {})}
        )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Boxes for files say their name: Django puts it into a legend."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return named(field) if isinstance(db_field, FileField) else field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A field to type in where there may be many; else boxes to tick, as Django's two lists have no names for screen readers."""
        if db_field.name not in self.get_autocomplete_fields(request):
            kwargs = {"widget": CheckboxSelectMultiple} | kwargs
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None:
            # Only drops the sign that empties the field: it stands where a list may have none.
            field.widget.is_required = True
        return field

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What is written, and what sounds like it in another script."""
        found, is_doubled = super().get_search_results(request, queryset, search_term)
        if not search_term or not self.spoken_fields:
            return found, is_doubled
        spoken = script_search.matching(queryset, search_term, *self.spoken_fields)
        return queryset.filter(spoken) | queryset.filter(pk__in=found.order_by().values("pk")), False

    def may_export(self, request: HttpRequest) -> bool:
        """Whoever sees the list."""
        return bool(self.export_columns) and self.has_view_or_change_permission(request)

    def export_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Reads what the columns name in the same query."""
        related = {column.rsplit("__", 1)[0] for column in self.export_columns if "__" in column}
        return queryset.select_related(*sorted(related)) if related else queryset

    def export_view(self, request: HttpRequest, extension: str) -> HttpResponse:
        """The list as filtered and searched, all pages of it."""
        from platform_portal.core.desk import exports  # 17 MB that hardly any web process ever needs

        if extension not in EXPORT_FORMATS or not self.may_export(request):
            raise Http404
        try:
            listing = self.get_changelist_instance(request)
        except IncorrectLookupParameters as error:
            raise BadParameter(_("There is no such filter.")) from error
        queryset = self.export_queryset(listing.get_queryset(request))
        log.info("list %s exported by user %s", self.opts.label_lower, request.user.pk)
        resource = exports.resource_of(self.model, self.export_columns)
        return exports.response(resource, queryset, extension=extension, name=self.opts.model_name or "list")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Deleting is for administrators, and asks first; the secretariat archives."""
        return bool(request.user.is_superuser)  # type: ignore[union-attr]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """The page that asks first, with the name of the row in its title."""
        found = self.get_object(request, object_id)
        named_page = {"subtitle": str(found)} if found else {}
        return super().delete_view(request, object_id, {**named_page, **(extra_context or {})})

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """With its row in the audit log."""
        audit.record(action=f"{self.opts.model_name}.deleted", obj=obj, by=person(request))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """One row in the audit log each."""
        for obj in queryset:
            audit.record(action=f"{self.opts.model_name}.deleted", obj=obj, by=person(request))
        super().delete_queryset(request, queryset)

    def log_addition(self, *args: Any, **kwargs: Any) -> Any:
        """The audit log says it, without names of persons."""

    def log_change(self, *args: Any, **kwargs: Any) -> Any:
        """The audit log says it, without names of persons."""

    def log_deletions(self, *args: Any, **kwargs: Any) -> Any:
        """The audit log says it, without names of persons."""


class ReadOnlyDeskAdmin(DeskAdmin):
    """A list nobody adds to, changes or deletes from by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False
