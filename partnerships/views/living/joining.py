"""Organisations ask to join their city's partnership; the sides or the secretariat decide."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from partnerships.forms_living import JoinForm
from partnerships.models import Partnership
from partnerships.selectors.living import joinable_actors
from partnerships.services.living import joining as services
from partnerships.views.living.room import shared_or_404
from platform_portal.core.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The wish of an own organisation; 404 for everybody without one in the cities."""
    partnership = get_object_or_404(Partnership.objects.public().with_details(), slug=slug)
    actors = joinable_actors(partnership, person_of(request))
    if not actors:
        raise Http404(_("None of your organisations can join this partnership."))
    initial = {"language": person_of(request).language, "actor": actors[0].pk}
    form = JoinForm(request.POST or None, actors=actors, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask(partnership=partnership, by=person_of(request), **form.cleaned_data)
            messages.success(
                request, _("Your wish has been sent. The partners or the secretariat will answer.")
            )
            return redirect(partnership)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"partnership": partnership, "form": form}
    return render(request, "partnerships/living/join.html", context, status=422 if form.errors else 200)


@require_POST
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The answer of a side or the secretariat."""
    partnership = shared_or_404(request, slug)
    wish = get_object_or_404(partnership.join_wishes, pk=pk)
    try:
        services.decide(wish=wish, accept=request.POST.get("accept") == "yes", by=person_of(request))
        messages.success(request, _("Your answer has been sent."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("partnership-room", slug)
