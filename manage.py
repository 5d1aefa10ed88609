#!/usr/bin/env python
"""Django's command line; `./run manage …` calls it with the services running."""

import os
import sys

from django.core.management import execute_from_command_line

from platform_portal.core.logs import origin

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "platform_portal.settings.embedded")
    origin.set(f"command {sys.argv[1]}"[:80] if len(sys.argv) > 1 else "")
    execute_from_command_line(sys.argv)
