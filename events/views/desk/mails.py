"""Mails to participants: draft, preview with numbers, test to oneself, sending."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.enums import ParticipantState
from events.forms_desk import BulkMailForm
from events.models import BulkMail, Event
from events.services import bulk_mail as services
from events.views.desk.frame import event_or_404, page
from platform_portal.core.context import LANGUAGE_NAMES
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate


def _crumb(event: Event) -> tuple[tuple[str, str], ...]:
    return ((_("Mails"), reverse("event-mails", args=[event.pk])),)


@require_safe
def mails(request: HttpRequest, pk: int) -> HttpResponse:
    """What was written, and what is a draft."""
    event = event_or_404(pk)
    return page(
        request,
        event,
        "event-mails",
        "desk/events/mail_list.html",
        _("Mails: %(event)s") % {"event": event.title},
        page=paginate(request, event.bulk_mails.select_related("created_by"), 30),
        reminders=list(event.reminders.all()),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, pk: int, mail: int | None = None) -> HttpResponse:
    """A new mail, or a draft that is changed."""
    event = event_or_404(pk)
    found = get_object_or_404(event.bulk_mails, pk=mail, queued_at=None) if mail else BulkMail(event=event)
    initial = {} if mail else {"states": ["confirmed"]}
    form = BulkMailForm(request.POST or None, instance=found, event=event, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.keep(mail=form.save(commit=False), by=person(request))
            return redirect("event-mail", pk=event.pk, mail=kept.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    return page(
        request,
        event,
        "",
        "desk/events/mail_write.html",
        _("Write to participants"),
        crumbs=_crumb(event),
        form=form,
        status=422 if form.errors else 200,
    )


@require_safe
def mail(request: HttpRequest, pk: int, mail: int) -> HttpResponse:
    """How it will read in each language and how many get it; nothing is sent by looking at it."""
    event = event_or_404(pk)
    found = get_object_or_404(event.bulk_mails, pk=mail)
    numbers = services.numbers(found)
    written = services.languages_of(found)
    shown = [
        {
            "code": code,
            "name": name,
            "number": numbers.get(code, 0),
            "subject": services.text_in(found, code)[0],
            "text": services.text_in(found, code)[1],
            "is_written": code in written,
            "source": LANGUAGE_NAMES[found.source_language],
        }
        for code, name in LANGUAGE_NAMES.items()
        if numbers.get(code) or code in written
    ]
    return page(
        request,
        event,
        "",
        "desk/events/mail_detail.html",
        found.subject or _("Mail"),
        crumbs=_crumb(event),
        mail=found,
        shown=shown,
        total=sum(numbers.values()),
        sent=services.sent_number(found),
        states=[str(label) for value, label in ParticipantState.choices if value in found.states],
    )


@require_POST
def test(request: HttpRequest, pk: int, mail: int) -> HttpResponse:
    """To oneself."""
    event = event_or_404(pk)
    found = get_object_or_404(event.bulk_mails, pk=mail)
    number = services.send_test(mail=found, by=person(request))
    text = ngettext(
        "%(number)s test mail is on its way to you.", "%(number)s test mails are on their way to you.", number
    )
    messages.success(request, text % {"number": number})
    return redirect("event-mail", pk=event.pk, mail=found.pk)


@require_POST
def send(request: HttpRequest, pk: int, mail: int) -> HttpResponse:
    """To everyone."""
    event = event_or_404(pk)
    found = get_object_or_404(event.bulk_mails, pk=mail)
    try:
        if request.POST.get("sure") != "yes":
            raise Refusal(_("Please confirm that the mail shall go out."))
        services.send_off(mail=found, by=person(request))
        messages.success(request, _("The mail is being sent. Nobody gets it twice."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("event-mail", pk=event.pk, mail=found.pk)
