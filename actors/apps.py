"""Who takes part."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    """Actors, topics, working groups."""

    name = "actors"
    verbose_name = _("Actors")

    def ready(self) -> None:
        """Makes actors, working groups and topics findable on the search page."""
        from actors import (
            mails_consent,
            mails_freshness,
            mails_joining,
            mails_workspace,
            slots_joining,
            slots_revision,
            slots_workspace,
        )
        from actors.selectors import sources
        from actors.services import merge_rules
        from platform_portal.core import search_registry

        mails_consent.register_kinds()
        mails_joining.register_kinds()
        mails_freshness.register_kinds()
        mails_workspace.register_kinds()
        merge_rules.register_rules()
        slots_joining.register()
        slots_revision.register()
        slots_workspace.register()

        search_registry.register(search_registry.Source("actors", _("Actors"), sources.actors, position=20))
        search_registry.register(
            search_registry.Source("working-groups", _("Working groups"), sources.working_groups, position=40)
        )
        search_registry.register(search_registry.Source("topics", _("Topics"), sources.topics, position=50))
