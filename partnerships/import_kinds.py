"""Partnerships can be imported from a file at the desk."""

from django.utils.translation import gettext_lazy as _

from actors.import_kinds import ImportKind, register
from partnerships.services.import_rows import COLUMNS, REQUIRED
from partnerships.services.imports import import_partnerships

register(ImportKind("partnerships", _("Partnerships"), import_partnerships, COLUMNS, REQUIRED))
