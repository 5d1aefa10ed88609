"""Enters partnerships from a CSV or XLSX file; docs/operations.md explains the columns."""

from __future__ import annotations

from partnerships.services.imports import import_partnerships
from platform_portal.core.import_command import ImportCommand


class Command(ImportCommand):
    """`import_partnerships FILE`"""

    help = "Enter partnerships from a CSV or XLSX file; a second run changes nothing."
    service = staticmethod(import_partnerships)
