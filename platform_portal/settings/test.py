"""The test suite: real PostgreSQL and Redis protocol, fast hashes, no page cache unless a test asks for it."""

import os
import re

from .base import *  # noqa: F403

SECRET_KEY = "test-only"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PORTAL_PAGE_CACHE_SECONDS = 0
PORTAL_PART_CACHE_SECONDS = 0
PORTAL_EXAMPLE_WORLD = True
PORTAL_SECOND_FACTOR = "offered"
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
CELERY_TASK_ALWAYS_EAGER = False
PORTAL_API_REQUESTS = 100_000

# Tests that run side by side share one Redis: a database each, or one would clear what another has cached.
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
CACHES["default"]["LOCATION"] = re.sub(  # noqa: F405
    r"(db=|/)0$",
    rf"\g<1>{_worker}",
    CACHES["default"]["LOCATION"],  # noqa: F405
)
