"""Where joining appears on other pages: "This is us" on a profile, "My organisations" on the page of the account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse

from actors.models import Actor, WorkingGroup
from actors.selectors import people
from platform_portal.core import slots


def claim_link(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """The way to claim an entry, in the margin of its profile; for who keeps it, the ways to change it. At most two queries."""
    user = getattr(request, "user", None) or AnonymousUser()
    standing = people.standing_of(actor, user)
    return render_to_string(
        "actors/joining/profile_aside.html", {"actor": actor, "standing": standing}, request
    )


def my_organisations(request: HttpRequest | None, **_context: Any) -> str:
    """The organisations a person keeps and the working groups a person coordinates; "" for others. Three queries."""
    user = getattr(request, "user", None) or AnonymousUser()
    context = {
        "organisations": people.organisations_of(user, edit_url=edit_url),
        "groups": list(WorkingGroup.objects.coordinated_by(user)),
        "claims": people.open_claims_of(user),
    }
    return render_to_string("actors/joining/account_section.html", context, request)


def edit_url(slug: str) -> str:
    """Where the entry is changed; "" while there is no such page."""
    try:
        return reverse("entry-edit", args=[slug])
    except NoReverseMatch:
        return ""


def register() -> None:
    """Called when the app is ready."""
    slots.register("actor.aside", claim_link, position=50)
    slots.register("account.sections", my_organisations, position=10)
