"""Funding programmes: list, page of each, calendar of deadlines, and the button of the reminder."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from actors.enums import ActorKind
from partnerships import exports_funding, facets
from partnerships.filters_funding import WITHIN, FundingFilter
from partnerships.models import FundingProgramme
from partnerships.selectors.funding import shown
from partnerships.services import funding_reminders
from platform_portal.core import choice_links
from platform_portal.core.desk.with_steps import person
from platform_portal.core.htmx import HtmxRequest
from platform_portal.core.pages import paginate
from platform_portal.core.reading import read_only

PER_PAGE = 24
RESULT = "funding-result"


@login_not_required
@read_only
def programmes(request: HtmxRequest) -> HttpResponse:
    """All programmes, or as a file with `format`; an htmx request gets the results only."""
    chosen = FundingFilter(request.GET, request=request)
    if (format_name := request.GET.get("format")) is not None:
        return exports_funding.in_format(chosen.qs, format_name, settings.PORTAL_BASE_URL)
    page = paginate(request, chosen.qs.with_details().order_by("name", "pk"), PER_PAGE)
    context = {
        "chosen": chosen,
        "page": page,
        "programmes": [shown(programme) for programme in page.object_list],
        "kinds": ActorKind.choices,
        "within": WITHIN,
        "pills": facets.pills(chosen, request.GET),
        "clear_url": choice_links.only(request.GET, ()),
        "csv_url": choice_links.changed(request.GET, format="csv"),
        "calendar_query": request.GET.urlencode(),
    }
    only_result = request.htmx and request.htmx.target == RESULT and not request.htmx.history_restore_request
    template = "partnerships/funding/programme_list.html" + ("#result" if only_result else "")
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request", "HX-Target", "HX-History-Restore-Request"))
    return response


@login_not_required
@read_only
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme: who, where, what, until when, and from where that is known."""
    found = get_object_or_404(FundingProgramme.objects.published().with_details(), slug=slug)
    has_reminder = request.user.is_authenticated and found.reminders.filter(user=request.user).exists()
    return render(
        request,
        "partnerships/funding/programme_detail.html",
        {"shown": shown(found), "programme": found, "has_reminder": has_reminder},
    )


@login_not_required
@read_only
def calendar(request: HttpRequest) -> HttpResponse:
    """The deadlines of the programmes a filter finds, to subscribe to."""
    chosen = FundingFilter(request.GET, request=request)
    content = exports_funding.calendar_of(chosen.qs.with_details(), settings.PORTAL_BASE_URL)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="funding.ics"'
    return response


@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks to be reminded, or ends it."""
    found = get_object_or_404(FundingProgramme.objects.published(), slug=slug)
    if request.POST.get("wanted") == "yes":
        funding_reminders.ask(programme=found, by=person(request))
        messages.success(request, _("We will write to you six and two weeks before each deadline."))
    else:
        funding_reminders.end(programme=found, by=person(request))
        messages.success(request, _("You will not be reminded any more."))
    return redirect(found)
