"""The shared page of an introduction: contacts, first call, messages, next steps."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.signed_in import person_of
from partnerships.enums_requests import Party
from partnerships.forms_requests import CheckInForm, FileForm, MessageForm, StepForm
from partnerships.models import Introduction
from partnerships.selectors import introductions as selectors
from partnerships.selectors import requests as request_selectors
from partnerships.services.requests import files, introducing
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only


@read_only
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page both sides share."""
    introduction = _visible(request, pk)
    found = introduction.request
    sides = [actor for _party, actor in found.sides]
    open_question = selectors.open_check_in(introduction, person_of(request))
    context = {
        "introduction": introduction,
        "found": found,
        "content": request_selectors.content_of(found),
        "title": " – ".join(actor.name for actor in sides),
        "names": [actor.name for actor in sides],
        "reader": request_selectors.reader_of(found, person_of(request)),
        "texts": selectors.texts(introduction),
        "contacts": selectors.contacts(introduction, person_of(request)),
        "calls": selectors.calls(introduction),
        "written": introduction.messages.select_related("actor"),
        "steps": introduction.steps.select_related("actor"),
        "files": introduction.files.select_related("upload", "actor"),
        "file_form": FileForm(auto_id="file-%s"),
        "check_in": open_question,
        "check_in_form": CheckInForm(auto_id="check-in-%s") if open_question else None,
        "message_form": MessageForm(auto_id="message-%s", initial={"language": person_of(request).language}),
        "step_form": StepForm(auto_id="step-%s", sides=sides),
    }
    return render(request, "requests/introduction_detail.html", context)


@read_only
def call(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A suggestion for the first call as a calendar file."""
    introduction = _visible(request, pk)
    found = next((row for row in selectors.calls(introduction) if row.number == number), None)
    if found is None:
        raise Http404(_("There is no such suggestion."))
    url = request.build_absolute_uri(introduction.get_absolute_url())
    content = selectors.calendar_file(introduction, found, url)
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="call-{number}.ics"',
            "Cache-Control": "private, no-store",
        },
    )


@require_POST
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes a message."""
    introduction = _visible(request, pk)
    form = MessageForm(request.POST)
    if form.is_valid():
        try:
            introducing.write_message(introduction=introduction, by=person_of(request), **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Please write a message."))
    return redirect(introduction.get_absolute_url() + "#messages")


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a next step."""
    introduction = _visible(request, pk)
    form = StepForm(request.POST, sides=[actor for _party, actor in introduction.request.sides])
    if form.is_valid():
        try:
            introducing.add_step(
                introduction=introduction,
                by=person_of(request),
                language=person_of(request).language,
                **form.cleaned_data,
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
    else:
        messages.error(request, _("Please write what comes next."))
    return redirect(introduction.get_absolute_url() + "#steps")


@require_POST
def step_done(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Marks a step as done."""
    introduction = _visible(request, pk)
    row = get_object_or_404(introduction.steps, pk=step)
    try:
        introducing.finish_step(introduction=introduction, step=row, by=person_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(introduction.get_absolute_url() + "#steps")


@require_POST
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a file."""
    introduction = _visible(request, pk)
    form = FileForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refusal(_("Please choose a file."))
        files.add_file(introduction=introduction, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The file has been added."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(introduction.get_absolute_url() + "#files")


@require_POST
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers the question how it goes, in the portal."""
    introduction = _visible(request, pk)
    row = selectors.open_check_in(introduction, person_of(request))
    if row is None:
        raise Http404(_("There is nothing for you to answer here."))
    form = CheckInForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("Please choose an answer, and a reason where nothing came of it."))
        introducing.answer_check_in(
            check_in=row,
            progress=form.cleaned_data["answer"],
            reason=form.cleaned_data["reason"],
            by=person_of(request),
        )
        messages.success(request, _("Thank you for your answer."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(introduction)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat ends an introduction."""
    introduction = _visible(request, pk)
    if Party.SECRETARIAT not in request_selectors.reader_of(introduction.request, person_of(request)).parties:
        raise Http404(_("There is nothing for you to answer here."))
    introducing.close(introduction=introduction, by=person_of(request))
    return redirect(introduction)


def _visible(request: HttpRequest, pk: int) -> Introduction:
    """The introduction of a request; 404 for everybody who is no side of it."""
    sides = [f"request__{side}__place__region" for side in ("sender", "recipient", "third")]
    rows = Introduction.objects.visible_to(request.user).select_related(*sides)
    return get_object_or_404(rows.prefetch_related("request__request_topics__topic"), request=pk)
