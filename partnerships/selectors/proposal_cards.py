"""Proposals as the cards of `components/proposal.html`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from partnerships.selectors.proposal_partners import Partner
from partnerships.selectors.proposal_reasons import Reason
from partnerships.selectors.proposals import Proposal
from partnerships.selectors.request_address import request_address
from platform_portal.core.formats import precise


@dataclass(frozen=True, slots=True)
class Direction:
    """What one side gets out of it, 0–100."""

    label: str
    value: int


@dataclass(frozen=True, slots=True)
class Card:
    """One card; names of the fields as the component wants them."""

    id: str
    name: str
    url: str
    country: str
    detail: str
    is_example: bool
    score: int
    directions: Sequence[Direction]
    load: int
    flag: str
    reasons: Sequence[Reason]
    against: Sequence[Reason]
    unknown: Sequence[Reason]
    actions: SafeString


def cards(asker: Partner, found: Sequence[Proposal]) -> list[Card]:
    """The cards of one page."""
    return [_card(asker, proposal, f"proposal-{at}") for at, proposal in enumerate(found, start=1)]


def _card(asker: Partner, proposal: Proposal, element: str) -> Card:
    partner = proposal.partner
    return Card(
        id=element,
        name=partner.name,
        url=partner.actor.get_absolute_url() if partner.actor else "",
        country=partner.country,
        detail=_detail(partner),
        is_example=bool(partner.actor and partner.actor.is_example),
        score=proposal.score,
        directions=(
            Direction(_("%(name)s gains") % {"name": asker.name}, proposal.own_score),
            Direction(_("The partner gains"), proposal.other_score),
        ),
        load=proposal.open_requests,
        flag=_("Place for newcomers: without a partner so far") if proposal.is_equity else "",
        reasons=proposal.reasons,
        against=proposal.against,
        unknown=proposal.unknown,
        actions=_actions(partner, asker.actor.slug if asker.actor else ""),
    )


def _detail(partner: Partner) -> str:
    """Where it is, and when its entry was last confirmed."""
    day = partner.actor.last_confirmed_on if partner.actor else None
    confirmed = _("confirmed: %(month)s") % {"month": precise(day, "month")} if day else ""
    return " · ".join(part for part in (partner.detail, confirmed) if part)


def _actions(partner: Partner, asker: str) -> SafeString:
    """One step on: the profile, or what to do while the place is not on the platform."""
    same = _("Both sides see these same reasons")
    if partner.actor:
        return format_html(
            '<a class="kern-btn kern-btn--primary" href="{}"><span class="kern-label">{}</span></a> <a href="{}">{}</a>'
            '<span class="pw-small pw-muted pw-push">{}</span>',
            request_address(partner.actor.slug, sender=asker),
            _("Send a request"),
            partner.actor.get_absolute_url(),
            _("Look at the profile"),
            same,
        )
    return format_html(
        '<p><span class="kern-icon kern-icon--info kern-icon--small" aria-hidden="true"></span> <strong>{}</strong> {}</p>'
        '<span class="pw-small pw-muted pw-push">{} <a href="{}">{}</a></span>',
        _("Not yet on the platform."),
        _("The secretariat can make the first contact."),
        same + ".",
        reverse("matchmaking-place", args=[partner.place.geoname_id])
        if partner.place and partner.place.geoname_id
        else "",
        _("Suggestions for %(name)s") % {"name": partner.name},
    )
