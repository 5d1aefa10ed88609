"""What the secretariat does with a request besides checking it: take it over, decide with a reason, write notes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor
from partnerships.enums_requests import OVERRIDES, Act, AnswerKind, Party, RequestStatus
from partnerships.models import CooperationRequest, RequestNote, RequestSetting
from partnerships.services.requests import post
from partnerships.services.requests.introducing import introduce
from partnerships.services.requests.places import fill_places
from partnerships.services.requests.steps import lock, move, note
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

LETTER_OF: dict[str, str] = {
    RequestStatus.NOT_NOW: "request-postponed",
    RequestStatus.DECLINED: "request-declined",
    RequestStatus.WITHDRAWN: "request-stopped",
    RequestStatus.EXPIRED: "request-expired",
}


@transaction.atomic
def take_over(*, request: CooperationRequest, by: User, now: dt.datetime | None = None) -> CooperationRequest:
    """The colleague looks after this request from now on, in whatever state; taking over from somebody else is possible."""
    _only_secretariat(by)
    request = lock(request)
    if request.owner_id != by.pk:
        request.owner = by
        request.save(update_fields=["owner"])
        note(request, act=Act.TAKE_OVER, party=Party.SECRETARIAT, by=by, now=now or timezone.now())
    return request


@transaction.atomic
def override(
    *,
    request: CooperationRequest,
    to: str,
    reason: str,
    by: User,
    until_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> CooperationRequest:
    """Sets a state the sides have told the secretariat, with the reason in the history. Never delivers: capacity stays kept."""
    _only_secretariat(by)
    now = now or timezone.now()
    request = lock(request)
    reason = reason.strip()[:1000]
    if not reason:
        raise Refusal(_("Please give the reason; it is kept in the history."))
    if to not in OVERRIDES.get(request.status, frozenset()):
        raise Refusal(
            _("This is not possible any more. The request now has the status “%(status)s”.")
            % {"status": request.get_status_display()}
        )
    if to == RequestStatus.NOT_NOW:
        if not until_on or until_on <= timezone.localdate(now):
            raise Refusal(_("Please name the day from which the sender may ask again."))
        request.again_on = until_on
    had_arrived = request.status == RequestStatus.DELIVERED
    move(
        request,
        act=Act.OVERRIDE,
        to=RequestStatus(to),
        party=Party.SECRETARIAT,
        by=by,
        now=now,
        reason=reason,
    )
    _follow(request, had_arrived=had_arrived, by=by, now=now)
    return request


def _follow(request: CooperationRequest, *, had_arrived: bool, by: User, now: dt.datetime) -> None:
    if request.status == RequestStatus.ACCEPTED:
        request.answers.filter(answered_at__isnull=True).update(
            answer=AnswerKind.ACCEPT, answered_at=now, answered_by=by
        )
        introduce(request, now=now)
        return
    post.tell_sender(LETTER_OF[request.status], request, now=now)
    if had_arrived:
        for _party, actor in request.sides[1:]:
            post.tell_side("request-over", request, actor, now=now)
        fill_places(request.recipient_id, now=now)


@transaction.atomic
def add_note(*, request: CooperationRequest, text: str, by: User) -> RequestNote:
    """A note for colleagues."""
    _only_secretariat(by)
    text = text.strip()[:2000]
    if not text:
        raise Refusal(_("Please write a note."))
    written = RequestNote.objects.create(request=request, text=text, written_by=by)
    audit.record(action="request.note", obj=request, by=by)
    return written


@transaction.atomic
def set_waiver(*, actor: Actor, is_waived: bool, by: User) -> RequestSetting:
    """Whether requests of this actor go without the check; running twice changes nothing."""
    _only_secretariat(by)
    setting, _is_new = RequestSetting.objects.select_for_update(no_key=True).get_or_create(actor=actor)
    if setting.is_check_waived != is_waived:
        setting.is_check_waived = is_waived
        setting.save()
        audit.record(action="request.waive" if is_waived else "request.require_check", obj=actor, by=by)
    return setting


def _only_secretariat(by: User) -> None:
    if not by.is_staff:
        raise Refusal(_("Only the secretariat can do this."))
