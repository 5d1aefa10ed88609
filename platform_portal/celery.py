"""The task queue. A message is only a hint: truth and schedules live in PostgreSQL."""

from celery import Celery

app = Celery("platform_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
