"""Who takes part."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    """Actors, topics, working groups."""

    name = "actors"
    verbose_name = _("Actors")

    def ready(self) -> None:
        """Makes actors, working groups and topics findable on the search page."""
        from actors.selectors import sources
        from platform_portal.core import search_registry

        search_registry.register(search_registry.Source("actors", _("Actors"), sources.actors, position=20))
        search_registry.register(
            search_registry.Source("working-groups", _("Working groups"), sources.working_groups, position=40)
        )
        search_registry.register(search_registry.Source("topics", _("Topics"), sources.topics, position=50))
