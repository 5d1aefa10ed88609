"""The eight actor groups of the platform, and the group an actor of a kind belongs to unless said otherwise."""

from __future__ import annotations

from actors.enums import ActorKind
from actors.models import ActorGroup

#: slug, German, Ukrainian, English; the slugs are part of addresses.
GROUPS = (
    ("municipality", "Kommune", "Громада", "Municipality"),
    ("municipal-company", "Kommunales Unternehmen", "Комунальне підприємство", "Municipal company"),
    ("business", "Wirtschaft", "Бізнес", "Business"),
    ("civil-society", "Zivilgesellschaft", "Громадянське суспільство", "Civil society"),
    ("academia", "Wissenschaft", "Наука та освіта", "Academia"),
    ("diaspora", "Diaspora", "Діаспора", "Diaspora"),
    ("public-body", "Bund und Land", "Органи державної влади", "Federal and state bodies"),
    ("implementing", "Durchführungsorganisation", "Організація-виконавець", "Implementing organisation"),
)

_GROUP_OF_KIND: dict[str, str] = {
    ActorKind.MUNICIPALITY: "municipality",
    ActorKind.DISTRICT: "municipality",
    ActorKind.REGION: "public-body",
    ActorKind.MUNICIPAL_ASSOCIATION: "municipality",
    ActorKind.UTILITY: "municipal-company",
    ActorKind.CLINIC: "municipal-company",
    ActorKind.COMPANY: "business",
    ActorKind.CHAMBER: "business",
    ActorKind.ASSOCIATION: "civil-society",
    ActorKind.FOUNDATION: "civil-society",
    ActorKind.NETWORK: "civil-society",
    ActorKind.DIASPORA: "diaspora",
    ActorKind.UNIVERSITY: "academia",
    ActorKind.FEDERAL_BODY: "public-body",
    ActorKind.STATE_BODY: "public-body",
    ActorKind.DIPLOMATIC: "public-body",
    ActorKind.IMPLEMENTING: "implementing",
    ActorKind.INTERNATIONAL: "implementing",
}


def default_group(kind: str, country: str) -> str:
    """Slug of the group of a kind. An oblast counts as a municipality (glossary), a German Land as a state body."""
    if kind == ActorKind.REGION and country == "UA":
        return "municipality"
    return _GROUP_OF_KIND[ActorKind(kind)]


def load_groups() -> int:
    """Creates or corrects the groups and answers their number. Can run twice."""
    for position, (slug, de, uk, en) in enumerate(GROUPS):
        names = {"name": de, "name_de": de, "name_uk": uk, "name_en": en}
        ActorGroup.objects.update_or_create(slug=slug, defaults={"position": position, **names})
    return len(GROUPS)
