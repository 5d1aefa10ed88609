"""WORLD.json and LISTS.json: the very scoring of the portal for a world given as a file, without a database."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from .filling import LENGTH
from .fit import Scoring
from .proposals import all_lists
from .reasons import keys_of_lists
from .topics import TopicTree
from .world import ActorFacts, World

GERMAN, UKRAINIAN = "de", "ua"
#: Words for kinds of municipality; every other kind goes together with itself alone.
MUNICIPAL = frozenset(
    {"municipality", "commune", "kommune", "gemeinde", "stadt", "city", "town", "village", "settlement"}
    | {"hromada", "громада", "kreis", "landkreis", "raion", "district"}
)
MAXIMUM_LENGTH = 100


class WorldError(ValueError):
    """The file does not describe a world; the text may be shown."""


def read_world(data: object, topics: TopicTree) -> tuple[World, int]:
    """World (askers: the German side) and length of the lists from the parsed file. Raises ``WorldError``.

    Any field but ``id`` and ``side`` may be missing or null. A tie between two actors is a partnership (the pair is not
    proposed); a tie with an id that is no actor is a third party.
    """
    document = _mapping(data, "The world")
    actors = [_mapping(actor, "An actor") for actor in _rows(document, "actors")]
    ids = [_identity(actor) for actor in actors]
    if len(set(ids)) < len(ids):
        raise WorldError("Two actors have the same id.")
    ties = _pairs(document, "ties")
    partners: dict[str, list[str]] = {key: [] for key in ids}
    for one, other in ties:
        for key, partner in ((one, other), (other, one)):
            if key in partners and key != partner:
                partners[key].append(partner)
    sides: dict[str, list[ActorFacts]] = {GERMAN: [], UKRAINIAN: []}
    for key, actor in zip(ids, actors, strict=True):
        side = actor.get("side")
        if side not in sides:
            raise WorldError(f"Actor {key}: side must be “de” or “ua”.")
        sides[side].append(_facts(key, actor, partners[key]))
    world = World.of(
        sides[GERMAN], sides[UKRAINIAN], topics=topics, excluded=[*ties, *_pairs(document, "declined")]
    )
    length = _number(document.get("length"))
    return world, LENGTH if length is None else min(MAXIMUM_LENGTH, max(1, int(length)))


def rank(world: World, length: int, *, seed: int = 0) -> dict[str, Any]:
    """LISTS for both sides: per actor id the candidates, best first, with score (rank value) and names of the reasons."""
    lists: dict[str, list[dict[str, Any]]] = {}
    for view in (world, world.reversed()):
        scoring = Scoring.of(view)
        filled = all_lists(view, scoring, length=length, seed=seed)
        reasons = keys_of_lists(view, scoring, filled.index)
        index, ranks = filled.index.tolist(), filled.rank.tolist()
        for row, key in enumerate(view.askers.keys):
            places = [place for place, candidate in enumerate(index[row]) if candidate >= 0]
            lists[str(key)] = [
                {
                    "id": view.candidates.keys[index[row][place]],
                    "score": round(ranks[row][place], 6),
                    "reasons": why,
                }
                for place, why in zip(places, reasons[row], strict=True)
            ]
    return {"lists": lists}


def _facts(key: str, actor: Mapping[str, Any], partners: list[str]) -> ActorFacts:
    kind = _word(actor.get("kind"))
    return ActorFacts(
        key=key,
        population=_number(actor.get("population")),
        lat=_number(actor.get("lat")),
        lon=_number(actor.get("lon")),
        country=_word(actor.get("country")),
        region=_word(actor.get("region")),
        kind_class="municipality" if kind and kind.casefold() in MUNICIPAL else kind,
        capacity=_number(actor.get("capacity")),
        open_requests=_number(actor.get("open_requests")) or 0.0,
        needs=_needs(actor.get("needs")),
        offers=_words(actor.get("offers")),
        languages=_words(actor.get("languages")),
        ties=partners,
        newcomer=not partners,
    )


def _needs(value: object) -> dict[str, float]:
    """Topic → urgency; without one it is 1; a topic named twice keeps the higher."""
    needs: dict[str, float] = {}
    for item in value if isinstance(value, list) else []:
        topic = _word(item.get("topic")) if isinstance(item, Mapping) else _word(item)
        urgency = _number(item.get("urgency")) if isinstance(item, Mapping) else None
        if topic:
            needs[topic] = max(needs.get(topic, 0.0), 1.0 if urgency is None else urgency)
    return needs


def _identity(actor: Mapping[str, Any]) -> str:
    key = actor.get("id")
    if not isinstance(key, str | int) or isinstance(key, bool) or key == "":
        raise WorldError("An actor has no id.")
    return str(key)


def _mapping(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise WorldError(f"{name} must be a JSON object.")
    return value


def _rows(document: Mapping[str, Any], name: str) -> list[Any]:
    value = document.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise WorldError(f"“{name}” must be a list.")
    return value


def _pairs(document: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    pairs = []
    for pair in _rows(document, name):
        if not isinstance(pair, list) or len(pair) != 2:
            raise WorldError(f"“{name}” must be a list of pairs of ids.")
        pairs.append((str(pair[0]), str(pair[1])))
    return pairs


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _word(value: object) -> str | None:
    return (
        str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None
    )


def _words(value: object) -> list[str]:
    words: Iterable[object] = value if isinstance(value, list) else []
    return [word for item in words if (word := _word(item))]
