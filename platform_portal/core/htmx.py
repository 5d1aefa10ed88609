"""A request as the htmx middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """For the type checker: `request.htmx` says whether, and for which part of the page, htmx asks."""

    htmx: HtmxDetails
