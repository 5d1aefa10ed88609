"""Pages that are only read: no form token, and what several parts of such a page ask is asked once."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


def read_only[View: Callable[..., HttpResponseBase]](view: View) -> View:
    """GET and HEAD only. Anything else is answered with 405, before the question of a form token comes up."""

    @wraps(view)
    def reading(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        token = _answers.set({})
        try:
            return view(request, *args, **kwargs)
        finally:
            _answers.reset(token)

    decorated: Any = csrf_exempt(require_safe(reading))
    return decorated  # type: ignore[no-any-return]


def asked_once[T](ask: Callable[[], T]) -> T:
    """What the function answers; within a page that is only read it is called once, for nothing changes meanwhile."""
    answers = _answers.get()
    if answers is None:
        return ask()
    if ask not in answers:
        answers[ask] = ask()
    return answers[ask]
