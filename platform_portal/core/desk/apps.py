"""Takes the place of Django's own admin configuration, so that `admin.site` is the desk."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's administration with our site."""

    default_site = "platform_portal.core.desk.site.DeskSite"
