"""Pages above the apps: dashboard, search, legal pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """No tables."""

    name = "platform_portal.pages"
    label = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Places are found through the pages, for their results lead to actors and suggestions."""
        from platform_portal.core import search_registry
        from platform_portal.pages import mails
        from platform_portal.pages.selectors import place_hits

        mails.register_kinds()
        search_registry.register(place_hits.SOURCE)
