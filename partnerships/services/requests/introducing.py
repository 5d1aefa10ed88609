"""Introductions: the contacts are released, everyone gets the same letter, and a shared page begins."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor
from partnerships.enums_requests import CHECK_IN_DAYS, NothingReason, Progress
from partnerships.models import (
    CheckIn,
    CooperationRequest,
    Introduction,
    IntroductionMessage,
    IntroductionStep,
)
from partnerships.services.requests import post
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: What one introduction can hold; a script that writes on and on stops here.
MESSAGES = 500
STEPS = 100
MESSAGES_PER_HOUR = 20


def introduce(request: CooperationRequest, *, now: dt.datetime) -> Introduction:
    """Begins the introduction of an accepted request and writes to all sides. Inside the transaction of the last yes."""
    introduction = Introduction.objects.create(request=request, introduced_at=now)
    first = timezone.localdate(now)
    CheckIn.objects.bulk_create(
        CheckIn(introduction=introduction, actor=actor, stage=stage, due_on=first + dt.timedelta(days=days))
        for _party, actor in request.sides
        for stage, days in CHECK_IN_DAYS.items()
    )
    audit.record(action="introduction.begin", obj=introduction, by=None)
    post.introduce(introduction, request=request, now=now)
    return introduction


@transaction.atomic
def write_message(
    *, introduction: Introduction, text: str, language: str, by: User, now: dt.datetime | None = None
) -> IntroductionMessage:
    """A message on the shared page; the other sides are told. Refuses empty ones, and floods."""
    now = now or timezone.now()
    introduction = lock_introduction(introduction)
    actor = side_of(introduction, by)
    text = text.strip()[:4000]
    if not text:
        raise Refusal(_("Please write a message."))
    messages = introduction.messages.all()
    recent = messages.filter(written_by=by, written_at__gt=now - dt.timedelta(hours=1)).count()
    if recent >= MESSAGES_PER_HOUR or messages.count() >= MESSAGES:
        raise Refusal(_("That was a lot of messages. Please go on later."))
    message = IntroductionMessage.objects.create(
        introduction=introduction,
        actor=actor,
        written_by=by,
        text=text,
        language=language if language in dict(settings.LANGUAGES) else by.language,
        written_at=now,
    )
    audit.record(action="introduction.message", obj=introduction, by=by)
    post.tell_of_message(message, now=now)
    return message


@transaction.atomic
def add_step(
    *,
    introduction: Introduction,
    text: str,
    language: str,
    by: User,
    actor: Actor | None = None,
    due_on: dt.date | None = None,
) -> IntroductionStep:
    """A next step on the shared page."""
    introduction = lock_introduction(introduction)
    side_of(introduction, by)
    text = " ".join(text.split())[:300]
    if not text:
        raise Refusal(_("Please write what comes next."))
    if introduction.steps.count() >= STEPS:
        raise Refusal(_("There are very many steps already. Please finish some first."))
    if actor and actor.pk not in introduction.request.side_ids:
        raise Refusal(_("Only the sides of this introduction can take on a step."))
    step = IntroductionStep.objects.create(
        introduction=introduction,
        text=text,
        language=language if language in dict(settings.LANGUAGES) else by.language,
        actor=actor,
        due_on=due_on,
        written_by=by,
    )
    audit.record(action="introduction.step", obj=introduction, by=by)
    return step


@transaction.atomic
def finish_step(
    *, introduction: Introduction, step: IntroductionStep, by: User, now: dt.datetime | None = None
) -> IntroductionStep:
    """Marks a step as done; doing it twice changes nothing."""
    introduction = lock_introduction(introduction)
    side_of(introduction, by)
    found: IntroductionStep = introduction.steps.select_for_update(no_key=True).get(pk=step.pk)
    if found.done_at is None:
        found.done_at = now or timezone.now()
        found.save(update_fields=["done_at"])
        audit.record(action="introduction.step_done", obj=introduction, by=by)
    return found


@transaction.atomic
def close(*, introduction: Introduction, by: User, now: dt.datetime | None = None) -> Introduction:
    """The secretariat ends an introduction: the contacts are no longer released. Refuses everybody else."""
    if not by.is_staff:
        raise Refusal(_("Only the secretariat can end an introduction."))
    introduction = lock_introduction(introduction)
    introduction.closed_at = now or timezone.now()
    introduction.save(update_fields=["closed_at"])
    audit.record(action="introduction.close", obj=introduction, by=by)
    return introduction


@transaction.atomic
def answer_check_in(
    *, check_in: CheckIn, progress: str, by: User | None, reason: str = "", now: dt.datetime | None = None
) -> CheckIn:
    """One side says how it goes; once. `by` None: whoever holds the link sent to the side's mailbox."""
    check_in = CheckIn.objects.select_for_update(no_key=True).get(pk=check_in.pk)
    if by is not None and not by.memberships.filter(actor=check_in.actor_id).exists():
        raise Refusal(_("You cannot answer for this side."))
    if check_in.answered_at:
        raise Refusal(_("Somebody from your side has answered already. Thank you."))
    if progress not in Progress.values:
        raise Refusal(_("Please choose an answer."))
    if progress == Progress.NOTHING and reason not in NothingReason.values:
        raise Refusal(_("Please choose why nothing came of it."))
    check_in.answer, check_in.answered_by = progress, by
    check_in.reason = reason if progress == Progress.NOTHING else ""
    check_in.answered_at = now or timezone.now()
    check_in.save()
    audit.record(action="introduction.check_in", obj=check_in.introduction, by=by, answer=progress)
    return check_in


def lock_introduction(introduction: Introduction) -> Introduction:
    """The introduction as it is now, locked, with its sides. Inside a transaction only."""
    rows = Introduction.objects.select_for_update(of=("self",), no_key=True)
    found: Introduction = rows.select_related("request__sender", "request__recipient", "request__third").get(
        pk=introduction.pk
    )
    return found


def side_of(introduction: Introduction, by: User) -> Actor | None:
    """The side somebody writes for; None for the secretariat. Refuses strangers, and everything after the end."""
    if introduction.closed_at:
        raise Refusal(_("The secretariat has ended this introduction."))
    own = set(
        by.memberships.filter(actor__in=introduction.request.side_ids).values_list("actor_id", flat=True)
    )
    side = next((actor for _party, actor in introduction.request.sides if actor.pk in own), None)
    if side is None and not by.is_staff:
        raise Refusal(_("You do not take part in this introduction."))
    return side
