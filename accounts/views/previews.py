"""Begin and end of the portal as another role sees it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.preview import PreviewRole
from accounts.services import previews
from platform_portal.core.errors import Refusal


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose a role; for the secretariat only, for others the page does not exist."""
    if not request.user.is_staff:
        raise Http404
    if request.method != "POST":
        return render(request, "accounts/preview_choose.html", {"roles": PreviewRole.choices})
    try:
        previews.begin(request=request, by=request.user, role=request.POST.get("role", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("account_preview")
    return redirect("dashboard")


@login_not_required  # as a visitor one is not logged in
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Back to one's own role."""
    person = getattr(request, "real_user", request.user)
    if isinstance(person, User):
        previews.end(request=request, by=person)
    return redirect("account_preview" if person.is_staff else "dashboard")
