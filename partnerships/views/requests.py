"""Requests of the person's organisations: list, writing, the page of one request, answering and withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from actors.models import Actor
from partnerships.enums_requests import OVERRIDES, Party, RequestStatus
from partnerships.forms_requests import AnswerForm, NoteForm, OverrideForm, ReasonForm, RequestForm
from partnerships.models import CooperationRequest
from partnerships.selectors import request_writing as writing
from partnerships.selectors import requests as selectors
from partnerships.selectors.funding_partners import fitting_request
from partnerships.selectors.request_queue import place_in_queue
from partnerships.services.requests import answering, drafts, sending
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate
from platform_portal.core.reading import read_only

PER_PAGE = 20
FORM_METHODS = ["GET", "HEAD", "POST"]


@read_only
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """What arrived, and with `?box=sent` what was sent."""
    is_sent = request.GET.get("box") == "sent"
    rows = selectors.sent(person_of(request)) if is_sent else selectors.received(person_of(request))
    context = {
        "page": paginate(request, rows, PER_PAGE),
        "is_sent": is_sent,
        "waiting": selectors.waiting_for_answer(person_of(request)),
        "senders": writing.senders(person_of(request)),
        "tones": selectors.TONES,
    }
    return render(request, "requests/request_list.html", context)


@require_http_methods(FORM_METHODS)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Writes a draft to `?to=`, for the own actor `?as=`, perhaps about a posting."""
    recipient = get_object_or_404(
        Actor.objects.visible_to(request.user).select_related("place__region"),
        slug=request.GET.get("to", "")[:120],
    )
    senders = writing.senders(person_of(request))
    sender = _chosen(senders, request.GET.get("as", ""), recipient)
    if sender is None:
        return render(request, "requests/request_sender.html", {"senders": senders, "recipient": recipient})
    posting = writing.posting_of(request.GET.get("posting", ""), recipient, person_of(request))
    choices = writing.choices_for(sender, recipient, posting)
    form = RequestForm(
        request.POST or None,
        choices=choices,
        initial={"reason_language": person_of(request).language, "first_step": "call"},
    )
    if form.is_valid():
        try:
            draft = drafts.write(sender=sender, recipient=recipient, wish=form.wish(), by=person_of(request))
            return redirect(draft)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "sender": sender, "recipient": recipient, "posting": posting}
    return render(request, "requests/request_form.html", context, status=422 if form.errors else 200)


def _chosen(senders: list[Actor], slug: str, recipient: Actor) -> Actor | None:
    """The sender named in the address or the only one; an own actor is not asked by itself."""
    possible = [actor for actor in senders if actor.pk != recipient.pk]
    if slug:
        return next((actor for actor in possible if actor.slug == slug), None)
    return possible[0] if len(possible) == 1 else None


@require_http_methods(FORM_METHODS)
@never_cache
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a draft."""
    draft = _visible(request, pk)
    if draft.status != RequestStatus.DRAFT:
        messages.warning(request, _("The request has been sent and can no longer be changed."))
        return redirect(draft)
    choices = writing.choices_for(draft.sender, draft.recipient, draft.posting)
    form = RequestForm(request.POST or None, choices=choices, draft=draft)
    if form.is_valid():
        try:
            return redirect(drafts.change(request=draft, wish=form.wish(), by=person_of(request)))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "sender": draft.sender, "recipient": draft.recipient, "draft": draft}
    return render(request, "requests/request_form.html", context, status=422 if form.errors else 200)


@read_only
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request as its reader sees it."""
    found = _visible(request, pk)
    return render(request, "requests/request_detail.html", _page(found, request))


def _page(found: CooperationRequest, request: HttpRequest) -> dict[str, object]:
    reader = selectors.reader_of(found, person_of(request))
    has_ended_badly = found.status in {RequestStatus.WAITING, RequestStatus.NOT_NOW, RequestStatus.DECLINED, RequestStatus.EXPIRED}  # fmt: skip
    context: dict[str, object] = {
        "found": found,
        "reader": reader,
        "content": selectors.content_of(found, reader),
        "deadline": selectors.deadline_of(found),
        "steps": selectors.history_of(found, reader),
        "tone": selectors.TONES[found.status],
        "lead": selectors.lead_of(found),
        "funding": fitting_request(found),
        "place_in_queue": place_in_queue(found),
        "other": found.recipient if Party.SENDER in reader.parties or reader.is_secretariat else found.sender,
        "alternatives": selectors.alternatives(found.sender, found.recipient_id)
        if reader.is_sender and has_ended_badly
        else [],
    }
    if reader.is_secretariat:
        context |= {
            "notes": found.notes.select_related("written_by"),
            "answers": found.answers.select_related("actor", "answered_by"),
            "note_form": NoteForm(),
            "reason_form": ReasonForm(),
            "override_form": OverrideForm(states=sorted(OVERRIDES.get(found.status, ()))),
        }
    return context


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a draft."""
    found = _visible(request, pk)
    try:
        sent = sending.send(request=found, by=person_of(request))
        messages.success(request, _sent_words(sent))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


def _sent_words(sent: CooperationRequest) -> str:
    if sent.status == RequestStatus.IN_CHECK:
        return _("Sent. The secretariat looks at it within three working days and passes it on.")
    if sent.status == RequestStatus.WAITING:
        return _("Sent. The recipient has no free place at the moment; your request waits in its queue.")
    return _("Sent. The recipient has 21 days to answer.")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a request back."""
    found = _visible(request, pk)
    try:
        answering.withdraw(request=found, by=person_of(request))
        messages.success(request, _("The request has been withdrawn."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_http_methods(FORM_METHODS)
@never_cache
def respond(request: HttpRequest, pk: int) -> HttpResponse:
    """A side that was asked answers in the portal."""
    found = _visible(request, pk)
    reader = selectors.reader_of(found, person_of(request))
    if reader.answer is None:
        raise Http404(_("There is nothing for you to answer here."))
    form = AnswerForm(request.POST or None, initial={"answer": request.GET.get("answer", "")})
    if form.is_valid():
        try:
            answered = answering.answer(
                answer=reader.answer,
                kind=form.cleaned_data["answer"],
                until_on=form.cleaned_data["until_on"],
                reason=form.cleaned_data["reason"],
                by=person_of(request),
            )
            messages.success(request, _("Thank you for your answer."))
            return redirect(
                "introduction" if answered.status == RequestStatus.ACCEPTED else "request", pk=found.pk
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = selectors.answering(found, reader.answer) | {"form": form}
    return render(request, "requests/request_answer.html", context, status=422 if form.errors else 200)


def _visible(request: HttpRequest, pk: int) -> CooperationRequest:
    """The request, if the person may see it; 404 for everybody else."""
    rows = CooperationRequest.objects.visible_to(request.user).with_sides().with_topics()
    return get_object_or_404(rows.select_related("posting", "partnership"), pk=pk)
