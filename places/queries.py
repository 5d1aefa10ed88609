"""Reads a typed query: what is the name, what kind of place is meant, what tells namesakes apart.

"Rajon Lwiw" asks for a raion, "Stadt Essen" for a settlement, "Trostianets (Lviv oblast)" gives a region, "Kyjiw
(Kiew)" a second name, "Hsdyt" was typed with the wrong keyboard layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from places.enums import SETTLEMENT_KINDS, PlaceKind
from places.names import fold, is_cyrillic

_DISTRICTS = (PlaceKind.RAION, PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT)
_REGIONS = (PlaceKind.REGION,)
_KIND_WORDS: dict[tuple[str, ...], str] = {
    _REGIONS: (
        "oblast oblasts voblast область обл области oblastj gebiet obwod obwodu bundesland land freistaat staat wojewodztwo"
        " woiwodschaft voivodeship province воєводство воеводство земля state"
    ),
    _DISTRICTS: (
        "rajon raion rayon район рн rejon kreis landkreis lkr kr lk powiat повіт district distrikt county kreisverwaltung"
        " raions rajons stadtbezirk"
    ),
    (*_DISTRICTS, *_REGIONS): "bezirk okrug",
    (*_REGIONS, *_DISTRICTS): "region регіон регион",
    SETTLEMENT_KINDS: (
        "stadt city town m м місто город г miasto misto gorod gemeinde markt gmina hromada громада смт с село сел селище"
        " stadtgemeinde landeshauptstadt hansestadt universitatsstadt municipality commune kommune ville ciudad citta"
        " stadtverwaltung dorf village village selo smt dorfgemeinde grossstadt kreisstadt kreisfreie ortsgemeinde"
        " siedlung urban settlement територіальна територіальної terytorialna міська сільська селищна міська рада"
        " рада community territorial hromade bundesstadt ostseebad seebad nordseebad lutherstadt freistadt"
        " klingenstadt kurort universitats"
    ),
}  # fmt: skip
KIND_WORDS = {word: kinds for kinds, words in _KIND_WORDS.items() for word in words.split()}
_FILLERS = frozenset(
    ("of", "the", "de", "der", "die", "das", "von", "des", "in", "for", "und", "and", "у", "в", "при")
)
_COUNTRIES = {
    "DE": "germany deutschland німеччина германия niemcy allemagne",
    "UA": "ukraine україна украина ukraina ukrajina",
    "PL": "poland polen польща польша polska pologne",
}
COUNTRY_WORDS = {word: code for code, words in _COUNTRIES.items() for word in words.split()}
#: What Poles and Germans write short at the end of a name: the beginnings of the words meant.
_SHORT_WORDS = {
    "wlkp": "wielkopolski wielkopolska wielkopolskie", "wielk": "wielkopolski wielkopolska wielkopolskie",
    "maz": "mazowiecki mazowiecka mazowieckie", "sl": "slaski slaska slaskie", "tryb": "trybunalski",
    "pom": "pomorski pomorska pomorskie", "kuj": "kujawski kujawska kujawskie", "lub": "lubelski lubelska lubuski",
    "odrz": "odrzanskie odrzanski", "podl": "podlaski podlaska podlaskie", "dln": "dolnoslaski dolnoslaska",
    "westf": "westfalen", "rhld": "rheinland", "wurtt": "wurttemberg", "thur": "thuringen", "meckl": "mecklenburg",
}  # fmt: skip
_JOINT = re.compile(
    r"^(\S.*?)\s+((?:an der|an dem|am|im|in der|ob der|vor der|auf der|nad|над|на|on the|on|upon)\s+\S.*)$",
    re.I,
)
_BRACKETS = re.compile(r"^(.*?)\s*[(\[]([^)\]]*)[)\]]?\s*(.*)$", re.S)
_COMMA = re.compile(r"\s*[,;]\s*")
_UNTIL = re.compile(
    r"^(until|till|bis|до|od|seit|since|formerly|früher|ehemals|ex|колишн\w*|former(ly)?)\b\s*\d*", re.I
)
_KEYS_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_KEYS_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю"
_TO_UKRAINIAN = str.maketrans(_KEYS_LATIN, _KEYS_UKRAINIAN)
_TO_LATIN = str.maketrans(_KEYS_UKRAINIAN, _KEYS_LATIN)


@dataclass(slots=True)
class Reading:
    """One way to understand a query; a higher ``rank`` is less likely."""

    text: str
    rank: int
    kinds: tuple[str, ...] = ()
    country: str = ""
    context: list[str] = field(default_factory=list)


def _strip_words(text: str) -> tuple[str, tuple[str, ...], str]:
    """Take kind and country words off both ends: "Lviv raion" is (lviv, raion kinds, "")."""
    words, country = text.split(), ""
    kinds: tuple[str, ...] = ()
    while len(words) > 1:
        for position in (0, -1):
            word = words[position].strip(".")
            if word in KIND_WORDS and len(words) > 1:
                kinds = kinds or KIND_WORDS[word]
            elif word in COUNTRY_WORDS:
                country = COUNTRY_WORDS[word]
            elif not (word in _FILLERS and position == 0 and kinds):
                continue
            words.pop(position)
            break
        else:
            break
    return " ".join(words), kinds, country


def _other_layout(text: str) -> str:
    lowered = text.strip().lower()
    return lowered.translate(_TO_LATIN if is_cyrillic(lowered) else _TO_UKRAINIAN)


def _context_names(text: str) -> list[str]:
    bare, _, _ = _strip_words(fold(text))
    return list(dict.fromkeys(name for name in (fold(text), bare) if name))


def readings(query: str) -> list[Reading]:
    """All ways to understand the query, most literal first."""
    found = [Reading(fold(query), 0)]
    main, context = query, ""
    if match := _BRACKETS.match(query):
        main, context = f"{match[1]} {match[3]}".strip(), _UNTIL.sub("", match[2]).strip()
    elif len(parts := _COMMA.split(query, maxsplit=1)) == 2 and parts[0]:
        main, context = parts
    _add(found, main, 1, context)
    if context:
        _with_tail(found, main, context)
    if context and "(" in query:
        _add(found, context, 5, "")
    if "/" in main:
        _slashed(found, main, context)
    _abbreviated(found, main, context)
    if not context and (joined := _JOINT.match(query.replace("-", " "))):
        _add(found, joined[1], 4, joined[2])
    found.append(Reading(fold(_other_layout(query)), 6))
    return [r for r in found if r.text]


def _with_tail(found: list[Reading], main: str, context: str) -> None:
    """ "Brandenburg (Havel)", "Frankfurt/Oder": what follows may belong to the official name."""
    links = ("", "an der", "am", "im", "in der", "in", "bei", "nad")
    found.extend(Reading(fold(f"{main} {link} {context}"), 1) for link in links)


def _abbreviated(found: list[Reading], main: str, context: str) -> None:
    """ "Freiburg i. Br.", "Altdorf b. Nürnberg", "Neustadt a. d. Weinstraße", "Gorzów Wlkp."."""
    words = fold(main).split()
    if len(words) > 1:
        found.extend(
            Reading(" ".join([*words[:-1], full]), 1) for full in _SHORT_WORDS.get(words[-1], "").split()
        )
    first = next((i for i, word in enumerate(words) if i and len(word) == 1), 0)
    if not first:
        return
    full = {"a": "an" if "d" in words else "am", "d": "der", "b": "bei", "i": "in" if "d" in words else "im"}
    found.append(Reading(" ".join(full.get(w, w) if i >= first else w for i, w in enumerate(words)), 1))
    _add(found, " ".join(words[:first]), 2, context)


def _slashed(found: list[Reading], main: str, context: str) -> None:
    """ "Odessa/Odesa" are two names, "Rajon/Bezirk Tschernihiw" two words for the kind."""
    parts = [part.strip() for part in main.split("/")]
    tail = parts[-1].split()
    if len(tail) > 1 and fold(parts[0]) in KIND_WORDS:
        _add(found, " ".join([parts[0], *tail[1:]]), 1, context)
        return
    _with_tail(found, parts[0], parts[-1])
    for rank, part in enumerate(parts):
        _add(found, part, 3 + rank, context)


def _add(found: list[Reading], text: str, rank: int, context: str) -> None:
    folded = fold(text)
    bare, kinds, country = _strip_words(folded)
    around = _context_names(context)
    context_kinds = next((KIND_WORDS[w] for w in fold(context).split() if w in KIND_WORDS), ())
    country = country or next((COUNTRY_WORDS[w] for w in around if w in COUNTRY_WORDS), "")
    if context and fold(context) in KIND_WORDS:
        kinds, around = kinds or tuple(context_kinds), []
    if folded != found[0].text or around or kinds:
        found.append(Reading(folded, rank, () if bare != folded else kinds, country, around))
    if bare != folded:
        found.append(Reading(bare, rank + 1, kinds, country, around))
