"""Pages per second of dashboard, directory and profile, relative to an empty Django view under the same server.

Two servers with one worker each run side by side and are asked in turns: the empty project, and the portal without or
with its page cache. "cold": nothing is kept at all. "uncached": whole pages are not kept, costly parts are (20 s).
"""

from __future__ import annotations

import os
from collections.abc import Callable

from django.core.management import call_command

from actors.enums import ActorKind
from actors.models import Actor
from bench.server import PORTAL, Server, server
from partnerships.models import Partnership

UNCACHED, CACHED, PSS, START = 0.04, 0.3, 110, 3.0
TURNS = 5
type Emit = Callable[..., None]


def run(emit: Emit) -> None:
    """About a minute; loads the example world first where it is missing."""
    _prepare()
    pages = _pages()
    common = {"DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"], "PORTAL_LOG_LEVEL": "ERROR"}
    with server("bench.empty_app:application", DJANGO_SETTINGS_MODULE="bench.settings") as plain:
        emit("empty view, nine middlewares", round(plain.rate(["/empty/"])), "pages/s")
        with _portal(PORTAL_PAGE_CACHE_SECONDS="0", PORTAL_PART_CACHE_SECONDS="0", **common) as portal:
            _emit_rates(emit, plain, portal, {"dashboard": pages["dashboard"]}, "cold", None)
        with _portal(PORTAL_PAGE_CACHE_SECONDS="0", PORTAL_PART_CACHE_SECONDS="20", **common) as portal:
            emit(
                "start until the first answer",
                round(portal.started_in, 2),
                "s",
                f"<= {START}",
                portal.started_in <= START,
            )
            _emit_rates(emit, plain, portal, pages, "uncached", UNCACHED)
            _emit_latency(emit, portal, pages)
            pss = portal.worker_pss()
            emit("memory of a worker after all pages (PSS)", round(pss), "MB", f"<= {PSS}", pss <= PSS)
            emit("memory of all processes of this web server (PSS)", round(portal.whole_pss()), "MB")
        with _portal(PORTAL_PAGE_CACHE_SECONDS="30", PORTAL_PART_CACHE_SECONDS="20", **common) as portal:
            _emit_rates(emit, plain, portal, pages, "from the page cache", CACHED)


def _portal(**environment: str):
    return server(PORTAL, **environment)


def _prepare() -> None:
    call_command("migrate", verbosity=0)
    if not Partnership.objects.exists():
        for command in ("load_places", "load_topics", "load_example"):
            call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def _pages() -> dict[str, str]:
    municipality = Actor.objects.published().filter(slug="stadt-essen").first()
    profile = (
        municipality or Actor.objects.published().filter(kind=ActorKind.MUNICIPALITY).order_by("pk").first()
    )
    assert profile is not None
    return {
        "dashboard": "/de/",
        "directory": "/de/actors/",
        "profile": f"/de/actors/{profile.slug}/",
        "suggestions": f"/de/matchmaking/{profile.slug}/",
    }


def _emit_rates(
    emit: Emit, plain: Server, portal: Server, pages: dict[str, str], how: str, goal: float | None
) -> None:
    """Page and empty view take turns, so that whatever else the machine does slows both alike."""
    for name, path in pages.items():
        portal.rate([path], seconds=0.2)
        turns = [
            (plain.rate(["/empty/"], seconds=0.3), portal.rate([path], seconds=0.6)) for _ in range(TURNS)
        ]
        shares = sorted(rate / empty for empty, rate in turns)
        share = shares[TURNS // 2]
        emit(f"{name}, {how}", round(sorted(rate for _empty, rate in turns)[TURNS // 2]), "pages/s")
        emit(
            f"{name}, {how}, relative to the empty view", round(share, 3), "",
            f">= {goal}" if goal else "", share >= goal if goal else None,
        )  # fmt: skip


def _emit_latency(emit: Emit, portal: Server, pages: dict[str, str]) -> None:
    for name, path in pages.items():
        taken = portal.latencies([path], seconds=2)
        p95 = taken[int(len(taken) * 0.95)]
        emit(f"{name}, uncached, p95", round(p95, 1), "ms", "<= 15", p95 <= 15)
