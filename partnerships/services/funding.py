"""Funding programmes: those the sources name, and checking them."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from actors.models import Topic
from partnerships.models import FundingProgramme
from places.models import Region
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

DATA = Path(__file__).resolve().parent.parent / "data" / "funding.csv"
LANGUAGES = ("de", "uk", "en")


@transaction.atomic
def load_programmes(path: Path | None = None) -> int:
    """Enters the programmes of the sources that are missing; how many. Can run twice; what was edited since is left alone.

    What a source does not say stays empty. The day of the check is that of the source: nobody has looked since.
    """
    with (path or DATA).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = set(FundingProgramme.objects.values_list("slug", flat=True))
    new = [row for row in rows if row["slug"] not in known]
    for row in new:
        _enter(row)
    return len(new)


def _enter(row: dict[str, str]) -> None:
    texts = {
        f"{name}_{language}": row[f"{name}_{language}"]
        for name in ("name", "funder", "summary", "contact")
        for language in LANGUAGES
    }
    made = FundingProgramme.objects.create(
        slug=row["slug"],
        source_language="de",
        applicant_kinds=_words(row["applicant_kinds"]),
        partner_countries=_words(row["partner_countries"]),
        link=row["link"],
        checked_on=dt.date.fromisoformat(row["checked_on"]) if row["checked_on"] else None,
        source=row["source"],
        **texts,
    )
    made.applicant_regions.set(_found(Region, row["applicant_regions"]))
    made.partner_regions.set(_found(Region, row["partner_regions"]))
    made.topics.set(_found(Topic, row["topics"]))


def _words(cell: str) -> list[str]:
    return [word for word in cell.split(";") if word]


def _found[Row: (Region, Topic)](model: type[Row], cell: str) -> list[Row]:
    """Rows by slug. Refuses a slug that does not exist, so that a typing error in the file is seen."""
    wanted = _words(cell)
    found: list[Row] = list(model._default_manager.filter(slug__in=wanted))
    if missing := set(wanted) - {row.slug for row in found}:
        raise Refusal(f"funding.csv: unknown {model.__name__.lower()} {', '.join(sorted(missing))}")
    return found


@transaction.atomic
def mark_checked(*, programme: FundingProgramme, by: User, on: dt.date | None = None) -> FundingProgramme:
    """Somebody has looked at the source today: the entry is current again."""
    found = FundingProgramme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    found.checked_on = on or timezone.localdate()
    found.save(update_fields=["checked_on", "updated_at"])
    audit.record(action="funding_programme.checked", obj=found, by=by)
    return found


@transaction.atomic
def take_back_check(*, programme: FundingProgramme, before: str, by: User) -> FundingProgramme:
    """Undoes a check that was marked by mistake."""
    found = FundingProgramme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    found.checked_on = dt.date.fromisoformat(before) if before else None
    found.save(update_fields=["checked_on", "updated_at"])
    audit.record(action="funding_programme.check_taken_back", obj=found, by=by)
    return found
