"""Report of a barrier: a form that posts, and the page that thanks."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from platform_portal.core.reading import read_only
from platform_portal.pages.forms import BarrierForm
from platform_portal.pages.services import report_barrier


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Shows the form, keeps what was typed when something is wrong, thanks when it is sent."""
    came_from = request.headers.get("Referer", "")[:500]
    form = BarrierForm(request.POST if request.method == "POST" else None, initial={"address": came_from})
    if request.method == "POST":
        if form.is_trapped:
            return redirect("accessibility-feedback-sent")
        if form.is_valid():
            report_barrier(**form.report())
            return redirect("accessibility-feedback-sent")
    status = 422 if form.errors else 200
    return render(request, "pages/accessibility_feedback.html", {"form": form}, status=status)


@login_not_required
@read_only
def sent(request: HttpRequest) -> HttpResponse:
    """Thanks; an address of its own, so that reloading sends nothing again."""
    return render(request, "pages/accessibility_feedback_sent.html")
