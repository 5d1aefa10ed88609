"""Handbooks: the list, one as a page, and as a PDF."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from knowledge import handbook_pdf
from knowledge.models import Handbook
from knowledge.selectors import handbooks
from platform_portal.core.errors import Refusal
from platform_portal.core.files import as_file
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def handbook_list(request: HttpRequest) -> HttpResponse:
    """All handbooks."""
    return render(request, "knowledge/handbook_list.html", {"handbooks": handbooks.overview(request.user)})


@login_not_required
@read_only
def handbook(request: HttpRequest, slug: str) -> HttpResponse:
    """One handbook: its chapters with the products the reader may read."""
    found = get_object_or_404(Handbook.objects.visible_to(request.user), slug=slug)
    context = {"handbook": found, "chapters": handbooks.chapters_of(found, request.user)}
    return render(request, "knowledge/handbook_detail.html", context)


@login_not_required
@read_only
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as a file, in the reader's language."""
    found = get_object_or_404(Handbook.objects.visible_to(request.user), slug=slug)
    try:
        content = handbook_pdf.made(found, handbooks.chapters_of(found, request.user))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    return as_file(content, "application/pdf", f"{found.slug}.pdf", is_private=True)
