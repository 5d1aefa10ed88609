"""After an event: its documents, who has been told of them, the evaluation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.forms_desk import DocumentForm
from events.models import Registration
from events.selectors import evaluations
from events.services import documents as services
from events.views.desk.frame import event_or_404, page
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal


@require_safe
def afterwards(request: HttpRequest, pk: int) -> HttpResponse:
    """Documents, evaluation, numbers."""
    event = event_or_404(pk)
    return page(
        request,
        event,
        "event-afterwards",
        "desk/events/afterwards.html",
        _("Afterwards: %(event)s") % {"event": event.title},
        documents=services.with_numbers(event),
        attended=Registration.objects.attended().filter(event=event).count(),
        asked=services.asked_number(event),
        form=DocumentForm(event=event),
        summary=evaluations.summary(event),
        fewest=evaluations.FEWEST,
        is_over=event.ends_at <= timezone.now(),
    )


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Attaches a knowledge product."""
    event = event_or_404(pk)
    form = DocumentForm(request.POST, event=event)
    if form.is_valid():
        services.attach(event=event, by=person(request), **form.cleaned_data)
        messages.success(request, _("The document belongs to the event now."))
    else:
        messages.error(request, _("Choose a product that does not belong to the event yet."))
    return redirect("event-afterwards", pk=event.pk)


@require_POST
def remove(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """Takes it away again; the product itself stays."""
    event = event_or_404(pk)
    found = get_object_or_404(event.documents, pk=document)
    services.detach(document=found, by=person(request))
    messages.success(request, _("The document no longer belongs to the event."))
    return redirect("event-afterwards", pk=event.pk)


@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Tells those who attended."""
    event = event_or_404(pk)
    chosen = [int(value) for value in request.POST.getlist("document") if value.isdigit() and len(value) < 10]
    try:
        services.announce(
            event=event, documents=chosen, ask=request.POST.get("ask") == "yes", by=person(request)
        )
        messages.success(request, _("Those who took part are being told, each once."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("event-afterwards", pk=event.pk)
