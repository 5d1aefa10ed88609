"""Links in mails: a page that changes nothing, and a POST that answers, without logging in."""

from __future__ import annotations

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from partnerships.enums_requests import RequestStatus
from partnerships.forms_requests import AnswerForm, CheckInForm
from partnerships.models import CheckIn, CooperationRequest, RequestAnswer
from partnerships.selectors import requests as selectors
from partnerships.services.requests import answering, introducing, links
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)
FORM_METHODS = ["GET", "HEAD", "POST"]


@login_not_required
@never_cache
@require_http_methods(FORM_METHODS)
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The three buttons of the mail lead here; the answer is a POST."""
    opened = links.open_answer(key)
    if opened is None:
        return _refused(request, "unknown", 404)
    row, found = opened.row, _request(opened.row.request_id)
    if reason := _over(row, found):
        return _refused(request, reason, 410)
    form = AnswerForm(request.POST or None, initial={"answer": request.GET.get("answer", "")})
    if form.is_valid():
        try:
            found = answering.answer(
                answer=row,
                kind=form.cleaned_data["answer"],
                until_on=form.cleaned_data["until_on"],
                reason=form.cleaned_data["reason"],
                by=opened.user,
            )
            return render(request, "requests/request_thanks.html", {"found": found})
        except answering.AlreadyAnswered:
            return _refused(request, "answered", 410)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = selectors.answering(found, row) | {"form": form, "by_link": True}
    return render(request, "requests/request_answer.html", context, status=422 if form.errors else 200)


def _over(row: RequestAnswer, found: CooperationRequest) -> str:
    """Why a genuine link is of no use any more; "" while it is."""
    if row.answered_at:
        return "answered"
    deadline = selectors.deadline_of(found)
    if found.status == RequestStatus.EXPIRED or (deadline is not None and deadline.days_left <= 0):
        return "expired"
    return "" if found.status == RequestStatus.DELIVERED else "over"


@login_not_required
@never_cache
@require_http_methods(FORM_METHODS)
def check_in(request: HttpRequest, key: str) -> HttpResponse:
    """How it goes: one click in the mail, one here."""
    opened = links.open_check_in(key)
    if opened is None:
        return _refused(request, "unknown", 404)
    row: CheckIn = opened.row
    if row.answered_at:
        return _refused(request, "answered", 410)
    form = CheckInForm(request.POST or None, initial={"answer": request.GET.get("answer", "")})
    if form.is_valid():
        try:
            introducing.answer_check_in(
                check_in=row,
                progress=form.cleaned_data["answer"],
                reason=form.cleaned_data["reason"],
                by=opened.user,
            )
            return render(request, "requests/check_in_thanks.html")
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    found = _request(row.introduction.request_id)
    context = {"form": form, "found": found, "actor": row.actor}
    return render(request, "requests/check_in.html", context, status=422 if form.errors else 200)


def _request(pk: int) -> CooperationRequest:
    rows = CooperationRequest.objects.with_sides().with_topics()
    return rows.get(pk=pk)


def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """A link that does nothing any more: what happened, and what to do next."""
    log.warning("link of a request refused: %s", why)
    texts = {
        "unknown": (
            _("This link is not valid"),
            _(
                "Perhaps a part of it is missing, or somebody else looks after the entry by now. Open the link from the mail again, or log in."
            ),
        ),
        "answered": (
            _("This has been answered already"),
            _(
                "Somebody from your side was quicker; your answer counts once. Log in to see what was answered."
            ),
        ),
        "expired": (
            _("The time to answer is over"),
            _(
                "The request has expired, nothing was changed. If you would like to talk all the same, write to the "
                "secretariat or send a request yourself."
            ),
        ),
        "over": (
            _("There is nothing left to answer"),
            _("The request has been withdrawn or decided meanwhile. Nothing was changed."),
        ),
    }
    title, text = texts[why]
    return render(request, "requests/link_refused.html", {"title": title, "text": text}, status=status)
