"""What all transitions share: the locks, who acts in which role, and the step itself with its history and audit entry."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from actors.models import Actor
from partnerships.enums_requests import ENDED, OPEN, TRANSITIONS, Act, Party, RequestStatus
from partnerships.models import CooperationRequest, RequestEvent
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


def lock(request: CooperationRequest) -> CooperationRequest:
    """The request as it is now, after locking its sender and recipient and then itself. Inside a transaction only."""
    lock_actors(request.sender_id, request.recipient_id)
    rows = CooperationRequest.objects.select_for_update(of=("self",), no_key=True)
    found: CooperationRequest = rows.with_sides().get(pk=request.pk)
    return found


def lock_actors(*numbers: int) -> None:
    """Locks actors in the order of their numbers."""
    rows = Actor.objects.filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))


def roles_of(request: CooperationRequest, by: User | None) -> frozenset[Party]:
    """Everything somebody is with regard to a request; nobody is the portal itself. One query for people."""
    if by is None:
        return frozenset({Party.PORTAL})
    own = by.memberships.filter(Q(actor__in=request.side_ids)).values_list("actor_id", flat=True)
    found = {request.party_of(actor) for actor in own}
    if by.is_staff:
        found.add(Party.SECRETARIAT)
    return frozenset(found or {Party.STRANGER})


def allow(request: CooperationRequest, act: Act, roles: frozenset[Party]) -> Party:
    """The role in which the act is done. Refuses what the table does not hold, in words that say why."""
    permitted = TRANSITIONS.get(request.status, {}).get(act, frozenset())
    fitting = sorted(roles & permitted)
    if fitting:
        return Party(fitting[0])
    if permitted:
        raise Refusal(_("You cannot do this with this request: another side decides here."))
    raise Refusal(
        _("This is not possible any more. The request now has the status “%(status)s”.")
        % {"status": request.get_status_display()}
    )


def move(
    request: CooperationRequest,
    *,
    act: Act,
    to: RequestStatus,
    party: Party,
    by: User | None,
    now: dt.datetime,
    reason: str = "",
) -> None:
    """Writes the new state with its row in the history and in the audit log. The caller holds the locks and has checked."""
    request.status = to
    if to not in OPEN:
        request.slot = None
    if to in ENDED:
        request.ended_at = now
    request.save()
    note(request, act=act, party=party, by=by, now=now, reason=reason)


def note(
    request: CooperationRequest,
    *,
    act: Act,
    party: Party,
    by: User | None,
    now: dt.datetime,
    reason: str = "",
) -> None:
    """A row of the history and one of the audit log; the audit log gets no free text."""
    RequestEvent.objects.create(
        request=request, at=now, act=act, party=party, status=request.status, by=by, reason=reason
    )
    audit.record(action=f"request.{act}", obj=request, by=by, status=str(request.status), role=str(party))
