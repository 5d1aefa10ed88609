"""The row of the gazetteer file, and its name rows."""

from __future__ import annotations

from dataclasses import dataclass, field

from places.names import fold

COLUMNS = (
    "source_key", "geoname_id", "slug", "country", "region", "parent", "kind", "name_native", "name_de", "name_uk",
    "name_en", "name_pl", "katottg", "has_city_status", "is_hromada_centre", "population", "population_source",
    "lat", "lon",
)  # fmt: skip
NAME_COLUMNS = ("source_key", "name", "language", "kind")


@dataclass(slots=True)
class Row:
    """A place while it is being built."""

    source_key: str
    country: str
    region: str
    kind: str
    name_native: str
    geoname_id: int | None = None
    slug: str = ""
    parent: str = ""
    name_de: str = ""
    name_uk: str = ""
    name_en: str = ""
    name_pl: str = ""
    katottg: str = ""
    has_city_status: bool = False
    is_hromada_centre: bool = False
    population: int | None = None
    population_source: str = ""
    lat: float | None = None
    lon: float | None = None
    names: list[tuple[str, str, str]] = field(default_factory=list)
    alternates: list[str] = field(default_factory=list)

    def add(self, name: str, language: str, kind: str) -> None:
        """Give the place one more name, once."""
        entry = (name.strip(), language, kind)
        if entry[0] and entry not in self.names:
            self.names.append(entry)

    def as_record(self) -> list[str]:
        """The row as the file holds it: empty for unknown, 1 for true, five decimals for degrees."""
        values = []
        for column in COLUMNS:
            value = getattr(self, column)
            if value is None or value is False:
                values.append("")
            elif value is True:
                values.append("1")
            elif isinstance(value, float):
                values.append(f"{value:.5f}".rstrip("0").rstrip("."))
            else:
                values.append(str(value))
        return values

    def known(self) -> set[str]:
        """Folded names the place has already."""
        own = (self.name_native, self.name_de, self.name_uk, self.name_en, self.name_pl)
        return {fold(n) for n in own if n} | {fold(n) for n, _, _ in self.names}
