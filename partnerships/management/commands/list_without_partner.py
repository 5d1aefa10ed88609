"""`list_without_partner`: tells the secretariat who is still without a partner."""

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.services.rounds.waiting import tell_secretariat


class Command(BaseCommand):
    """Once a week; a second call within six days tells nobody again."""

    help = "Tell the secretariat who is still without a partner."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many were told."""
        number = tell_secretariat()
        if options["verbosity"]:
            self.stdout.write(f"{number} told")
