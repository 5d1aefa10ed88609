"""Checks the audit log: finds entries that were changed, forged or removed. Exit status 1 when there is one."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from platform_portal.core import audit_check


class Command(BaseCommand):
    """Only reads."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """For people and for programs."""
        parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
        parser.add_argument(
            "--seal", default="", help="a seal from the portal's logs that must be among the seals"
        )

    def handle(self, **options: Any) -> None:
        """Prints what was found."""
        result = audit_check.check(expected=options["seal"])
        if options["json"]:
            self.stdout.write(json.dumps(result.as_data()))
        else:
            for finding in result.findings:
                numbers = ", ".join(map(str, finding.numbers))
                self.stdout.write(f"{finding.problem}: {numbers or '–'}. {finding.says}")
            self.stdout.write(
                f"{result.entries} entries, {result.seals} seals, {result.unsealed} entries newer than the last seal, "
                f"{len(result.findings)} findings."
            )
        if result.findings:
            raise SystemExit(1)
