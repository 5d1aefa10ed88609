"""Projects of a partnership: written by its sides; they name no precise place of infrastructure in Ukraine."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Topic
from partnerships.enums_living import BudgetClass, Sign
from partnerships.models import FundingProgramme, Partnership, PartnershipProject
from partnerships.services.living import leak_check
from partnerships.services.living.sides import lock, may_act, note_sign
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

MOST = 100


@dataclass(frozen=True, slots=True)
class Facts:
    """What a side says about a project, its texts in one language."""

    title: str
    topic: Topic
    language: str
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    budget: str = ""
    funding: FundingProgramme | None = None
    result: str = ""


@transaction.atomic
def write(
    *,
    partnership: Partnership,
    facts: Facts,
    by: User,
    project: PartnershipProject | None = None,
    now: dt.datetime | None = None,
) -> PartnershipProject:
    """Enters a project or changes one; texts in other languages stay. Refuses precise places, and an end before the beginning."""
    now = now or timezone.now()
    partnership = lock(partnership)
    actor = may_act(partnership, by)
    title, result = " ".join(facts.title.split())[:160], facts.result.strip()[:1500]
    _check(facts, title, result)
    if project is None:
        if partnership.projects.count() >= MOST:
            raise Refusal(_("There are very many projects already."))
        found = PartnershipProject(partnership=partnership, source_language=facts.language)
    else:
        found = PartnershipProject.objects.select_for_update(of=("self",), no_key=True).get(
            pk=project.pk, partnership=partnership
        )
    setattr(found, f"title_{facts.language}", title)
    setattr(found, f"result_{facts.language}", result)
    found.topic, found.funding, found.budget = facts.topic, facts.funding, facts.budget
    found.begins_on, found.ends_on, found.changed_at = facts.begins_on, facts.ends_on, now
    found.save()
    note_sign(partnership, Sign.PROJECT, actor=actor, now=now)
    audit.record(action="project.written", obj=found, by=by, partnership=partnership.pk)
    return found


@transaction.atomic
def remove(*, project: PartnershipProject, by: User) -> None:
    """Takes a project out; twice does nothing."""
    partnership = lock(project.partnership)
    may_act(partnership, by)
    found = PartnershipProject.objects.filter(pk=project.pk).first()
    if found is not None:
        audit.record(action="project.removed", obj=found, by=by, partnership=partnership.pk)
        found.delete()


def _check(facts: Facts, title: str, result: str) -> None:
    if not title:
        raise Refusal(_("Please give the project a title."))
    if facts.language not in dict(settings.LANGUAGES):
        raise Refusal(_("There is no such language."))
    if facts.budget not in BudgetClass.values:
        raise Refusal(_("There is no such class of budgets."))
    if facts.begins_on and facts.ends_on and facts.ends_on < facts.begins_on:
        raise Refusal(_("The end lies before the beginning."))
    leak_check.check(title, result)
