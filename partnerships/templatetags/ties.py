"""`{% load ties %}`: the map of partnerships, their arcs as names, and what a partnership card shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from zlib import crc32

from django import template
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from partnerships.enums import PartnershipStatus, TieFamily
from partnerships.models import HistoryEntry, Partnership
from partnerships.selectors.map_drawing import NAMES, WHOLE, draw, frame_around
from partnerships.selectors.ties import Tie, ties_for_map, ties_of
from places.templatetags.place_map import base_map
from platform_portal.core.formats import precise, since

register = template.Library()

_TONES = {
    PartnershipStatus.ACTIVE: "success",
    PartnershipStatus.PLANNED: "info",
    PartnershipStatus.DORMANT: "warning",
    PartnershipStatus.ENDED: "info",
    PartnershipStatus.FAILED: "danger",
}


@register.inclusion_tag("components/map_figure.html")
def tie_map(
    partnerships: Iterable[Any],
    highlight: Collection[str] | str = (),
    *,
    crop: bool = False,
    legend: bool = True,
    list_url: str = "",
    title: str = "",
    names: int = NAMES,
) -> dict[str, Any]:
    """The map of a queryset or list of partnerships, or of ties. `highlight`: a slug or several; `crop` shows only their part."""
    slugs = {highlight} if isinstance(highlight, str) else set(highlight)
    ties = _ties(partnerships, slugs)
    frame = frame_around(ties) if crop else WHOLE
    heading = title or _("Map of the partnerships")
    return {
        "id": f"map-{crc32(f'{heading}{len(ties)}'.encode()):x}",
        "view_box": frame.view_box,
        "title": heading,
        "description": _description(ties),
        "shapes": SafeString(f"{base_map()}{draw(ties, frame, names)}"),
        "crop": crop,
        "legend": legend,
        "list_url": list_url,
    }


def _ties(partnerships: Iterable[Any], slugs: set[str]) -> list[Tie]:
    if isinstance(partnerships, QuerySet) and partnerships._result_cache is None:
        return ties_for_map(partnerships, slugs)
    given = list(partnerships)
    return given if all(isinstance(item, Tie) for item in given) else ties_of(given, slugs)


def _description(ties: list[Tie]) -> str:
    bridges = sum(tie.family == TieFamily.BRIDGE for tie in ties)
    parts = [
        ngettext("Arcs show %(count)d partnership.", "Arcs show %(count)d partnerships.", len(ties))
        % {"count": len(ties)}
    ]
    if bridges:
        parts.append(
            ngettext(
                "%(count)d of them leads through Poland.", "%(count)d of them lead through Poland.", bridges
            )
            % {"count": bridges}
        )
    shown = [tie.title for tie in ties if tie.highlight] or (
        [tie.title for tie in ties] if len(ties) <= 5 else []
    )
    if shown:
        parts.append(_("Shown in particular: %(names)s.") % {"names": "; ".join(shown)})
    parts.append(_("The list on this page contains the same facts."))
    return " ".join(parts)


@register.filter
def status_tone(partnership: Partnership) -> str:
    """The tone of a status badge."""
    return _TONES[PartnershipStatus(partnership.status)]


@register.filter
def dated(partnership: Partnership) -> str:
    """When it began, in words that fit its status: "seit Mai 2022", "geplant 2023", "Beginn nicht belegt"."""
    if partnership.since_on is None:
        return _("beginning not documented")
    if partnership.status in (PartnershipStatus.PLANNED, PartnershipStatus.FAILED):
        return _("planned in %(date)s") % {"date": precise(partnership.since_on, partnership.since_precision)}
    if partnership.status == PartnershipStatus.ENDED:
        return _("begun %(date)s") % {"date": precise(partnership.since_on, partnership.since_precision)}
    return since(partnership.since_on, partnership.since_precision)


@register.filter
def present_kind_change(partnership: Partnership) -> HistoryEntry | None:
    """The entry by which it got its present kind, where that came later than its beginning; needs the history."""
    changes = [entry for entry in partnership.history.all() if entry.kind and entry.on]
    last = changes[-1] if changes else None
    if last is None or partnership.since_on is None or last.kind != partnership.kind:
        return None
    return last if last.on > partnership.since_on else None


@register.filter
def first_region(partnership: Partnership, country: str = "DE") -> str:
    """The Land (or oblast) of the first party of a country; needs the parties."""
    language = (get_language() or "en").split("-")[0]
    regions = [
        party.region for party in partnership.parties.all() if party.country == country and party.region
    ]
    return regions[0].name_in(language) if regions else ""
