"""The desk's list of entries to confirm: those nobody keeps, and the dormant ones."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from actors.models import Actor
from actors.selectors import freshness
from actors.services import freshness_answers
from actors.views_curation.access import for_secretariat, person
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate

PER_PAGE = 50
STEPS = {"confirm": freshness_answers.still_active, "archive": freshness_answers.put_away}


@for_secretariat
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Both lists, the longest waiting first."""
    due = freshness.without_keepers(freshness.due(timezone.now())).select_related("place")
    context = {
        "page": paginate(request, due, PER_PAGE),
        "dormant": freshness.dormant()[:PER_PAGE],
        "dormant_count": freshness.dormant().count(),
    }
    return render(request, "desk/freshness_list.html", context)


@for_secretariat
@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Confirms or archives the entries that were ticked, or the one whose button was used."""
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        messages.error(request, _("Please choose what is to be done."))
        return back(request)
    chosen = [pk for pk in request.POST.getlist("actor") if pk.isdecimal() and len(pk) < 12][:PER_PAGE]
    done = 0
    for pk in sorted(map(int, chosen)):
        try:
            step(actor=get_object_or_404(Actor, pk=pk), by=person(request))
            done += 1
        except Refusal as refusal:
            messages.error(request, str(refusal))
    if done:
        messages.success(request, _("Done: %(number)s.") % {"number": done})
    return back(request)


def back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the button was on, if it is one of ours."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(target)
    return redirect("desk-entries")
