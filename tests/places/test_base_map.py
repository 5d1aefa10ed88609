"""The projection is equal-area and the base map is inside its frame, with Crimea in Ukraine."""

from __future__ import annotations

import json
import math
from pathlib import Path

from django.conf import settings
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from places.projection import HEIGHT, WIDTH, project, unproject

LATITUDES = st.floats(44, 56)
LONGITUDES = st.floats(5, 41)


@given(LATITUDES, LONGITUDES)
def test_unprojecting_gives_the_point_back(lat, lon):
    back = unproject(*project(lat, lon))
    assert math.dist(back, (lat, lon)) < 0.001


@given(st.floats(45, 54), st.floats(6, 39))
def test_equal_areas_stay_equal(lat, lon):
    step = 0.5
    corners = [
        project(lat, lon),
        project(lat, lon + step),
        project(lat + step, lon + step),
        project(lat + step, lon),
    ]
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    on_earth = math.radians(step) * (math.sin(math.radians(lat + step)) - math.sin(math.radians(lat)))
    assert math.isclose(abs(twice) / 2 / on_earth, 2547.0**2, rel_tol=0.01)


def test_germany_poland_and_ukraine_fill_the_frame():
    for lat, lon in ((51.05, 5.9), (55.0, 8.4), (49.2, 40.2), (44.4, 33.7), (47.3, 10.2)):
        x, y = project(lat, lon)
        assert 0 < x < WIDTH
        assert 0 < y < HEIGHT


def test_the_base_map_has_classes_and_no_inline_style():
    shapes = Template("{% load place_map %}{% base_map %}").render(Context())
    assert shapes.count("pw-map__land--bridge") == 1
    assert "style=" not in shapes
    assert len(shapes) < 60_000


def test_crimea_and_sevastopol_are_regions_of_ukraine():
    path = Path(settings.BASE_DIR) / "static" / "places" / "regions.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    countries = {f["properties"]["region"]: f["properties"]["country"] for f in features}
    assert (countries["krim"], countries["stadt-sewastopol"]) == ("UA", "UA")
    assert sorted(set(countries.values())) == ["DE", "PL", "UA"]
    assert len(countries) == 16 + 27 + 16
    assert path.stat().st_size < 300_000
