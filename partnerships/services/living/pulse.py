"""The pulse of partnerships: a friendly question after a year of silence or at the end of a trial, before any is called dormant.

Only partnerships are asked whose sides can be reached: what only sources tell about stays as the sources say. Everything is
worked out from the state at this moment, one partnership per transaction, so the job can be ended and run twice.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums import PartnershipStatus
from partnerships.enums_living import Pulse, PulseOutcome, PulseReason, Sign
from partnerships.models import Initiation, Partnership, Party, PulseAnswer, PulseQuestion
from partnerships.services.living import post
from partnerships.services.living.initiating import set_status
from partnerships.services.living.sides import lock, may_act, note_sign, sides_of
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

SILENCE = dt.timedelta(days=365)
TIME_TO_ANSWER = dt.timedelta(days=28)
#: Partnerships looked at in one run; the next one goes on.
BATCH = 50
_ASKABLE = (PartnershipStatus.ACTIVE, PartnershipStatus.INITIATION)


class AlreadyAnswered(Refusal):
    """Somebody from the side was quicker, or the question is closed."""


def follow(*, now: dt.datetime | None = None) -> Counter[str]:
    """Closes questions whose time is over and asks where it is time; how often each. Safe to run twice, also at the same time."""
    now = now or timezone.now()
    done: Counter[str] = Counter()
    done["closed"] = sum(_close_overdue(pk, now) for pk in _overdue(now))
    done["asked"] = sum(_ask(pk, PulseReason.TRIAL, now) for pk in _trial_over(now)[:BATCH])
    done["asked"] += sum(_ask(pk, PulseReason.SILENCE, now) for pk in silent(now)[:BATCH])
    return done


def silent(now: dt.datetime) -> QuerySet[Partnership, int]:
    """Numbers of partnerships without a sign of life for a year that can be asked and are not being asked."""
    rows = _reachable().annotate(
        heard_at=Greatest("created_at", Coalesce(Max("signs_of_life__at"), "created_at"))
    )
    return rows.filter(heard_at__lt=now - SILENCE).order_by("heard_at", "pk").values_list("pk", flat=True)


@transaction.atomic
def answer(
    *, answer: PulseAnswer, pulse: str, by: User | None, now: dt.datetime | None = None
) -> PulseQuestion:
    """One side answers, once. `by` None: whoever holds the link sent to the side's mailbox.

    "In touch" settles it at once; otherwise it is settled with the last answer. Refuses a second answer and closed questions.
    """
    now = now or timezone.now()
    partnership = lock(answer.question.partnership)
    answer = PulseAnswer.objects.select_related("question", "actor").get(pk=answer.pk)
    question = answer.question
    question.partnership = partnership
    if by is not None and not by.memberships.filter(actor=answer.actor_id).exists():
        raise Refusal(_("You cannot answer for this side."))
    if answer.answered_at or question.closed_at:
        raise AlreadyAnswered(_("This question has been answered already. Thank you."))
    if pulse not in Pulse.values:
        raise Refusal(_("Please choose an answer."))
    answer.answer, answer.answered_by, answer.answered_at = pulse, by, now
    answer.save()
    audit.record(action="partnership.pulse", obj=partnership, by=by, answer=pulse, side=answer.actor_id)
    if pulse == Pulse.ALIVE:
        note_sign(partnership, Sign.ANSWER, actor=answer.actor, now=now)
        _close(question, PulseOutcome.ALIVE, now)
    elif not question.answers.filter(answered_at__isnull=True).exists():
        _settle(question, now)
    return question


@transaction.atomic
def wake(*, partnership: Partnership, by: User, now: dt.datetime | None = None) -> Partnership:
    """A side says that a dormant partnership is alive again, in initiation or active as before; the history keeps both dates."""
    now = now or timezone.now()
    partnership = lock(partnership)
    actor = may_act(partnership, by)
    if partnership.status != PartnershipStatus.DORMANT:
        raise Refusal(_("This partnership is not dormant."))
    unconfirmed = Initiation.objects.filter(partnership=partnership, public_at__isnull=True).exists()
    status = PartnershipStatus.INITIATION if unconfirmed else PartnershipStatus.ACTIVE
    set_status(partnership, status, now=now)
    note_sign(partnership, Sign.ANSWER, actor=actor, now=now)
    audit.record(action="partnership.woken", obj=partnership, by=by)
    return partnership


def _reachable() -> QuerySet[Partnership]:
    """Partnerships that can be asked: active or in initiation, somebody keeps the entry of a party, and no question is open."""
    kept = Party.objects.filter(partnership=OuterRef("pk"), actor__memberships__user__is_active=True)
    being_asked = PulseQuestion.objects.filter(partnership=OuterRef("pk"), closed_at__isnull=True)
    return Partnership.objects.filter(Exists(kept), ~Exists(being_asked), status__in=_ASKABLE)


def _trial_over(now: dt.datetime) -> QuerySet[Partnership, int]:
    """Trials that have ended, and no question has been asked since."""
    ended = Q(initiation__trial_ends_on__lte=timezone.localdate(now))
    asked = PulseQuestion.objects.filter(reason=PulseReason.TRIAL).values("partnership")
    rows = _reachable().filter(ended, initiation__public_at__isnull=True).exclude(pk__in=asked)
    return rows.order_by("pk").values_list("pk", flat=True)


def _overdue(now: dt.datetime) -> list[int]:
    rows = PulseQuestion.objects.filter(closed_at__isnull=True, due_on__lt=timezone.localdate(now))
    return list(rows.order_by("due_on", "pk").values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _ask(pk: int, reason: PulseReason, now: dt.datetime) -> bool:
    """Asks one partnership, unless somebody has just done so."""
    partnership = lock(Partnership(pk=pk))
    if partnership.pulse_questions.filter(closed_at__isnull=True).exists():
        return False
    if reason == PulseReason.SILENCE and not silent(now).filter(pk=pk).exists():
        return False
    sides = sides_of(partnership)
    question = PulseQuestion.objects.create(
        partnership=partnership, reason=reason, asked_at=now, due_on=timezone.localdate(now) + TIME_TO_ANSWER
    )
    answers = [PulseAnswer.objects.create(question=question, actor=actor) for actor in sides]
    audit.record(action="partnership.asked", obj=partnership, by=None, reason=reason)
    for row in answers:
        post.ask(row, partnership=partnership, now=now)
    return True


@transaction.atomic
def _close_overdue(pk: int, now: dt.datetime) -> bool:
    question = PulseQuestion.objects.select_related("partnership").get(pk=pk)
    partnership = lock(question.partnership)
    question = PulseQuestion.objects.get(pk=pk)
    if question.closed_at:
        return False
    question.partnership = partnership
    _settle(question, now)
    return True


def _settle(question: PulseQuestion, now: dt.datetime) -> None:
    """Ended when all sides say so, else dormant: nobody was in touch."""
    given = list(question.answers.values_list("answer", flat=True))
    is_over = bool(given) and all(value == Pulse.OVER for value in given)
    partnership = question.partnership
    is_beginning = partnership.status == PartnershipStatus.INITIATION
    ended = PartnershipStatus.FAILED if is_beginning else PartnershipStatus.ENDED
    status = ended if is_over else PartnershipStatus.DORMANT
    set_status(partnership, status, now=now)
    audit.record(action=f"partnership.{status.value}", obj=partnership, by=None, reason=question.reason)
    _close(question, PulseOutcome.ENDED if is_over else PulseOutcome.DORMANT, now)


def _close(question: PulseQuestion, outcome: PulseOutcome, now: dt.datetime) -> None:
    question.closed_at, question.outcome = now, outcome
    question.save(update_fields=["closed_at", "outcome"])
