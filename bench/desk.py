"""The desk at 10,000 actors: the list of actors with search and filters, and the start page, whole pages through Django."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from accounts.models import User
from actors.models import Actor
from actors.services.load import make_actors
from places.models import Place

ACTORS = 10_000
ROUNDS = 15
GOAL = 300  # ms
LIST = "/admin/actors/actor/"
PAGES = (
    ("start page", "/admin/"),
    ("list of actors", LIST),
    ("list of actors, last page", f"{LIST}?p=150"),
    ("list of actors, filtered", f"{LIST}?status__exact=published&kind__exact=utility"),
    ("list of actors, searched", f"{LIST}?q=Громада"),
    ("list of actors, typing error", f"{LIST}?q=Dortmunt"),
    ("list of partnerships", "/admin/partnerships/partnership/"),
    ("list of places, searched", "/admin/places/place/?q=Житомир"),
)
type Emit = Callable[..., None]


def run(emit: Emit) -> None:
    """Makes the load where it is missing (seconds), then measures."""
    call_command("migrate", verbosity=0)
    if not Place.objects.exists():
        call_command("load_places", verbosity=0)
    call_command("load_topics", verbosity=0)
    if Actor.objects.count() < ACTORS:
        make_actors(ACTORS)
    emit("actors", Actor.objects.count(), "actors")
    user, _made = User.objects.get_or_create(
        email="bench-desk@example.org", defaults={"name": "Messung", "is_staff": True}
    )
    with override_settings(ALLOWED_HOSTS=["testserver"], PORTAL_SECOND_FACTOR="offered"):
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for name, address in PAGES:
            _measure(emit, client, name, address)


def _measure(emit: Emit, client: Client, name: str, address: str) -> None:
    client.get(address)
    queries: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
    spent, busy = [], []
    for _ in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        client.get(address)
        spent.append((time.perf_counter() - started) * 1000)
        busy.append((time.process_time() - worked) * 1000)
    p95 = sorted(spent)[int(ROUNDS * 0.95)]
    emit(
        f"{name}: p50",
        round(statistics.median(spent), 1),
        "ms",
        f"<= {GOAL}",
        statistics.median(spent) <= GOAL,
    )
    emit(f"{name}: p95", round(p95, 1), "ms", f"<= {GOAL}", p95 <= GOAL)
    emit(f"{name}: processor time, p50", round(statistics.median(busy), 1), "ms")
    emit(f"{name}: queries", len(queries), "queries")
