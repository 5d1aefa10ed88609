"""The room of a partnership, for those who take part in it and the secretariat."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from accounts.signed_in import person_of
from partnerships.forms_living import KindForm, PulseForm, TrialForm
from partnerships.models import Partnership
from partnerships.selectors.living import room_of
from platform_portal.core.reading import read_only


def shared_or_404(request: HttpRequest, slug: str) -> Partnership:
    """A partnership the person takes part in; 404 for everybody else."""
    return get_object_or_404(Partnership.objects.shared_by(request.user).with_details(), slug=slug)


@read_only
@never_cache
def room(request: HttpRequest, slug: str) -> HttpResponse:
    """Checklist, trial, question, projects, portrait, self-check."""
    partnership = shared_or_404(request, slug)
    found = room_of(partnership, person_of(request))
    initiation = found.initiation
    context = {
        "room": found,
        "partnership": partnership,
        "trial_form": TrialForm(initial={"ends_on": initiation.trial_ends_on}) if initiation else None,
        "kind_form": KindForm(initial={"kind": partnership.kind}),
        "pulse_form": PulseForm() if found.question else None,
    }
    return render(request, "partnerships/living/room.html", context)
