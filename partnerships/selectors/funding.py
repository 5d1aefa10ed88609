"""Funding programmes as pages show them, and which of them fit an actor or a partnership, with the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import ActorKind
from actors.models import Actor
from partnerships.enums_funding import DeadlineKind
from partnerships.models import FundingProgramme
from partnerships.selectors import snapshot
from partnerships.selectors.funding_dates import next_deadline
from places.models import Region
from platform_portal.core.formats import country_name, number, precise

FITTING_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Applicant:
    """One who might apply: kind, country and region of its place, and its topics."""

    kind: str
    country: str
    region: int | None
    topics: frozenset[int]


@dataclass(frozen=True, slots=True)
class ShownProgramme:
    """A programme with what is worked out from it. Texts say "unknown" where the source says nothing."""

    programme: FundingProgramme
    applicants: str
    applicant_regions: str
    partners: str
    amount: str
    deadline: dt.date | None
    days_left: int | None
    is_outdated: bool

    @property
    def deadline_text(self) -> str:
        """When to apply, in words."""
        if self.deadline is not None:
            return precise(self.deadline)
        if self.programme.deadline_kind == DeadlineKind.DATES:
            return _("the last known day has passed")
        return str(self.programme.get_deadline_kind_display())

    @property
    def days_text(self) -> str:
        """How many days are left; "" without a deadline."""
        if self.days_left is None:
            return ""
        return ngettext("%(count)d day left", "%(count)d days left", self.days_left) % {
            "count": self.days_left
        }


@dataclass(frozen=True, slots=True)
class Fitting:
    """A programme that fits, why, and what is unknown about it."""

    shown: ShownProgramme
    reasons: Sequence[str]
    unknown: Sequence[str]


def shown(programme: FundingProgramme, on: dt.date | None = None) -> ShownProgramme:
    """One programme for a page; needs its details."""
    on = on or timezone.localdate()
    deadline = next_deadline(programme, on)
    unknown = _("unknown")
    kinds = [str(ActorKind(kind).label) for kind in programme.applicant_kinds]
    regions = [region.name_here for region in programme.applicant_regions.all()]
    partners = [region.name_here for region in programme.partner_regions.all()]
    countries = [country(code) for code in programme.partner_countries]
    return ShownProgramme(
        programme=programme,
        applicants=", ".join(kinds) or unknown,
        applicant_regions=", ".join(regions) or unknown,
        partners=", ".join(partners or countries) or unknown,
        amount=amount_of(programme) or unknown,
        deadline=deadline,
        days_left=(deadline - on).days if deadline else None,
        is_outdated=programme.is_outdated(on),
    )


def country(code: str) -> str:
    """Name of a country partners may be in; the code itself where the portal has no word for it."""
    further = {"US": _("United States"), "GB": _("Great Britain"), "IT": _("Italy")}
    return further.get(code) or str(country_name(code))


def amount_of(programme: FundingProgramme) -> str:
    """Smallest and largest sum in euro; "" when neither is known."""
    low, high = programme.amount_from, programme.amount_to
    if low is not None and high is not None:
        return _("%(low)s to %(high)s euro") % {"low": number(low), "high": number(high)}
    if high is not None:
        return _("up to %(high)s euro") % {"high": number(high)}
    return _("from %(low)s euro") % {"low": number(low)} if low is not None else ""


def open_programmes() -> list[FundingProgramme]:
    """Published programmes that are not closed, with details, kept beside the register, whose stamp sees their changes too."""
    return snapshot.current().kept("open funding", _read_open)


def _read_open() -> list[FundingProgramme]:
    return list(
        FundingProgramme.objects.published().exclude(deadline_kind=DeadlineKind.CLOSED).with_details()
    )


def fitting(
    programmes: Iterable[FundingProgramme],
    applicants: Iterable[Applicant],
    partners: Iterable[Applicant] = (),
) -> list[Fitting]:
    """Those of the open programmes nothing known speaks against, for one of the applicants with one of the partners; no query.

    The nearest deadline first; closed ones are left out, outdated ones come last. Without a partner only those with something
    that speaks for them.
    """
    sides, others = list(applicants), list(partners)
    found = []
    for programme in programmes:
        fits = [fit for side in sides if (fit := _fit(programme, side, others))]
        if fits:
            found.append(max(fits, key=lambda fit: len(fit.reasons)))
    far = dt.date.max
    found.sort(
        key=lambda fit: (
            fit.shown.is_outdated,
            fit.shown.deadline or far,
            -len(fit.reasons),
            fit.shown.programme.pk,
        )
    )
    return found[:FITTING_SHOWN]


def _fit(programme: FundingProgramme, side: Applicant, others: list[Applicant]) -> Fitting | None:
    """Whether a programme fits one applicant; None when something known speaks against it, or nothing for it."""
    reasons: list[str] = []
    unknown: list[str] = []
    if programme.applicant_kinds:
        if side.kind not in programme.applicant_kinds:
            return None
        reasons.append(_("Open to: %(kind)s") % {"kind": ActorKind(side.kind).label})
    else:
        unknown.append(_("who may apply"))
    regions = list(programme.applicant_regions.all())
    if regions:
        if side.region not in {region.pk for region in regions}:
            return None
        reasons.append(_("For applicants from %(region)s") % {"region": _named(regions, side.region)})
    if not _fits_partners(programme, side, others, reasons, unknown):
        return None
    topics = [topic for topic in programme.topics.all() if topic.pk in side.topics]
    if topics:
        reasons.append(_("Topic: %(topics)s") % {"topics": ", ".join(str(topic) for topic in topics)})
    return Fitting(shown(programme), reasons, unknown) if reasons else None


def _fits_partners(
    programme: FundingProgramme,
    side: Applicant,
    others: list[Applicant],
    reasons: list[str],
    unknown: list[str],
) -> bool:
    """The country or region a partner must lie in, and not the applicant itself."""
    regions = list(programme.partner_regions.all())
    if regions:
        wanted = {region.pk for region in regions}
        if side.region in wanted:
            return False
        near = next((other.region for other in others if other.region in wanted), None)
        if near is None:
            return False
        reasons.append(_("For partners in %(region)s") % {"region": _named(regions, near)})
        return True
    if programme.partner_countries:
        countries = (
            {other.country for other in others}
            if others
            else {"DE": {"UA"}, "UA": {"DE"}}.get(side.country, set())
        )
        common = sorted(countries & set(programme.partner_countries) - {side.country})
        if not common:
            return False
        reasons.append(
            _("For partners in %(region)s") % {"region": ", ".join(country(code) for code in common)}
        )
        return True
    unknown.append(_("where partners may be"))
    return True


def _named(regions: Sequence[Region], pk: int | None) -> str:
    return next((region.name_here for region in regions if region.pk == pk), "")


def applicant_of(actor: Actor) -> Applicant:
    """An actor as applicant; no query where its topics are loaded."""
    place = actor.place
    return Applicant(
        kind=actor.kind,
        country=place.country_id if place else "",
        region=place.region_id if place else None,
        topics=frozenset(entry.topic_id for entry in actor.actor_topics.all()),
    )
