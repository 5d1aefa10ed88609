"""The project: settings, mechanisms shared by all apps, embedded services and the pages above them."""

from platform_portal.celery import app as celery_app

__all__ = ["celery_app"]
