"""Who decides in a partnership, and for whom a person speaks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from actors.models import Actor, Membership
from partnerships.enums import PartyRole
from partnerships.enums_living import OPERATOR_KINDS, OPERATOR_ROLES, SIDE_ROLES, Sign
from partnerships.models import Partnership, Party, SignOfLife
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


def sides_of(partnership: Partnership) -> list[Actor]:
    """The actors that decide, in their order: partners, lead and bridge; between operators or institutions these themselves. One query.

    A bridge whose entry nobody keeps is left out: it brokered the partnership and is not there to be waited for.
    """
    roles = [*SIDE_ROLES, *(OPERATOR_ROLES if partnership.kind in OPERATOR_KINDS else ())]
    rows = Party.objects.filter(partnership=partnership, actor__isnull=False, role__in=roles)
    rows = rows.filter(~Q(role=PartyRole.BRIDGE) | Exists(_keepers()))
    return [row.actor for row in rows.select_related("actor__place__region") if row.actor]


def sides_of_user(partnership: Partnership, user: User) -> list[Actor]:
    """The sides whose entry the person keeps. Two queries."""
    own = set(user.memberships.values_list("actor_id", flat=True))
    return [actor for actor in sides_of(partnership) if actor.pk in own]


def side_of(partnership: Partnership, by: User) -> Actor:
    """The side somebody speaks for. Refuses everybody else, the secretariat too: it answers for nobody."""
    found = sides_of_user(partnership, by)
    if not found:
        raise Refusal(_("Only somebody who keeps the entry of one of the partners can do this."))
    return found[0]


def decided_by(partnership: Partnership, by: User) -> list[Actor]:
    """For which sides somebody agrees: the own one; the secretariat for those whose entry nobody keeps, having asked them.

    Refuses everybody else.
    """
    if sides_of_user(partnership, by):
        return [side_of(partnership, by)]
    found = orphans_of(sides_of(partnership))
    if not by.is_staff or not found:
        raise Refusal(_("Only somebody who keeps the entry of one of the partners can do this."))
    return found


def orphans_of(sides: list[Actor]) -> list[Actor]:
    """Sides whose entry nobody keeps. One query."""
    kept = set(_keepers(sides).values_list("actor_id", flat=True))
    return [side for side in sides if side.pk not in kept]


def _keepers(sides: list[Actor] | None = None) -> QuerySet[Membership]:
    """Those who keep the entry of the sides, or of the actor of the party outside."""
    rows = Membership.objects.filter(user__is_active=True)
    return rows.filter(actor=OuterRef("actor")) if sides is None else rows.filter(actor__in=sides)


def may_act(partnership: Partnership, by: User) -> Actor | None:
    """The side somebody acts for; None for the secretariat. Refuses everybody else."""
    found = sides_of_user(partnership, by)
    if not found and not by.is_staff:
        raise Refusal(_("Only somebody who keeps the entry of one of the partners can do this."))
    return found[0] if found else None


def lock(partnership: Partnership) -> Partnership:
    """The partnership as it is now, locked. Inside a transaction only."""
    return Partnership.objects.select_for_update(of=("self",), no_key=True).get(pk=partnership.pk)


def note_sign(partnership: Partnership, sign: Sign, *, actor: Actor | None, now: dt.datetime) -> SignOfLife:
    """Writes down that something happened; inside the transaction of what happened."""
    return SignOfLife.objects.create(partnership=partnership, sign=sign, actor=actor, at=now)


def partnership_between(actors: set[int]) -> Partnership | None:
    """A standing or beginning partnership with exactly these actors among its parties, the latest; at most one query."""
    found = Partnership.objects.filter(~Q(status__in=("ended", "failed")))
    for actor in sorted(actors):
        found = found.filter(parties__actor=actor)
    return found.order_by("-pk").first()
