"""Plans of working groups and small groups: who does what until when. Everybody in the workspace works on them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, GroupPlan, PlanStep, WorkingGroup
from actors.rules import can_enter_workspace, can_lead
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

MOST_PLANS, MOST_STEPS = 30, 60
#: What an address or a telephone number looks like; a function has neither.
_PERSONAL = re.compile(r"@|\d{5,}")


@transaction.atomic
def begin(*, group: WorkingGroup, title: str, language: str, by: User) -> GroupPlan:
    """A new plan without steps. Refuses strangers, an empty title, and too many plans."""
    group = _locked(group, by)
    title = _line(title)[:200]
    if not title:
        raise Refusal(_("Please give the plan a title."))
    if group.plans.count() >= MOST_PLANS:
        raise Refusal(_("There are very many plans already."))
    plan = GroupPlan.objects.create(
        group=group, title=title, language=language if language in dict(settings.LANGUAGES) else "de"
    )
    audit.record(action="group_plan.begun", obj=plan, by=by, group=group.pk)
    return plan


@transaction.atomic
def add_step(
    *,
    plan: GroupPlan,
    text: str,
    by: User,
    function: str = "",
    actor: Actor | None = None,
    until_on: dt.date | None = None,
) -> PlanStep:
    """One more step at the end. Refuses addresses and telephone numbers of persons, and actors that are not in the group."""
    group = _locked(plan.group, by)
    text, function = _line(text)[:300], _line(function)[:120]
    if not text:
        raise Refusal(_("Please say what is to be done."))
    if _PERSONAL.search(function):
        raise Refusal(_("Please name a function or an organisation, no person and no address."))
    if actor is not None and not members_of(group).filter(pk=actor.pk).exists():
        raise Refusal(_("This organisation is not a member of the working group."))
    positions = list(plan.steps.order_by("-position").values_list("position", flat=True))
    if len(positions) >= MOST_STEPS:
        raise Refusal(_("There are very many steps already."))
    step = PlanStep.objects.create(
        plan=plan, text=text, function=function, actor=actor, until_on=until_on,
        position=positions[0] + 1 if positions else 1,
    )  # fmt: skip
    audit.record(action="group_plan.step_added", obj=plan, by=by, step=step.pk)
    return step


@transaction.atomic
def mark(*, step: PlanStep, is_done: bool, by: User, on: dt.date | None = None) -> PlanStep:
    """A step is done, or not yet after all; twice changes nothing."""
    _locked(step.plan.group, by)
    found = PlanStep.objects.select_for_update(of=("self",), no_key=True).get(pk=step.pk)
    if bool(found.done_on) != is_done:
        found.done_on = (on or timezone.localdate()) if is_done else None
        found.save(update_fields=["done_on"])
        action = "group_plan.step_done" if is_done else "group_plan.step_reopened"
        audit.record(action=action, obj=step.plan, by=by, step=found.pk)
    return found


@transaction.atomic
def remove_step(*, step: PlanStep, by: User) -> None:
    """A step that is not needed any more; twice does nothing."""
    _locked(step.plan.group, by)
    audit.record(action="group_plan.step_removed", obj=step.plan, by=by, step=step.pk)
    PlanStep.objects.filter(pk=step.pk).delete()


@transaction.atomic
def remove(*, plan: GroupPlan, by: User) -> None:
    """A whole plan goes; only the coordination and the secretariat decide that."""
    group = _locked(plan.group, by)
    if not can_lead(by, group):
        raise Refusal(_("Only the coordination of the working group or the secretariat removes plans."))
    audit.record(action="group_plan.removed", obj=plan, by=by, group=group.pk)
    plan.delete()


def members_of(group: WorkingGroup) -> QuerySet[Actor]:
    """Actors in the group or in the one it is part of."""
    groups = [pk for pk in (group.pk, group.parent_id) if pk is not None]
    return Actor.objects.published().filter(working_group_memberships__group__in=groups).distinct()


def _locked(group: WorkingGroup, by: User) -> WorkingGroup:
    rows = WorkingGroup.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("parent").get(pk=group.pk)
    if not can_enter_workspace(by, found):
        raise Refusal(_("Only members of the working group can do this."))
    return found


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
