"""Proposals of the secretariat as the two sides see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from actors.models import Actor
from partnerships.models import RoundProposal
from partnerships.selectors.proposal_cards import Card, Direction
from partnerships.selectors.proposal_reasons import Reason
from partnerships.selectors.request_address import request_address
from partnerships.selectors.round_pages import lines_of, name_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

SHOWN = 20


def cards_for(actor: Actor | None, user: User | AnonymousUser) -> list[Card]:
    """What the secretariat has proposed to an actor, the latest first: for those who keep its entry, and for the secretariat. One query."""
    if actor is None or not user.is_authenticated:
        return []
    found = RoundProposal.objects.visible_to(user).of([actor.pk]).with_sides()
    return [_card(row, actor, f"secretariat-{row.pk}") for row in found[:SHOWN]]


def of_person(user: User) -> QuerySet[RoundProposal]:
    """All proposals to the actors whose entry a person keeps, the latest first."""
    return RoundProposal.objects.of(user.memberships.values_list("actor", flat=True)).with_sides()


def other_side(row: RoundProposal, actor_ids: set[int]) -> tuple[Actor, Actor]:
    """The own actor of a proposal and the one proposed to it."""
    return (row.german, row.ukrainian) if row.german_id in actor_ids else (row.ukrainian, row.german)


def _card(row: RoundProposal, actor: Actor, element: str) -> Card:
    side = "german" if row.german_id == actor.pk else "ukrainian"
    other = row.ukrainian if side == "german" else row.german
    lines = [Reason("", line["text"], line["kind"], line["weight"]) for line in lines_of(row.reasons, side)]
    note = [Reason("", row.note)] if row.note else []
    return Card(
        id=element,
        name=name_of(other),
        url=other.get_absolute_url(),
        country=other.place.country_id if other.place else "",
        detail=other.place.region.name_here if other.place and other.place.region else "",
        is_example=other.is_example,
        score=round(100 * row.fit),
        directions=(Direction(_("Fit for both"), round(100 * row.fit)),),
        load=0,
        flag=_("Proposal by the secretariat: %(name)s") % {"name": row.round.name},
        reasons=[*note, *(line for line in lines if line.kind not in ("minus", "unknown"))],
        against=[line for line in lines if line.kind == "minus"],
        unknown=[line for line in lines if line.kind == "unknown"],
        actions=_actions(other, actor.slug),
    )


def _actions(other: Actor, own: str) -> SafeString:
    return format_html(
        '<a class="kern-btn kern-btn--primary" href="{}"><span class="kern-label">{}</span></a> <a href="{}">{}</a>'
        '<span class="pw-small pw-muted pw-push">{}</span>',
        request_address(other.slug, sender=own),
        _("Send a request"),
        other.get_absolute_url(),
        _("Look at the profile"),
        _("Both sides see these same reasons"),
    )
