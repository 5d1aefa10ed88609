"""What members propose, at the desk: read, accept, decline."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.models import Impulse
from events.services import impulses as services
from platform_portal.core.desk.site import safe_next
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal


@require_safe
def impulse(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal with both answers."""
    rows = Impulse.objects.select_related("actor", "working_group", "event")
    found = get_object_or_404(rows, pk=pk)
    listed = reverse("admin:events_impulse_changelist")
    context = {
        **admin.site.each_context(request),
        "title": found.title,
        "crumbs": [(Impulse._meta.verbose_name_plural, listed), (found.title, "")],
        "impulse": found,
    }
    return render(request, "desk/events/impulse.html", context)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes it up; a proposed event is opened as a draft."""
    found = get_object_or_404(Impulse, pk=pk)
    try:
        made = services.accept(impulse=found, by=person(request))
        messages.success(request, _("Accepted; the person is being told."))
        if made.event_id and "next" not in request.POST:
            return redirect("admin:events_event_change", made.event_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(safe_next(request, reverse("impulse-review", args=[found.pk])))


@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Not now, with the reason."""
    found = get_object_or_404(Impulse, pk=pk)
    try:
        services.decline(impulse=found, reason=request.POST.get("reason", ""), by=person(request))
        messages.success(request, _("Declined; the person is being told."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("impulse-review", pk=found.pk)
