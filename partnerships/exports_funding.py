"""Funding programmes as a file, and their deadlines as a calendar to subscribe to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.models import FundingProgramme
from partnerships.querysets_funding import FundingProgrammeQuerySet
from partnerships.selectors.funding import shown
from partnerships.selectors.funding_dates import all_ahead
from platform_portal.core.errors import BadParameter
from platform_portal.core.export import csv_response

if TYPE_CHECKING:
    from icalendar import Event

FORMATS = ("csv",)
COLUMNS = (
    "slug", "name_de", "name_uk", "name_en", "funder", "applicant_kinds", "applicant_regions", "partner_countries", "partner_regions",
    "topics", "amount_from", "amount_to", "applications", "next_deadline", "link", "contact", "last_checked", "source", "outdated", "url",
)  # fmt: skip


def in_format(found: FundingProgrammeQuerySet, name: str, base_url: str) -> HttpResponse:
    """The answer in one of FORMATS. Raises BadParameter for another."""
    if name not in FORMATS:
        raise BadParameter(_("There is no such file format: use csv."))
    today = timezone.localdate()
    return csv_response(
        "funding.csv", COLUMNS, (_cells(row, today, base_url) for row in found.with_details())
    )


def _cells(row: FundingProgramme, today: dt.date, base_url: str) -> Sequence[Any]:
    view = shown(row, today)
    return (
        row.slug, *(getattr(row, f"name_{language}") for language in ("de", "uk", "en")), row.funder, "; ".join(row.applicant_kinds),
        "; ".join(region.slug for region in row.applicant_regions.all()), "; ".join(row.partner_countries),
        "; ".join(region.slug for region in row.partner_regions.all()), "; ".join(topic.slug for topic in row.topics.all()),
        row.amount_from, row.amount_to, row.deadline_kind, view.deadline, row.link, row.contact, row.checked_on, row.source,
        "yes" if view.is_outdated else "no", base_url + row.get_absolute_url(),
    )  # fmt: skip


def calendar_of(found: Iterable[FundingProgramme], base_url: str) -> bytes:
    """The deadlines of the next two years as whole days (RFC 5545); the same day keeps its UID in every language."""
    from icalendar import Calendar  # 2 MB, for the few who want a calendar

    made = Calendar()
    made.add("prodid", "-//Plattform Wiederaufbau Ukraine//Funding//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _("Deadlines of funding programmes"))
    for day, programme in all_ahead(found, timezone.localdate()):
        made.add_component(_event(day, programme, base_url))
    return bytes(made.to_ical())


def _event(day: dt.date, programme: FundingProgramme, base_url: str) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"funding-{programme.slug}-{day:%Y%m%d}@{base_url.split('://')[-1].split(':')[0]}")
    event.add("dtstamp", programme.updated_at)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    outdated = _(" (not checked for more than a year)") if programme.is_outdated() else ""
    event.add("summary", _("Deadline: %(name)s") % {"name": programme.name} + outdated)
    event.add("url", base_url + programme.get_absolute_url())
    return event
