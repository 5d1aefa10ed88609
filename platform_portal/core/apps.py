"""Mechanisms shared by all apps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """Outbox and audit log are its only tables."""

    name = "platform_portal.core"
    label = "core"
    verbose_name = _("Core")
