"""Actors ask to join a working group; its coordinators or the secretariat answer; members leave."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import NotificationKind
from accounts.models import User
from accounts.services import notices
from actors import mails_workspace as mails
from actors.enums import ActorStatus, JoinRequestStatus
from actors.models import Actor, GroupJoinRequest, Membership, WorkingGroup, WorkingGroupMember
from actors.rules import can_lead, keeps
from actors.services import index
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = logging.getLogger(__name__)

#: Open requests of one actor.
MOST_OPEN = 10


@transaction.atomic
def ask(
    *, group: WorkingGroup, actor: Actor, by: User, message: str = "", now: dt.datetime | None = None
) -> GroupJoinRequest:
    """An actor asks; asking again while it waits changes nothing. The coordinators are told, else the secretariat's queue shows it.

    Refuses groups that take no members, actors that are members already or not on public pages, and foreign actors.
    """
    now = now or timezone.now()
    group = _locked_group(group)
    if not keeps(by, actor):
        log.warning("user %s may not ask for actor %s", by.pk, actor.pk)
        raise Refusal(_("You cannot ask for this organisation."))
    if not group.takes_members:
        raise Refusal(_("This working group takes no new members at the moment."))
    if actor.status not in {ActorStatus.PUBLISHED, ActorStatus.DORMANT}:
        raise Refusal(_("The entry of this organisation has to be published first."))
    if group.members.filter(actor=actor).exists():
        raise Refusal(_("This organisation is a member of the working group already."))
    open_ones = GroupJoinRequest.objects.open().filter(actor=actor)
    known = open_ones.filter(group=group).first()
    if known is not None:
        return known
    if open_ones.count() >= MOST_OPEN:
        raise Refusal(
            _("Many of your requests are waiting for an answer. Please wait for one of them first.")
        )
    request = GroupJoinRequest.objects.create(
        group=group,
        actor=actor,
        message=message.replace("\x00", "").strip()[:2000],
        asked_by=by,
        asked_at=now,
    )
    audit.record(action="group_join.asked", obj=request, by=by, group=group.pk, actor=actor.pk)
    letter = mails.asked(group=group, actor=actor, message=request.message)
    _tell(coordinators_of(group), mails.ASKED, letter, now)
    return request


@transaction.atomic
def answer(
    *, request: GroupJoinRequest, accept: bool, by: User, reason: str = "", now: dt.datetime | None = None
) -> GroupJoinRequest:
    """A coordinator or the secretariat answers, once. Accepted: the actor is a member. Whoever asked is told, with the reason.

    Refuses everybody else, a second answer, and a refusal without a reason.
    """
    now = now or timezone.now()
    found = _locked(request)
    if not can_lead(by, found.group):
        log.warning("user %s may not answer join request %s", by.pk, found.pk)
        raise Refusal(_("Only the coordination of the working group or the secretariat can answer this."))
    if found.status != JoinRequestStatus.OPEN:
        raise Refusal(_("This has been decided already."))
    reason = reason.replace("\x00", "").strip()[:2000]
    if not accept and not reason:
        raise Refusal(_("Please give a reason; it is sent to the organisation."))
    found.status = JoinRequestStatus.ACCEPTED if accept else JoinRequestStatus.REFUSED
    found.reason, found.decided_at, found.decided_by = reason, now, by
    found.save(update_fields=["status", "reason", "decided_at", "decided_by"])
    if accept:
        _make_member(found, by)
    audit.record(
        action=f"group_join.{found.status}", obj=found, by=by, group=found.group_id, actor=found.actor_id
    )
    letter = mails.accepted if accept else mails.refused
    _tell(_askers(found), mails.ANSWERED, letter(group=found.group, actor=found.actor, reason=reason), now)
    return found


@transaction.atomic
def withdraw(*, request: GroupJoinRequest, by: User, now: dt.datetime | None = None) -> GroupJoinRequest:
    """The actor no longer asks. Refuses strangers and what has been decided."""
    found = _locked(request)
    if not keeps(by, found.actor):
        raise Refusal(_("You cannot ask for this organisation."))
    if found.status != JoinRequestStatus.OPEN:
        raise Refusal(_("This has been decided already."))
    found.status, found.decided_at = JoinRequestStatus.WITHDRAWN, now or timezone.now()
    found.save(update_fields=["status", "decided_at"])
    audit.record(action="group_join.withdrawn", obj=found, by=by, group=found.group_id, actor=found.actor_id)
    return found


@transaction.atomic
def end(*, member: WorkingGroupMember, by: User) -> None:
    """A membership ends: by who keeps the actor, or by the coordination."""
    group = _locked_group(member.group)
    if not (keeps(by, member.actor) or can_lead(by, group)):
        raise Refusal(_("Only the organisation itself or the coordination can end this."))
    audit.record(action="group_member.ended", obj=group, by=by, actor=member.actor_id)
    actor_id = member.actor_id
    member.delete()
    index.refresh([actor_id])


def coordinators_of(group: WorkingGroup) -> QuerySet[User]:
    """Who answers requests: the coordinators of the group, else those of the group it is part of."""
    own = User.objects.filter(coordinations__group=group, is_active=True)
    if own.exists() or group.parent_id is None:
        return own
    return User.objects.filter(coordinations__group=group.parent_id, is_active=True)


def _askers(request: GroupJoinRequest) -> QuerySet[User]:
    """Who asked, or, if the account is gone, everybody who keeps the entry."""
    if request.asked_by_id is not None:
        return User.objects.filter(pk=request.asked_by_id, is_active=True)
    keepers = Membership.objects.filter(actor=request.actor_id).values("user")
    return User.objects.filter(pk__in=keepers, is_active=True)


def _make_member(request: GroupJoinRequest, by: User) -> None:
    WorkingGroupMember.objects.get_or_create(
        group=request.group, actor=request.actor, defaults={"since_on": timezone.localdate()}
    )
    index.refresh([request.actor_id])


def _tell(users: QuerySet[User], letter_kind: str, letter: mails.Letter, now: dt.datetime) -> None:
    for user in users.order_by("pk"):
        notices.tell(user=user, kind=NotificationKind.GROUPS, letter_kind=letter_kind, letter=letter, now=now)


def _locked_group(group: WorkingGroup) -> WorkingGroup:
    rows = WorkingGroup.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("parent").get(pk=group.pk)


def _locked(request: GroupJoinRequest) -> GroupJoinRequest:
    """The group first, as everywhere, then the request."""
    _locked_group(request.group)
    rows = GroupJoinRequest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("group__parent", "actor").get(pk=request.pk)
