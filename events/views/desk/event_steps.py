"""What is done with a whole event on a page of its own: inviting, copying, cancelling."""

from __future__ import annotations

from collections import Counter

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from events.forms_desk import CancelForm, CopyForm, InviteForm
from events.models import Event
from events.selectors import participants as selectors
from events.services import after_changes, copying, desk_steps, states
from events.views.desk.frame import event_or_404, page
from platform_portal.core.context import LANGUAGE_NAMES
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate


@require_safe
def copies(request: HttpRequest) -> HttpResponse:
    """Templates first, then past events, the latest first: what a new event can be made from."""
    found = Event.objects.select_related("place").order_by("-is_template", "-starts_at", "-pk")
    context = {
        **admin.site.each_context(request),
        "title": _("Copy an event, or make one from a template"),
        "lead": _("Sessions, rooms, questions, quotas and reminders come along; people and results do not."),
        "crumbs": [(Event._meta.verbose_name_plural, "../event/"), (_("Copy"), "")],
        "page": paginate(request, found, 50),
    }
    return render(request, "desk/events/copies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft on another day, or a template."""
    event = event_or_404(pk)
    initial = {"on": max(event.local_start.date(), timezone.localdate())}
    form = CopyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = copying.copy_event(
                event=event,
                by=person(request),
                as_template=request.POST.get("as") == "template",
                **form.cleaned_data,
            )
            messages.success(request, _("The copy is a draft. Check the dates, then publish it."))
            return redirect("admin:events_event_change", made.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    title = _("New from this template") if event.is_template else _("Copy the event")
    return page(
        request, event, "", "desk/events/copy.html", title, form=form, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """First who will be told, then the cancellation."""
    event = event_or_404(pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = states.cancel(event=event, reason=form.cleaned_data["reason"], by=person(request))
            text = ngettext(
                "Cancelled; %(number)s person is being told.",
                "Cancelled; %(number)s people are being told.",
                told,
            )
            messages.success(request, text % {"number": told})
            return redirect("event-participants", pk=event.pk)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    people = after_changes.people_of(event)
    languages = Counter(person.language for person in people)
    return page(
        request,
        event,
        "",
        "desk/events/cancel.html",
        _("Cancel the event"),
        form=form,
        total=len(people),
        states=selectors.states(event),
        languages=[(LANGUAGE_NAMES[code], number) for code, number in languages.most_common()],
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Personal invitations with held places: first a preview of each line, done with `confirm`. If nobody can be invited the form stays."""
    event = event_or_404(pk)
    form = InviteForm(request.POST or None, event=event)
    outlooks = []
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data
        is_sure = request.POST.get("confirm") == "yes"
        outlooks = desk_steps.invite_each(event=event, by=person(request), is_trial=not is_sure, **sent)
        if is_sure and any(not refusal for _name, refusal in outlooks):
            _tell(request, outlooks)
            return redirect("event-participants", pk=event.pk)
    return page(
        request,
        event,
        "",
        "desk/events/invite.html",
        _("Invite"),
        form=form,
        outlooks=outlooks,
        ready=sum(not refusal for _name, refusal in outlooks),
        status=422 if form.errors else 200,
    )


def _tell(request: HttpRequest, outlooks: list[tuple[str, str]]) -> None:
    for name, refusal in outlooks:
        if refusal:
            messages.warning(request, f"{name}: {refusal}")
    done = sum(not refusal for _name, refusal in outlooks)
    text = ngettext("%(number)s person was invited.", "%(number)s people were invited.", done)
    messages.success(request, text % {"number": done})
