"""Interface texts in German and Ukrainian: update, check, compile."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from platform_portal.core import translations


class Command(BaseCommand):
    """`update` merges new messages, `check` fails on gaps, `compile` makes the files Django reads."""

    help = "Interface texts: update | check | compile"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """One word."""
        parser.add_argument("action", choices=("update", "check", "compile"))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Runs the action."""
        if action == "compile":
            translations.compile_all()
            return
        found = translations.collect()
        failed = 0
        for language in translations.LANGUAGES:
            if action == "update":
                translations.update(language, found)
            lines = translations.problems(language, found)
            failed += len(lines)
            self.stdout.write(f"{language}: {len(found)} messages, {len(lines)} to do")
            for line in lines:
                self.stdout.write(f"  {line}")
        if action == "check" and failed:
            raise CommandError(f"{failed} messages need attention; run ./run manage translations update.")
