"""Ranks a world given as JSON with the scoring of the portal; touches no database."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnerships.matchmaking.interchange import rank, read_world
from partnerships.matchmaking.topics import portal_topics


class Command(BaseCommand):
    """One world in, the lists of both sides out."""

    help = "Ranks the actors of WORLD.json for each other and writes the lists; uses no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two files."""
        parser.add_argument("--in", dest="source", required=True, type=Path, metavar="WORLD.json")
        parser.add_argument("--out", dest="target", required=True, type=Path, metavar="LISTS.json")
        parser.add_argument("--seed", type=int, default=0, help="Order in which the lists are filled.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads, ranks, writes; one clear sentence when the file is missing or is no world."""
        source: Path = options["source"]
        try:
            data = json.loads(source.read_text(encoding="utf-8"))
            world, length = read_world(data, portal_topics())
        except OSError as error:
            raise CommandError(f"Cannot read {source}: {error.strerror}.") from error
        except (ValueError, RecursionError) as error:
            raise CommandError(f"{source} is not a world: {error}") from error
        lists = rank(world, length, seed=options["seed"])
        try:
            options["target"].write_text(json.dumps(lists, ensure_ascii=False), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Cannot write {options['target']}: {error.strerror}.") from error
        if options["verbosity"] > 0:
            self.stdout.write(f"{len(lists['lists'])} lists written to {options['target']}")
