"""Loads actor groups, the topic tree and the working groups from their files; can run any number of times."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from actors.services.groups import load_groups
from actors.services.topics import load_topics
from actors.services.working_groups import load_working_groups


class Command(BaseCommand):
    """`load_topics`"""

    help = "Load actor groups, topics and working groups."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing."""
        groups, topics, working_groups = load_groups(), load_topics(), load_working_groups()
        self.stdout.write(f"{groups} actor groups, {topics} topics, {working_groups} working groups")
