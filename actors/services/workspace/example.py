"""Plans of the example world: what the small groups of the sources have taken on, with invented steps."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actors.models import Actor, GroupPlan, PlanStep, WorkingGroup
from platform_portal.core.errors import Refusal


@dataclass(frozen=True, slots=True)
class Step:
    """What, which function, which actor, until how many days from now; below zero: done so many days ago."""

    text: str
    function: str
    days: int
    actor: str = ""


PLANS: tuple[tuple[str, str, tuple[Step, ...]], ...] = (
    (
        "energieeffizienz-biomethan",
        "Webinar-Serie zu Energieeffizienz und Biomethan",
        (
            Step("Themen und Reihenfolge festlegen", "Leitung der Kleingruppe", -20),
            Step("Referierende aus beiden Ländern anfragen", "Programm", 14, "ihk-duesseldorf"),
            Step("Verdolmetschung klären", "Sekretariat", 30),
            Step("Erstes Webinar ankündigen", "Öffentlichkeitsarbeit", 45),
        ),
    ),
    (
        "kriegsrisikoversicherung",
        "Workshop zur Kriegsrisikoversicherung",
        (
            Step("Versicherungsverbände ansprechen", "Leitung der Kleingruppe", 10, "nrw-global-business"),
            Step("Fragen der Kommunen und Betriebe sammeln", "Programm", 25),
        ),
    ),
    (
        "staedtischer-wiederaufbau",
        "Leitfaden: Instandsetzung von Schulen und Wohngebäuden",
        (
            Step("Gliederung abstimmen", "Redaktion", -7, "stadt-essen"),
            Step("Beispiele aus beiden Ländern zusammentragen", "Redaktion", 21, "riwne"),
            Step("Ukrainische Fassung gegenlesen", "Sprachredaktion", 60),
        ),
    ),
)


@transaction.atomic
def load_example_plans(today: dt.date | None = None) -> int:
    """Enters the plans of groups that have none, marked as example; how many. Can run twice. Refuses outside the example world."""
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal("The example plans exist in the example world only.")
    today = today or timezone.localdate()
    made = 0
    for slug, title, steps in PLANS:
        group = WorkingGroup.objects.filter(slug=slug).first()
        if group is None or group.plans.exists():
            continue
        plan = GroupPlan.objects.create(group=group, title=title, language="de", is_example=True)
        actors = {
            actor.slug: actor for actor in Actor.objects.filter(slug__in=[step.actor for step in steps])
        }
        PlanStep.objects.bulk_create(
            PlanStep(
                plan=plan, text=step.text, function=step.function, actor=actors.get(step.actor), position=place,
                until_on=today + dt.timedelta(days=step.days) if step.days > 0 else None,
                done_on=today + dt.timedelta(days=step.days) if step.days <= 0 else None,
            )
            for place, step in enumerate(steps, 1)
        )  # fmt: skip
        made += 1
    return made
