"""Pages of one participant behind the personal link: the evaluation, and the list of participants."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.signed_in import person_of
from events import registration_links
from events.forms_evaluation import EvaluationForm
from events.list_wording import wording
from events.models import Registration
from events.selectors import participant_list as selectors
from events.services import evaluating, list_consent
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate

FORM_METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 100


def _by_key(key: str) -> Registration:
    """The registration of a link that is still good; 404 otherwise."""
    known = registration_links.read(key)
    rows = Registration.objects.select_related("event__place")
    found = rows.filter(pk=known[0], key_version=known[1]).first() if known else None
    if found is None:
        raise Http404(_("This link is not valid, or not any more."))
    return found


@login_not_required
@never_cache
@require_http_methods(FORM_METHODS)
def evaluation(request: HttpRequest, key: str) -> HttpResponse:
    """How was it? Once per registration; the answer has no name."""
    found = _by_key(key)
    context = {"event": found.event}
    if found.evaluated_at is not None:
        return render(request, "events/evaluation_thanks.html", context)
    form = EvaluationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            evaluating.evaluate(registration=found, **form.cleaned_data)
            return redirect(request.path)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.errors else 200
    return render(request, "events/evaluation.html", context | {"form": form}, status=status)


@login_not_required
@never_cache
@require_http_methods(FORM_METHODS)
def list_by_link(request: HttpRequest, key: str) -> HttpResponse:
    """The list, by the link of the mail."""
    return _list(request, _by_key(key))


@never_cache
@require_http_methods(FORM_METHODS)
def list_of_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, with an account."""
    found = selectors.own_registration(person_of(request), slug)
    if found is None:
        raise Http404
    return _list(request, found)


def _list(request: HttpRequest, found: Registration) -> HttpResponse:
    if not selectors.may_see(found):
        raise Http404(_("Only confirmed participants see this list."))
    if request.method == "POST":
        if request.POST.get("consent") == "give":
            list_consent.agree(registration=found)
            messages.success(request, _("You are on the list now."))
        elif request.POST.get("consent") == "withdraw":
            list_consent.withdraw(registration=found)
            messages.success(request, _("You are no longer on the list."))
        return redirect(request.path)
    context = {
        "event": found.event,
        "registration": found,
        "page": paginate(request, selectors.listed(found.event), PER_PAGE),
        "wording": wording(),
    }
    return render(request, "events/participant_list.html", context)
