"""Who decides in a partnership, and for whom a person speaks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from actors.models import Actor
from partnerships.enums_living import OPERATOR_KINDS, OPERATOR_ROLES, SIDE_ROLES, Sign
from partnerships.models import Partnership, Party, SignOfLife
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


def sides_of(partnership: Partnership) -> list[Actor]:
    """The actors that decide, in their order: partners, lead and bridge; between operators or institutions these themselves. One query."""
    roles = [*SIDE_ROLES, *(OPERATOR_ROLES if partnership.kind in OPERATOR_KINDS else ())]
    rows = Party.objects.filter(partnership=partnership, actor__isnull=False, role__in=roles)
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
