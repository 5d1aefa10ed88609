"""From an introduction to a partnership: begun, prepared by a checklist of both sides, confirmed by all of them, or given up."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actors.enums import ActorKind
from actors.models import Actor
from actors.services import index
from partnerships.enums import Confidence, DatePrecision, PartnershipKind, PartnershipStatus, PartyRole
from partnerships.enums_living import ChecklistItem, Sign
from partnerships.enums_requests import FirstStep
from partnerships.models import HistoryEntry, Initiation, InitiationTick, Introduction, Partnership, Party
from partnerships.services.living.sides import (
    decided_by,
    lock,
    may_act,
    note_sign,
    partnership_between,
    side_of,
    sides_of,
)
from partnerships.services.requests.introducing import lock_introduction
from partnerships.services.requests.introducing import side_of as side_of_introduction
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: The trial period of a new partnership, unless the sides agree on another day; a project needs about a year to show.
TRIAL = dt.timedelta(days=365)
LONGEST_TRIAL = dt.timedelta(days=3 * 365)
#: The point of a side that confirms the whole.
CONFIRMATION = ""
_ROLES = {
    ActorKind.UTILITY: PartyRole.UTILITY,
    ActorKind.CLINIC: PartyRole.CLINIC,
    ActorKind.COMPANY: PartyRole.COMPANY,
    ActorKind.FOUNDATION: PartyRole.FUNDER,
}


@transaction.atomic
def begin(*, introduction: Introduction, by: User, now: dt.datetime | None = None) -> Partnership:
    """The partnership of an introduction, in initiation; the same one when it has been begun already, so it can run twice.

    A side or the secretariat may do it. Where the request was to join an existing partnership, the sender joins that one.
    Where the sides are partners already, it is that partnership. Refuses strangers, and introductions that were ended.
    """
    now = now or timezone.now()
    introduction = lock_introduction(introduction)
    actor = side_of_introduction(introduction, by)
    known = Partnership.objects.filter(initiation__introduction=introduction).first()
    if known is not None:
        return known
    request = introduction.request
    if request.first_step == FirstStep.JOIN and request.partnership:
        return join(partnership=request.partnership, actor=request.sender, by=by, now=now)
    actors = [side for _party, side in request.sides]
    list(Actor.objects.select_for_update(no_key=True).filter(pk__in=request.side_ids).order_by("pk"))
    known = partnership_between(request.side_ids)
    if known is not None:
        return known
    partnership = _create(actors, third=request.third, now=now)
    partnership.topics.set(request.topics.all())
    day = timezone.localdate(now)
    Initiation.objects.create(
        partnership=partnership, introduction=introduction, begun_at=now, trial_ends_on=day + TRIAL
    )
    note_sign(partnership, Sign.INTRODUCED, actor=actor, now=now)
    audit.record(action="partnership.begun", obj=partnership, by=by, introduction=introduction.pk)
    return partnership


@transaction.atomic
def tick(
    *, partnership: Partnership, item: str, is_done: bool, by: User, now: dt.datetime | None = None
) -> Initiation:
    """Sets or removes the tick of the person's side at a point; doing it twice changes nothing. Refuses unknown points."""
    now = now or timezone.now()
    initiation, actor = _locked(partnership, by)
    if item not in ChecklistItem.values:
        raise Refusal(_("There is no such point in the checklist."))
    if is_done:
        _row, changed = InitiationTick.objects.get_or_create(
            initiation=initiation, item=item, actor=actor, defaults={"done_at": now}
        )
    else:
        changed = bool(initiation.ticks.filter(item=item, actor=actor).delete()[0])
    if changed:
        note_sign(initiation.partnership, Sign.CHECKLIST, actor=actor, now=now)
        audit.record(action="partnership.ticked", obj=initiation.partnership, by=by, item=item, done=is_done)
    return initiation


@transaction.atomic
def set_trial(
    *, partnership: Partnership, ends_on: dt.date, by: User, now: dt.datetime | None = None
) -> Initiation:
    """Agrees on the last day of the trial period. Refuses days that are past or more than three years away."""
    now = now or timezone.now()
    partnership = lock(partnership)
    actor = may_act(partnership, by)
    initiation = _initiation_of(partnership)
    today = timezone.localdate(now)
    if not today < ends_on <= today + LONGEST_TRIAL:
        raise Refusal(_("Please choose a day within the next three years."))
    before, initiation.trial_ends_on = initiation.trial_ends_on, ends_on
    initiation.save(update_fields=["trial_ends_on"])
    note_sign(partnership, Sign.CHECKLIST, actor=actor, now=now)
    audit.record(action="partnership.trial", obj=partnership, by=by, before=str(before), to=str(ends_on))
    return initiation


@transaction.atomic
def set_kind(*, partnership: Partnership, kind: str, by: User, now: dt.datetime | None = None) -> Partnership:
    """Changes the kind and writes it into the dated history. Confirmations given for the earlier kind count no longer."""
    now = now or timezone.now()
    partnership = lock(partnership)
    actor = may_act(partnership, by)
    if kind not in PartnershipKind.values:
        raise Refusal(_("There is no such kind of partnership."))
    if partnership.kind == kind:
        return partnership
    initiation = _initiation_of(partnership)
    if initiation.public_at and not by.is_staff:
        raise Refusal(
            _("The partnership is in the register; please write to the secretariat to change its kind.")
        )
    before, partnership.kind = partnership.kind, kind
    partnership.save(update_fields=["kind", "updated_at"])
    initiation.ticks.filter(item=CONFIRMATION).delete()
    HistoryEntry.objects.create(
        partnership=partnership, on=timezone.localdate(now), precision=DatePrecision.DAY, kind=kind
    )
    note_sign(partnership, Sign.KIND, actor=actor, now=now)
    audit.record(action="partnership.kind", obj=partnership, by=by, before=before, to=kind)
    return partnership


@transaction.atomic
def confirm(*, partnership: Partnership, by: User, now: dt.datetime | None = None) -> Partnership:
    """A side confirms the partnership; with the last side it becomes active and public. Doing it twice changes nothing.

    The secretariat confirms for sides whose entry nobody keeps, having asked them.
    """
    now = now or timezone.now()
    partnership = lock(partnership)
    actors = decided_by(partnership, by)
    _in_initiation(partnership)
    initiation = _initiation_of(partnership)
    for actor in actors:
        InitiationTick.objects.get_or_create(
            initiation=initiation, item=CONFIRMATION, actor=actor, defaults={"done_at": now}
        )
        audit.record(action="partnership.confirmed", obj=partnership, by=by, side=actor.pk)
    given = set(initiation.ticks.filter(item=CONFIRMATION).values_list("actor_id", flat=True))
    if {side.pk for side in sides_of(partnership)} <= given:
        initiation.public_at = now
        initiation.save(update_fields=["public_at"])
        set_status(partnership, PartnershipStatus.ACTIVE, now=now)
    note_sign(partnership, Sign.KIND, actor=actors[0], now=now)
    return partnership


@transaction.atomic
def give_up(*, partnership: Partnership, by: User, now: dt.datetime | None = None) -> Partnership:
    """A side or the secretariat ends a partnership in initiation; it never becomes public."""
    now = now or timezone.now()
    partnership = lock(partnership)
    may_act(partnership, by)
    _in_initiation(partnership)
    set_status(partnership, PartnershipStatus.FAILED, now=now)
    audit.record(action="partnership.given_up", obj=partnership, by=by)
    return partnership


@transaction.atomic
def join(
    *, partnership: Partnership, actor: Actor, by: User | None, now: dt.datetime | None = None
) -> Partnership:
    """Adds an organisation to a partnership, in the role of its kind; nothing happens when it takes part already."""
    now = now or timezone.now()
    partnership = lock(partnership)
    last = partnership.parties.order_by("-position").first()
    _row, is_new = Party.objects.get_or_create(
        partnership=partnership,
        actor=actor,
        defaults={"role": role_of(actor), "position": last.position + 1 if last else 0, "label": actor.name},
    )
    if is_new:
        note_sign(partnership, Sign.INTRODUCED, actor=actor, now=now)
        audit.record(action="partnership.joined", obj=partnership, by=by, actor=actor.pk)
        index.refresh([actor.pk])
    return partnership


def role_of(actor: Actor) -> PartyRole:
    """The role an organisation has when it joins the partnership of others."""
    return _ROLES.get(ActorKind(actor.kind), PartyRole.ASSOCIATION)


def set_status(partnership: Partnership, status: PartnershipStatus, *, now: dt.datetime) -> None:
    """Changes the status of a locked partnership and writes it into the dated history."""
    partnership.status = status
    partnership.save(update_fields=["status", "updated_at"])
    HistoryEntry.objects.create(
        partnership=partnership, on=timezone.localdate(now), precision=DatePrecision.DAY, status=status
    )
    index.refresh(pk for pk in partnership.parties.values_list("actor", flat=True) if pk)


def _create(actors: list[Actor], *, third: Actor | None, now: dt.datetime) -> Partnership:
    kind = _kind_of(actors)
    day = timezone.localdate(now)
    partnership = Partnership.objects.create(
        slug=_slug(actors),
        kind=kind,
        status=PartnershipStatus.INITIATION,
        since_on=day,
        since_precision=DatePrecision.MONTH,
        has_bridge=third is not None,
        confidence=Confidence.OWN,
        is_example=all(actor.is_example for actor in actors),
    )
    is_operator = kind == PartnershipKind.OPERATOR
    for position, actor in enumerate(actors):
        role = PartyRole.BRIDGE if actor == third else PartyRole.PARTNER
        # the German operator leads: it answers for funding and reports
        if is_operator and actor.place and actor.place.country_id == "DE":
            role = PartyRole.LEAD
        Party.objects.create(
            partnership=partnership, actor=actor, role=role, position=position, label=actor.name
        )
    HistoryEntry.objects.create(
        partnership=partnership,
        on=day,
        precision=DatePrecision.DAY,
        kind=kind,
        status=PartnershipStatus.INITIATION,
    )
    return partnership


def _kind_of(actors: list[Actor]) -> PartnershipKind:
    kinds = {actor.kind for actor in actors}
    if kinds == {ActorKind.UTILITY}:
        return PartnershipKind.OPERATOR
    if kinds == {ActorKind.REGION}:
        return PartnershipKind.REGION
    if kinds == {ActorKind.DISTRICT}:
        return PartnershipKind.DISTRICT
    return PartnershipKind.CONTACT if kinds == {ActorKind.MUNICIPALITY} else PartnershipKind.INSTITUTION


def _slug(actors: list[Actor]) -> str:
    base = slugify("-".join(actor.slug for actor in actors))[:180]
    taken = set(Partnership.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken
    )


def _locked(partnership: Partnership, by: User) -> tuple[Initiation, Actor]:
    """The initiation of a partnership that is still in it, and the side the person speaks for."""
    partnership = lock(partnership)
    actor = side_of(partnership, by)
    _in_initiation(partnership)
    return _initiation_of(partnership), actor


def _in_initiation(partnership: Partnership) -> None:
    if partnership.status != PartnershipStatus.INITIATION:
        raise Refusal(_("This partnership is not in initiation any more."))


def _initiation_of(partnership: Partnership) -> Initiation:
    found = Initiation.objects.filter(partnership=partnership).first()
    if found is None:
        raise Refusal(_("This partnership did not begin on the portal; please write to the secretariat."))
    found.partnership = partnership
    return found
