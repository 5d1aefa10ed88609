"""Web processes do without the task queue, and without what few requests need, until somebody asks for it."""

import subprocess
import sys

from platform_portal.celery import app

PAGES_WITHOUT_QUEUE = """
import platform_portal.wsgi, sys
from django.urls import get_resolver
[getattr(pattern, "url_patterns", ()) for pattern in get_resolver().url_patterns]
from django.urls import reverse; reverse("api-actors")
print(*{"celery", "rest_framework.views", "drf_spectacular.views", "requests", "css_inline", "icalendar", "segno"} & set(sys.modules))
"""

FIRST_REQUESTS = """
import django; django.setup()
from django.test import RequestFactory
from platform_portal import api_urls
request = RequestFactory().get("/api/v1/")
print(api_urls.unknown(request).status_code, "/api/v1/actors/" in api_urls.schema(request).render().text)
"""


def test_a_web_process_starts_without_what_few_requests_need():
    run = subprocess.run(
        [sys.executable, "-c", PAGES_WITHOUT_QUEUE], check=True, capture_output=True, text=True
    )
    assert run.stdout.split() == []


def test_the_interface_is_loaded_by_the_first_request_whichever_it_is():
    run = subprocess.run([sys.executable, "-c", FIRST_REQUESTS], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["404", "True"]


def test_every_task_belongs_to_the_portals_queue():
    app.loader.import_default_modules()
    own = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert own
    for task in own:
        with open(sys.modules[task.__module__].__file__ or "", encoding="utf-8") as file:
            assert "from platform_portal.celery import" in file.read()
