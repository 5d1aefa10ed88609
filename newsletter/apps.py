"""What they read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    """Newsletter."""

    name = "newsletter"
    verbose_name = _("Newsletter")
