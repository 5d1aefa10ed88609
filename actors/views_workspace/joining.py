"""Asking to join a working group, withdrawing, and the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from actors.forms_workspace import JoinGroupForm
from actors.models import Actor, GroupJoinRequest, WorkingGroup
from actors.selectors.workspace import askable
from actors.services.workspace import joining
from platform_portal.core.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """The request of an own organisation; 404 for who has none that can ask, and for groups that take no members."""
    person = person_of(request)
    group: WorkingGroup = get_object_or_404(WorkingGroup.objects.select_related("parent"), slug=slug)
    if not group.takes_members:
        raise Http404(_("This working group takes no new members at the moment."))
    actors = askable(group, person)
    if not actors.exists():
        raise Http404(_("None of your organisations can join this working group."))
    form = JoinGroupForm(request.POST or None, actors=actors)
    if request.method == "POST" and form.is_valid():
        try:
            joining.ask(group=group, by=person, **form.cleaned_data)
            messages.success(request, _("Your request has been sent. You will hear from us by mail."))
            return redirect(group)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = {"group": group, "form": form}
    return render(request, "actors/workspace/join.html", context, status=422 if form.errors else 200)


@require_POST
def answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The answer of the coordination or the secretariat; 404 for everybody else."""
    person = person_of(request)
    rows = GroupJoinRequest.objects.answerable_by(person).select_related("group")
    found = get_object_or_404(rows, pk=pk, group__slug=slug)
    is_accepted = request.POST.get("answer") == "accept"
    try:
        joining.answer(request=found, accept=is_accepted, by=person, reason=request.POST.get("reason", ""))
        messages.success(request, _("Your answer has been sent."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("working-group-workspace", slug)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The own organisation no longer asks; 404 for others."""
    person = person_of(request)
    rows = GroupJoinRequest.objects.filter(actor__in=Actor.objects.kept_by(person)).select_related("group")
    found = get_object_or_404(rows, pk=pk, group__slug=slug)
    try:
        joining.withdraw(request=found, by=person)
        messages.success(request, _("Your request has been withdrawn."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(found.group)
