"""Subscribers can be imported from a file at the desk."""

from django.utils.translation import gettext_lazy as _

from actors.import_kinds import ImportKind, register
from newsletter.services.import_rows import COLUMNS, REQUIRED, import_subscribers

register(ImportKind("subscribers", _("Subscribers of the newsletter"), import_subscribers, COLUMNS, REQUIRED))
