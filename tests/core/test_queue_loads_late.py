"""Web processes do without the task queue until they have something for it."""

import subprocess
import sys

from platform_portal.celery import app

PAGES_WITHOUT_QUEUE = """
import platform_portal.wsgi, sys
from django.urls import get_resolver
[getattr(pattern, "url_patterns", ()) for pattern in get_resolver().url_patterns]
sys.exit("celery" in sys.modules)
"""


def test_a_web_process_starts_without_the_queue():
    assert subprocess.run([sys.executable, "-c", PAGES_WITHOUT_QUEUE], check=False).returncode == 0


def test_every_task_belongs_to_the_portals_queue():
    app.loader.import_default_modules()
    own = [task for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert own
    for task in own:
        with open(sys.modules[task.__module__].__file__ or "", encoding="utf-8") as file:
            assert "from platform_portal.celery import" in file.read()
