"""Measurements: a table for people and one JSON line per figure for machines."""

import importlib
import json
import pkgutil
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

import bench


class Command(BaseCommand):
    """Runs `bench.<name>.run(emit)` for every module of `bench/`, or for the named ones."""

    help = "Measures speed and memory; ratios are within one run. Not a test: prints, never fails on a missed goal."

    def add_arguments(self, parser: CommandParser) -> None:
        """Names of measurements."""
        parser.add_argument("names", nargs="*", help="all when left out")

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        """Runs and prints."""
        known = [info.name for info in pkgutil.iter_modules(bench.__path__) if _can_run(info.name)]
        if unknown := set(names) - set(known):
            raise CommandError(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
        for name in names or known:
            self.stdout.write(f"\n{name}\n{'-' * len(name)}")
            importlib.import_module(f"bench.{name}").run(self._emitter(name))

    def _emitter(self, name: str) -> Any:
        def emit(figure: str, value: float, unit: str, goal: str = "", ok: bool | None = None) -> None:
            mark = {True: "ok", False: "missed", None: ""}[ok]
            self.stdout.write(f"  {figure:<58} {value:>12,.4g} {unit:<10} {goal:<14} {mark}")
            self.stdout.write(
                json.dumps(
                    {"bench": name, "figure": figure, "value": value, "unit": unit, "goal": goal, "ok": ok}
                )
            )
            self.stdout.flush()

        return emit


def _can_run(name: str) -> bool:
    return hasattr(importlib.import_module(f"bench.{name}"), "run")
