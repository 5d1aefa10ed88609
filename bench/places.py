"""Resolution of a typed name on the full gazetteer: server time, queries included."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from django.core.management import call_command

from places.models import Place
from places.resolution import resolve

GOAL = 10
ROUNDS = 6
EXACT = (
    "Riwne",
    "Рівне",
    "Lemberg",
    "Köln",
    "Essen",
    "Warszawa",
    "Kyiv",
    "Житомир",
    "Mykolajiw",
    "Chernivtsi",
)
VARIANTS = (
    "Shytomyr",
    "Równe",
    "Kryvyi Rih",
    "Krywyj Rich",
    "Tscherniwzi",
    "Vinnytsia",
    "Luzk",
    "Zaporizhia",
)
ERRORS = (
    "Dortmunt",
    "Leipzg",
    "Chernivzi",
    "Ternopill",
    "Bielefled",
    "Zhytomir",
    "Iwano Frankiwks",
    "Kropywnyzkij",
)
type Emit = Callable[..., None]


def run(emit: Emit) -> None:
    """Some seconds; loads the gazetteer first where it is missing."""
    call_command("migrate", verbosity=0)
    if not Place.objects.exists():
        call_command("load_places", verbosity=0)
    emit("places in the gazetteer", Place.objects.count(), "places")
    for name, terms in (("official names", EXACT), ("other spellings", VARIANTS), ("typing errors", ERRORS)):
        _emit(emit, name, terms)
    _emit(emit, "all kinds together", (*EXACT, *VARIANTS, *ERRORS), goal=GOAL)


def _emit(emit: Emit, name: str, terms: Sequence[str], goal: float | None = None) -> None:
    taken = []
    for _ in range(ROUNDS):
        for term in terms:
            begun = time.perf_counter()
            resolve(term)
            taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    p95 = taken[int(len(taken) * 0.95)]
    emit(f"{name}, p50", round(taken[len(taken) // 2], 2), "ms")
    emit(f"{name}, p95", round(p95, 2), "ms", f"<= {goal}" if goal else "", p95 <= goal if goal else None)
