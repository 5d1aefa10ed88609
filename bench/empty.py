"""The empty view that pages are compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing but the way through server and middlewares."""
    return HttpResponse("ok")


urlpatterns = [path("empty/", empty)]
