"""The desk's pages of runs: start, watch, stop, read, compare, send, take away as a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from partnerships import exports_rounds
from partnerships.models import MatchRound, MatchRun
from partnerships.selectors import round_figures, round_pages
from partnerships.services.rounds import runs, sending
from partnerships.views.rounds import page, rounds_crumb
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import BadParameter, Refusal
from platform_portal.core.htmx import HtmxRequest

#: htmx stops asking when it gets this status.
STOP_POLLING = 286


def _run(pk: int, number: int) -> MatchRun:
    return get_object_or_404(MatchRun.objects.select_related("round"), round=pk, number=number)


@require_POST
def start(request: HtmxRequest, pk: int) -> HttpResponse:
    """Asks for a run and shows it."""
    found = get_object_or_404(MatchRound, pk=pk)
    try:
        return redirect(runs.start_run(round=found, by=person(request)))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@require_POST
def stop(request: HtmxRequest, pk: int, number: int) -> HttpResponse:
    """Asks the worker to stop."""
    run = _run(pk, number)
    try:
        runs.stop_run(run=run, by=person(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(run)


@require_safe
def run(request: HtmxRequest, pk: int, number: int) -> HttpResponse:
    """How far a run is, and its result. htmx gets the progress only; without JavaScript the page loads itself again."""
    found = _run(pk, number)
    if request.htmx and request.htmx.target == "progress":
        if not found.is_at_work:
            return HttpResponse(status=STOP_POLLING, headers={"HX-Refresh": "true"})
        return render(request, "desk/rounds/run_detail.html#progress", {"run": found})
    result = _result(found) if found.is_done else {}
    title = _("Run %(number)s") % {"number": found.number}
    crumbs = [*rounds_crumb(), (found.round.name, found.round.get_absolute_url())]
    response = page(
        request, "desk/rounds/run_detail.html", title, crumbs, run=found, round=found.round, **result
    )
    if found.is_at_work and not request.htmx:
        response.headers["Refresh"] = "5"
    return response


def _result(found: MatchRun) -> dict[str, object]:
    sides = round_pages.actors_of(found)
    return {
        "pairs": round_pages.pairs_of(found),
        "sides": sides,
        "left_number": sum(len(groups["left"]) for groups in sides.values()),
        "figures": round_figures.before_and_after(found),
        "is_current": round_pages.is_current(found.round, found),
        "formats": exports_rounds.FORMATS,
    }


@require_safe
def report(request: HtmxRequest, pk: int, number: int) -> HttpResponse:
    """The result to print or to take away: as page, or as a file with `format`."""
    found = _run(pk, number)
    if not found.is_done:
        raise Http404
    context = {"run": found, "round": found.round, **_result(found)}
    wanted = request.GET.get("format")
    if wanted is None:
        crumbs = [*rounds_crumb(), (found.round.name, found.round.get_absolute_url())]
        return page(
            request,
            "desk/rounds/report.html",
            _("Report on %(name)s") % {"name": found.round.name},
            crumbs,
            **context,
        )
    if wanted not in exports_rounds.FORMATS:
        raise BadParameter(_("There is no such file format: use xlsx or pdf."))
    try:
        return exports_rounds.in_format(found, wanted, context)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("match-report", pk=pk, number=number)


@require_safe
def compare(request: HtmxRequest, pk: int) -> HttpResponse:
    """Two runs of a round side by side: `?a=1&b=2`."""
    found = get_object_or_404(MatchRound, pk=pk)
    numbers = [request.GET.get(name, "") for name in ("a", "b")]
    if not all(value.isdigit() and len(value) < 6 for value in numbers):
        raise BadParameter(_("Choose two runs that are done."))
    one, other = (get_object_or_404(found.runs.done(), number=int(value)) for value in numbers)
    return page(
        request,
        "desk/rounds/compare.html",
        _("Run %(one)s and run %(other)s") % {"one": one.number, "other": other.number},
        [*rounds_crumb(), (found.name, found.get_absolute_url())],
        round=found,
        one=one,
        other=other,
        difference=round_figures.compare(one, other),
    )


@require_POST
def send(request: HtmxRequest, pk: int, number: int) -> HttpResponse:
    """Sends the proposals of a run in one go."""
    found = _run(pk, number)
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Please confirm that the proposals shall go out."))
        return redirect(found)
    try:
        count = sending.send_proposals(run=found, by=person(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    text = ngettext(
        "%(count)d proposal sent to both sides.", "%(count)d proposals sent to both sides.", count
    )
    messages.success(request, text % {"count": count})
    return redirect(found.round)
