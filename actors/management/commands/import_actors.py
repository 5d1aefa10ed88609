"""Enters actors from a CSV or XLSX file; docs/operations.md explains the columns."""

from __future__ import annotations

from actors.services.imports import import_actors
from platform_portal.core.import_command import ImportCommand


class Command(ImportCommand):
    """`import_actors FILE`"""

    help = "Enter actors from a CSV or XLSX file; a second run changes nothing."
    service = staticmethod(import_actors)
