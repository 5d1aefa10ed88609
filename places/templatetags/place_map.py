"""``{% load place_map %}``: the base map as SVG shapes, and positions on it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypedDict

from django import template
from django.utils.safestring import SafeString, mark_safe

from places.projection import HEIGHT, WIDTH, project

register = template.Library()

_SHAPES = Path(__file__).resolve().parent.parent / "data" / "base-map-shapes.svg"


@cache
def _shapes() -> str:
    return _SHAPES.read_text(encoding="utf-8").strip()


@register.simple_tag
def base_map() -> SafeString:
    """The shapes of Germany, Poland (the bridge) and Ukraine for an ``<svg>`` with :func:`map_view_box`."""
    return mark_safe(_shapes())  # noqa: S308 - our own file


@register.simple_tag
def map_view_box() -> str:
    """The view box in which :func:`base_map` draws and :mod:`places.projection` measures."""
    return f"0 0 {WIDTH} {HEIGHT}"


class Position(TypedDict):
    """A point of the view box."""

    x: float
    y: float


@register.simple_tag
def map_position(lat: float, lon: float) -> Position:
    """``{% map_position place.lat place.lon as at %}`` … ``{{ at.x }}``: where a point lies on the base map."""
    x, y = project(lat, lon)
    return {"x": x, "y": y}
