"""`{% load ties %}`: the map of partnerships, their arcs as names, and what a partnership card shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.enums import PartnershipStatus, TieFamily
from partnerships.models import Partnership
from partnerships.selectors.map_drawing import NAMES, WHOLE, draw, frame_around
from partnerships.selectors.snapshot import Row, Turn
from places.templatetags.place_map import base_map
from platform_portal.core.formats import language, precise, since

register = template.Library()

_TONES = {
    PartnershipStatus.ACTIVE: "success",
    PartnershipStatus.INITIATION: "info",
    PartnershipStatus.PLANNED: "info",
    PartnershipStatus.DORMANT: "warning",
    PartnershipStatus.ENDED: "info",
    PartnershipStatus.FAILED: "danger",
}


@register.inclusion_tag("components/map_figure.html")
def tie_map(
    rows: Iterable[Row],
    highlight: str = "",
    *,
    crop: bool = False,
    legend: bool = True,
    list_url: str = "",
    title: str = "",
    names: int = NAMES,
) -> dict[str, Any]:
    """The map of rows of the register. `highlight`: the slug of one; `crop` shows only their part."""
    drawn = [row for row in rows if row.tie]
    frame = frame_around(drawn) if crop else WHOLE
    heading = title or _("Map of the partnerships")
    return {
        "id": f"map-{crc32(f'{heading}{len(drawn)}'.encode()):x}",
        "view_box": frame.view_box,
        "title": heading,
        "description": _description(drawn, highlight),
        "shapes": SafeString(f"{base_map()}{draw(drawn, frame, names, highlight)}"),
        "crop": crop,
        "legend": legend,
        "list_url": list_url,
    }


def _description(rows: list[Row], highlight: str) -> str:
    bridges = sum(row.family == TieFamily.BRIDGE for row in rows)
    parts = [
        ngettext("Arcs show %(count)d partnership.", "Arcs show %(count)d partnerships.", len(rows))
        % {"count": len(rows)}
    ]
    if bridges:
        parts.append(
            ngettext(
                "%(count)d of them leads through Poland.", "%(count)d of them lead through Poland.", bridges
            )
            % {"count": bridges}
        )
    shown = [row.title_here for row in rows if row.slug == highlight] or (
        [row.title_here for row in rows] if len(rows) <= 5 else []
    )
    if shown:
        parts.append(_("Shown in particular: %(names)s.") % {"names": "; ".join(shown)})
    parts.append(_("The list on this page contains the same facts."))
    return " ".join(parts)


@register.simple_tag
def partnership_card(row: Row, level: int = 3, template: str = "partnerships/parts/card.html") -> str:
    """One row as a card with a heading of a level: made once per language, kept as long as nothing changes."""
    key = (template, level, language())
    if key not in row.cards:
        row.cards[key] = render_to_string(template, {"partnership": row, "level": level})
    return row.cards[key]


@register.filter
def status_tone(partnership: Partnership | Row) -> str:
    """The tone of a status badge."""
    return _TONES[PartnershipStatus(partnership.status)]


@register.filter
def dated(partnership: Partnership | Row) -> str:
    """When it began, in words that fit its status: "seit Mai 2022", "geplant 2023", "Beginn nicht belegt"."""
    if partnership.since_on is None:
        return _("beginning not documented")
    if partnership.status in (PartnershipStatus.PLANNED, PartnershipStatus.FAILED):
        return _("planned in %(date)s") % {"date": precise(partnership.since_on, partnership.since_precision)}
    if partnership.status == PartnershipStatus.ENDED:
        return _("begun %(date)s") % {"date": precise(partnership.since_on, partnership.since_precision)}
    return since(partnership.since_on, partnership.since_precision)


@register.filter
def present_kind_change(row: Row) -> Turn | None:
    """The turn by which it got its present kind, where that came later than its beginning."""
    last = row.turns[-1] if row.turns else None
    if last is None or row.since_on is None or last.kind != row.kind:
        return None
    return last if last.on > row.since_on else None


@register.filter
def first_region(row: Row, country: str = "DE") -> str:
    """The Land (or oblast) of the first party of a country."""
    regions = row.regions_in(country)
    return regions[0].name_in(language()) if regions else ""
