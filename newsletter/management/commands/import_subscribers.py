"""Enters subscribers with the proof of their consent from a CSV or XLSX file; docs/operations.md explains the columns."""

from __future__ import annotations

from newsletter.services.import_rows import import_subscribers
from platform_portal.core.import_command import ImportCommand


class Command(ImportCommand):
    """`import_subscribers FILE`"""

    help = "Enter subscribers from a CSV or XLSX file; a second run changes nothing."
    service = staticmethod(import_subscribers)
