"""Files with actors or partnerships at the desk: upload, look at what would happen, agree, watch, stop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from actors.enums import ImportState
from actors.import_kinds import kinds
from actors.models import ImportJob
from actors.services import import_jobs
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal
from platform_portal.core.export import csv_response
from platform_portal.core.import_report import Outcome
from platform_portal.core.pages import paginate

PER_PAGE = 100
ENCODINGS = (
    ("", _("UTF-8 or UTF-16 (found by itself)")),
    ("windows-1252", _("Windows, Western European")),
    ("windows-1251", _("Windows, Cyrillic")),
)
#: How many seconds the page waits before it looks again.
LOOK_AGAIN = 2
_ANSWERS = {"confirm": import_jobs.confirm, "stop": import_jobs.stop, "again": import_jobs.again}


class UploadForm(forms.Form):
    """What, from which file, how."""

    kind = forms.ChoiceField(label=_("What the file holds"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, at most 20 MB and 50,000 rows. The first line names the columns."),
    )
    encoding = forms.ChoiceField(label=_("Encoding of a CSV file"), choices=ENCODINGS, required=False)
    all_or_nothing = forms.BooleanField(
        label=_("All or nothing"), required=False, help_text=_("One row that cannot be used keeps the whole file out.")
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.slug, kind.label) for kind in kinds().values()]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


@admin.register(ImportJob)
class ImportJobAdmin(ReadOnlyDeskAdmin):
    """All imports; each has its page with preview, progress and report."""

    daily = 6
    list_display = ("created_at", "kind", "file_name", "state", "by", "ended_at")
    list_filter = ("kind", "state")
    list_select_related = ("by",)
    search_fields = ("file_name",)
    spoken_fields = ("file_name",)
    list_links = ((_("Import a file"), "admin:actors_importjob_upload"),)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without the content of the files."""
        return super().get_queryset(request).defer("data", "report")

    def get_urls(self) -> list[Any]:
        """Upload, the answers, the report as a file."""
        guard = self.admin_site.admin_view
        own = [
            path("upload/", guard(self.upload_view), name="actors_importjob_upload"),
            path("<int:pk>/report/", guard(self.report_view), name="actors_importjob_report"),
            path(
                "<int:pk>/answer/<slug:answer>/",
                require_POST(guard(self.answer_view)),
                name="actors_importjob_answer",
            ),
        ]
        return [*own, *super().get_urls()]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Takes a file in; nothing is written before somebody has seen what would happen."""
        self._check(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            sent = form.cleaned_data
            try:
                job = import_jobs.take_in(
                    kind=sent["kind"],
                    file_name=sent["file"].name,
                    data=sent["file"].read(import_jobs.MAX_BYTES + 1),
                    encoding=sent["encoding"],
                    all_or_nothing=sent["all_or_nothing"],
                    by=person(request),
                )
            except Refusal as refusal:
                form.add_error("file", str(refusal))
            else:
                return HttpResponseRedirect(self._url(job.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a file"),
            "lead": _("The file is checked first; nothing is written before you have seen the result."),
            "form": form,
            "kinds": kinds().values(),
            "crumbs": self.crumbs((_("Import a file"), "")),
        }
        return TemplateResponse(request, "desk/import_upload.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Preview, progress or result of one import."""
        self._check(request)
        job = self._job(object_id)
        rows = job.report.get("rows", [])
        wanted = request.GET.get("outcome", "")
        if wanted in Outcome:
            rows = [row for row in rows if row[1] == wanted]
        counts = job.report.get("counts", {})
        context = {
            **self.admin_site.each_context(request),
            "title": f"{kinds()[job.kind].label if job.kind in kinds() else job.kind}: {job.file_name}",
            "job": job,
            "page": paginate(request, rows, per_page=PER_PAGE),
            "counts": [(outcome.value, counts.get(outcome.value, 0)) for outcome in Outcome],
            "wanted": wanted,
            "can_confirm": job.state == ImportState.CHECKED
            and bool(counts.get("created") or counts.get("updated"))
            and not (job.all_or_nothing and counts.get("failed")),
            "can_stop": job.is_at_work or job.state == ImportState.CHECKED,
            "can_again": job.state == ImportState.FAILED and job.data is not None,
            "refresh": LOOK_AGAIN if job.is_at_work else 0,
            "crumbs": self.crumbs((job.file_name, "")),
        }
        return TemplateResponse(request, "desk/import_job.html", context)

    def report_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Every row of the report as CSV."""
        self._check(request)
        job = self._job(str(pk))
        header = ("line", "outcome", "name", "slug", "messages")
        return csv_response(f"import-{job.pk}.csv", header, job.report.get("rows", []))

    def answer_view(self, request: HttpRequest, pk: int, answer: str) -> HttpResponse:
        """Agree, stop, begin again."""
        self._check(request)
        if answer not in _ANSWERS:
            raise Http404
        try:
            _ANSWERS[answer](job=self._job(str(pk)), by=person(request))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(self._url(pk))

    def _job(self, pk: str) -> ImportJob:
        job = ImportJob.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 18 else None
        if job is None:
            raise Http404
        return job

    def _check(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise Http404

    def _url(self, pk: int) -> str:
        return reverse("admin:actors_importjob_change", args=[pk])
