"""Pages that are only read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe


def read_only[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """GET and HEAD only. Anything else is answered with 405, before the question of a form token comes up."""
    decorated: Any = csrf_exempt(require_safe(view))
    return decorated  # type: ignore[no-any-return]
