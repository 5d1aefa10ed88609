"""Who takes part."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    """Actors, topics, working groups."""

    name = "actors"
    verbose_name = _("Actors")
