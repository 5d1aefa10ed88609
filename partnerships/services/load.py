"""Many invented partnerships for measurements; never shown as real ones, replaced by the next run."""

from __future__ import annotations

import datetime as dt
import random

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from actors.models import Actor
from partnerships.enums import DatePrecision, PartnershipKind, PartnershipStatus
from partnerships.models import HistoryEntry, Partnership, Party
from platform_portal.core.errors import Refusal

SLUG = "load-partnership"
SOURCE = "Lasttest"
BATCH = 2_000
_KINDS = (
    PartnershipKind.TWINNING,
    PartnershipKind.SOLIDARITY,
    PartnershipKind.OPERATOR,
    PartnershipKind.PROJECT,
)


@transaction.atomic
def make_partnerships(number: int, seed: int = 7) -> int:
    """Enters `number` partnerships between actors at random; those of an earlier run are replaced. Refuses in production."""
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal(_("Load is made in the example world only."))
    Partnership.objects.filter(slug__startswith=f"{SLUG}-").delete()
    german, ukrainian = (_actors(country) for country in ("DE", "UA"))
    if not (german and ukrainian):
        raise Refusal(_("Load needs actors in both countries: make them first."))
    chance = random.Random(seed)  # noqa: S311 - the same load in every run, nothing secret
    for start in range(0, number, BATCH):
        size = min(BATCH, number - start)
        made = Partnership.objects.bulk_create(_partnership(start + index, chance) for index in range(size))
        Party.objects.bulk_create(
            Party(partnership=partnership, actor_id=chance.choice(side), position=position)
            for partnership in made
            for position, side in enumerate((german, ukrainian))
        )
        HistoryEntry.objects.bulk_create(
            HistoryEntry(
                partnership=partnership,
                on=partnership.since_on,
                kind=partnership.kind,
                status=partnership.status,
            )
            for partnership in made
        )
    return number


def _actors(country: str) -> list[int]:
    return list(Actor.objects.published().filter(place__country=country).values_list("pk", flat=True))


def _partnership(index: int, chance: random.Random) -> Partnership:
    return Partnership(
        slug=f"{SLUG}-{index}",
        kind=chance.choice(_KINDS),
        status=PartnershipStatus.ACTIVE,
        since_on=dt.date(chance.randint(1990, 2026), 1, 1),
        since_precision=DatePrecision.YEAR,
        has_bridge=chance.random() < 0.1,
        source=SOURCE,
        is_example=True,
    )
