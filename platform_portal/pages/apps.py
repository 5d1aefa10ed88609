"""Pages above the apps: dashboard, search, legal pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """No tables."""

    name = "platform_portal.pages"
    label = "pages"
    verbose_name = _("Pages")
