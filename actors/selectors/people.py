"""Who keeps an entry: its people for their page, a person's organisations for the account page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actors.enums import ActorStatus, ClaimStatus, InvitationStatus, MembershipRole
from actors.models import Actor, Claim, Invitation, Membership
from platform_portal.core import keys

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

#: What somebody reads who opens the link of an invitation that has been answered.
WHY_CLOSED: dict[str, Promise] = {
    InvitationStatus.ACCEPTED: _("The invitation has been accepted already. Please log in."),
    InvitationStatus.DECLINED: _("The invitation was declined. Ask whoever invited you for a new one."),
    InvitationStatus.WITHDRAWN: _("The invitation was withdrawn, or replaced by a newer mail."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reader stands to an entry: its role ("" for none), and whether anybody keeps it."""

    role: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Organisation:
    """One of a person's organisations with the ways to it; an address is "" where the page does not exist."""

    actor: Actor
    role: str
    view_url: str
    edit_url: str
    people_url: str


def standing_of(actor: Actor, user: User | AnonymousUser) -> Standing:
    """The reader's role in the actor and whether it has keepers. One query; none for visitors where `is_kept` was read along."""
    if not user.is_authenticated and hasattr(actor, "is_kept"):
        return Standing(role="", is_kept=actor.is_kept)
    roles = dict(actor.memberships.values_list("user_id", "role"))
    return Standing(role=roles.get(user.pk, "") if user.is_authenticated else "", is_kept=bool(roles))


def organisations_of(
    user: User | AnonymousUser, *, edit_url: Callable[[str], str] = lambda slug: ""
) -> list[Organisation]:
    """The organisations a person keeps, by name. One query."""
    if not user.is_authenticated:
        return []
    rows = Membership.objects.filter(user_id=user.pk).select_related("actor__place__region")
    found = [_organisation(row, edit_url) for row in rows]
    return sorted(found, key=lambda one: (one.actor.name.casefold(), one.actor.pk))


def _organisation(row: Membership, edit_url: Callable[[str], str]) -> Organisation:
    actor = row.actor
    is_owner = row.role == MembershipRole.OWNER
    is_public = actor.status in {ActorStatus.PUBLISHED, ActorStatus.DORMANT}
    return Organisation(
        actor=actor,
        role=str(MembershipRole(row.role).label),
        view_url=actor.get_absolute_url() if is_public else "",
        edit_url=edit_url(actor.slug),
        people_url=reverse("entry-people", args=[actor.slug]) if is_owner else "",
    )


def people_of(actor: Actor) -> QuerySet[Membership]:
    """Editors and owners of an actor, owners first, by name. One query."""
    return actor.memberships.select_related("user").order_by("-role", "user__name", "user__email", "pk")


def unanswered_of(actor: Actor) -> QuerySet[Invitation]:
    """Invitations to the actor that are neither answered nor withdrawn, also expired ones; the newest first. One query."""
    return actor.invitations.unanswered().select_related("invited_by")


def open_claims_of(user: User | AnonymousUser) -> list[Claim]:
    """Claims of the person that wait for the secretariat. One query."""
    if not user.is_authenticated:
        return []
    waiting = Claim.objects.filter(user_id=user.pk, status=ClaimStatus.OPEN)
    return list(waiting.select_related("actor"))


def invitation_of(key: str) -> Invitation | None:
    """The invitation a link belongs to. One query."""
    rows = Invitation.objects.select_related("actor", "invited_by")
    return rows.filter(key_hash=keys.hashed(key)).first()


def why_closed(invitation: Invitation, now: dt.datetime) -> Promise | None:
    """Why the link can no longer be used; None while it can."""
    if invitation.status == InvitationStatus.SENT and invitation.expires_at <= now:
        return _("The invitation was valid for 14 days. Ask whoever invited you for a new one.")
    return WHY_CLOSED.get(invitation.status)


def has_account(email: str) -> bool:
    """Whether somebody has an account with this address. One query."""
    return User.objects.filter(email__iexact=email).exists()
