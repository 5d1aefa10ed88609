"""What the web server loads before its workers fork is theirs too; nothing that a fork would break is open then."""

import subprocess
import sys

LOADED = """
import gc, sys
from platform_portal.web import load
load()
from django.db import connection
from django.core.cache import cache
print(connection.connection is None, not cache._cache._pools, gc.get_freeze_count() > 100_000, "actors.views" in sys.modules)
"""


def test_the_portal_is_loaded_without_opening_a_connection():
    run = subprocess.run([sys.executable, "-c", LOADED], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["True"] * 4
