"""The people of an organisation: who keeps the entry, in which role, who is invited. For its owners and the secretariat."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signed_in import person_of
from actors.enums import MembershipRole
from actors.forms_joining import InviteForm
from actors.models import Actor, Invitation, Membership
from actors.selectors import people as selectors
from actors.services import invitations, people
from platform_portal.core.errors import Refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, slug: str) -> HttpResponse:
    """Lists people and open invitations; POST invites somebody."""
    actor = get_object_or_404(Actor.objects.owned_by(request.user), slug=slug)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            invitations.invite(by=person_of(request), actor=actor, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("entry-people", slug)
    people_now = list(selectors.people_of(actor))
    context = {
        "actor": actor,
        "people": people_now,
        "owners": sum(row.role == MembershipRole.OWNER for row in people_now),
        "invitations": selectors.unanswered_of(actor),
        "now": timezone.now(),
        "roles": MembershipRole.choices,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "actors/joining/people.html", context, status=status)


@require_POST
def change_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Editor becomes owner, or the reverse."""
    actor = get_object_or_404(Actor.objects.owned_by(request.user), slug=slug)
    row = get_object_or_404(Membership, actor=actor, pk=pk)
    try:
        people.change_role(membership=row, role=request.POST.get("role", ""), by=person_of(request))
        messages.success(request, _("The role was changed."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(request, slug)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Asks, then ends the role of a person; everyone can end the own one."""
    person = person_of(request)
    mine = Q(user=person) | Q(actor__in=Actor.objects.owned_by(person))
    row = get_object_or_404(
        Membership.objects.select_related("actor", "user").filter(mine), actor__slug=slug, pk=pk
    )
    if request.method != "POST":
        return render(
            request, "actors/joining/people_remove.html", {"row": row, "is_own": row.user_id == person.pk}
        )
    try:
        people.remove(membership=row, by=person)
        messages.success(request, _("The role has ended."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(request, slug)


@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """An invitation is taken back."""
    return _with_invitation(request, slug, pk, invitations.withdraw, _("The invitation was withdrawn."))


@require_POST
def send_again(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A new link to the same address."""
    return _with_invitation(
        request,
        slug,
        pk,
        invitations.send_again,
        _("The invitation was sent again. The old link no longer works."),
    )


def _with_invitation(request: HttpRequest, slug: str, pk: int, step: object, done: str) -> HttpResponse:
    actor = get_object_or_404(Actor.objects.owned_by(request.user), slug=slug)
    found = get_object_or_404(Invitation, actor=actor, pk=pk)
    try:
        step(invitation=found, by=person_of(request))  # type: ignore[operator]
        messages.success(request, done)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return _back(request, slug)


def _back(request: HttpRequest, slug: str) -> HttpResponse:
    """To the people, or to the account for who may no longer see them."""
    may_see = Actor.objects.owned_by(request.user).filter(slug=slug).exists()
    return redirect("entry-people", slug) if may_see else redirect("account")
