"""Organisations of one of the cities ask to join its partnership; the sides or the secretariat decide."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import MUNICIPAL_KINDS
from actors.models import Actor
from partnerships.enums import PartnershipStatus
from partnerships.enums_living import JoinStatus
from partnerships.models import JoinWish, Partnership
from partnerships.services.living import post
from partnerships.services.living.initiating import join, role_of
from partnerships.services.living.sides import lock, may_act
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: Open wishes of one organisation.
MOST = 3


@transaction.atomic
def ask(
    *,
    partnership: Partnership,
    actor: Actor,
    text: str,
    language: str,
    by: User,
    now: dt.datetime | None = None,
) -> JoinWish:
    """An organisation asks; asking again while it waits changes nothing. The sides are told.

    Refuses municipalities (they are partners themselves), organisations of other places, and who takes part already.
    """
    now = now or timezone.now()
    partnership = lock(partnership)
    if not by.memberships.filter(actor=actor).exists():
        raise Refusal(_("You cannot ask for this organisation."))
    if not of_its_city(partnership, actor) or partnership.status != PartnershipStatus.ACTIVE:
        raise Refusal(_("Only organisations of one of the cities can join its partnership here."))
    if partnership.parties.filter(actor=actor).exists():
        raise Refusal(_("Your organisation takes part already."))
    waiting = JoinWish.objects.filter(actor=actor, status=JoinStatus.ASKED)
    known = waiting.filter(partnership=partnership).first()
    if known is not None:
        return known
    if waiting.count() >= MOST:
        raise Refusal(_("Three of your wishes are waiting for an answer. Please wait for one of them first."))
    wish = JoinWish.objects.create(
        partnership=partnership, actor=actor, role=role_of(actor), text=" ".join(text.split())[:400],
        language=language if language in dict(settings.LANGUAGES) else by.language, asked_by=by, asked_at=now,
    )  # fmt: skip
    audit.record(action="partnership.join_asked", obj=partnership, by=by, actor=actor.pk)
    post.tell_of_wish(wish, now=now)
    return wish


@transaction.atomic
def decide(*, wish: JoinWish, accept: bool, by: User, now: dt.datetime | None = None) -> JoinWish:
    """A side or the secretariat answers, once; the organisation is told. Refuses strangers and a second answer."""
    now = now or timezone.now()
    partnership = lock(wish.partnership)
    may_act(partnership, by)
    wish = JoinWish.objects.select_related("actor").get(pk=wish.pk)
    wish.partnership = partnership
    if wish.status != JoinStatus.ASKED:
        raise Refusal(_("This has been decided already."))
    wish.status, wish.decided_at = (JoinStatus.ACCEPTED if accept else JoinStatus.DECLINED), now
    wish.save(update_fields=["status", "decided_at"])
    if accept:
        join(partnership=partnership, actor=wish.actor, by=by, now=now)
    audit.record(action=f"partnership.join_{wish.status}", obj=partnership, by=by, actor=wish.actor_id)
    post.tell_of_decision(wish, now=now)
    return wish


def of_its_city(partnership: Partnership, actor: Actor) -> bool:
    """Whether an organisation sits in the place of one of the parties and is no municipality itself. At most one query."""
    if actor.kind in MUNICIPAL_KINDS or actor.place_id is None:
        return False
    return bool(
        partnership.parties.filter(actor__place=actor.place_id).exists()
        or partnership.parties.filter(place=actor.place_id).exists()
    )
