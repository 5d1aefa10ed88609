"""Who works with whom."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    """Partnerships, postings, matchmaking."""

    name = "partnerships"
    verbose_name = _("Partnerships")
