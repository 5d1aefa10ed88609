"""What they learned."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    """Products, versions, handbooks."""

    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        """Says what becomes of authors when two entries are merged."""
        from actors.services import merge_relations

        # an actor that is already among the authors stays there once
        merge_relations.conflicts_stay("knowledge.KnowledgeProduct_authors.actor")
