"""Projects of a partnership."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from partnerships.forms_living import ProjectForm
from partnerships.models import Partnership, PartnershipProject
from partnerships.services.living import projects as services
from partnerships.views.living.room import shared_or_404
from platform_portal.core.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """A new project."""
    return _form(request, shared_or_404(request, slug), None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Changes a project; `language` chooses which texts."""
    partnership = shared_or_404(request, slug)
    return _form(request, partnership, get_object_or_404(partnership.projects, pk=pk))


@require_POST
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes a project out."""
    partnership = shared_or_404(request, slug)
    project = get_object_or_404(partnership.projects, pk=pk)
    try:
        services.remove(project=project, by=person_of(request))
        messages.success(request, _("The project has been removed."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnership-room", slug)


def _form(request: HttpRequest, partnership: Partnership, project: PartnershipProject | None) -> HttpResponse:
    initial = {"language": person_of(request).language} if project is None else {}
    form = ProjectForm(request.POST or None, project=project, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.write(partnership=partnership, facts=form.facts, project=project, by=person_of(request))
            messages.success(request, _("The project is kept."))
            return redirect("partnership-room", partnership.slug)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"partnership": partnership, "project": project, "form": form}
    return render(request, "partnerships/living/project.html", context, status=422 if form.errors else 200)
