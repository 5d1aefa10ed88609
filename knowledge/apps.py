"""What they learned."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    """Products, versions, handbooks."""

    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        """Shows products on profiles and working groups and on the search page; says who reads their files."""
        from accounts import upload_purposes
        from actors.services import merge_relations
        from knowledge import mails, search, slots
        from knowledge.services import versions
        from platform_portal.core import search_registry

        mails.register_kinds()
        slots.register()
        search_registry.register(search.PRODUCTS)
        upload_purposes.register(versions.purpose())
        # an actor that is already among the authors stays there once
        merge_relations.conflicts_stay("knowledge.KnowledgeProduct_authors.actor")
