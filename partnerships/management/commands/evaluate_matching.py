"""Judges the matching on real partnerships that are hidden from it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnerships.matchmaking.history import evaluate
from partnerships.selectors.history import FileError, read_history


class Command(BaseCommand):
    """Reads pairs and ties, hides them, ranks, and prints how well and how evenly."""

    help = "Compares the ranking with real German-Ukrainian partnerships, which it does not know, and shows congestion."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and how to print."""
        parser.add_argument(
            "--pairs", required=True, type=Path, help="CSV: german_side, ukrainian_side, since_year"
        )
        parser.add_argument(
            "--ties", type=Path, help="CSV of older twin towns: place_a, country_a, place_b, country_b"
        )
        parser.add_argument("--json", action="store_true", help="One JSON object as the last line.")
        parser.add_argument("--seed", type=int, default=0, help="Order in which the lists are filled.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads, evaluates, prints a table and, if asked for, one JSON line."""
        try:
            history, notes = read_history(options["pairs"], options["ties"])
        except FileError as error:
            raise CommandError(str(error)) from error
        report = evaluate(history, seed=options["seed"])
        self._table(report)
        for note in notes:
            self.stdout.write(f"not resolved: {note}")
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))

    def _table(self, report: dict[str, Any]) -> None:
        figures = ("recall_at_1", "recall_at_10", "mrr", "median_percentile")
        self.stdout.write(
            f"{report['pairs']} pairs ({report['unresolved']} not resolved), {report['candidates']} cities, "
            f"{report['askers']['all']} municipalities ask, λ {report['penalty']['all']} / {report['penalty']['large']}"
        )
        self.stdout.write(f"{'':24}" + "".join(f"{name:>26}" for name in figures))
        rows = {"load-aware": report["load_aware"], "plain": report["plain"], **report["baselines"]}
        for name, row in rows.items():
            cells = (f"{row[f]['value']:.3f} ({row[f]['low']:.3f} to {row[f]['high']:.3f})" for f in figures)
            self.stdout.write(f"{name.replace('_', ' '):24}" + "".join(f"{cell:>26}" for cell in cells))
        for name in ("load_aware", "plain"):
            gain = report[name]["recall_at_10_gain_over_population_similarity"]
            self.stdout.write(
                f"{name.replace('_', '-')}: recall at 10 against population similarity "
                f"{gain['value']:+.3f} ({gain['low']:+.3f} to {gain['high']:+.3f})"
            )
        for title, key in (("load-aware", "congestion"), ("plain", "congestion_plain")):
            for who, found in report[key].items():
                figures_found = ", ".join(
                    f"{name.replace('_', ' ')} {value}" for name, value in found.items()
                )
                self.stdout.write(f"congestion, {title}, {who}: {figures_found}")
