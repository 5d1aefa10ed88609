"""Who works with whom."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    """Partnerships, postings, matchmaking."""

    name = "partnerships"
    verbose_name = _("Partnerships")

    def ready(self) -> None:
        """Shows partnerships and postings on profiles, in the index of actors and on the search page."""
        from actors.services import index, load
        from partnerships import search
        from partnerships.services.load import make_partnerships
        from partnerships.slots import (
            actor_partnerships,
            actor_postings,
            actor_suggestions,
            contributions,
        )
        from platform_portal.core import search_registry, slots

        slots.register("actor.action", actor_suggestions)
        slots.register("actor.profile", actor_partnerships, position=10)
        slots.register("actor.profile", actor_postings, position=20)
        index.contribute(contributions)
        load.register_maker("partnerships", make_partnerships)
        search_registry.register(search.PARTNERSHIPS)
        search_registry.register(search.POSTINGS)
