"""The web server: loads the portal once, then granian's workers fork from that process and share its memory.

Takes granian's own options and variables (`GRANIAN_…`): python -m platform_portal.web --workers 2 platform_portal.wsgi:application
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing

from django.conf import settings
from django.urls import get_resolver
from django.utils.translation import override
from granian.cli import entrypoint


def load() -> None:
    """Everything a page may need: models, addresses with their views, interface texts. No query, no connection."""
    importlib.import_module("platform_portal.wsgi")
    get_resolver().reverse_dict  # noqa: B018 - reads all addresses
    for code, _name in settings.LANGUAGES:
        with override(code):
            pass
    gc.collect()
    gc.freeze()  # a collection in a worker would write to every shared object, and so copy it


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    load()
    entrypoint()
