"""Addresses below `admin/match-rounds/`, for the secretariat only."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path

from partnerships.views import round_runs, rounds


def _desk(route: str, view: Callable[..., Any], name: str) -> URLPattern:
    """An address behind the desk's own door."""
    return path(route, admin.site.admin_view(view), name=name)


urlpatterns = [
    _desk("", rounds.rounds, "match-rounds"),
    _desk("new/", rounds.create, "match-round-new"),
    _desk("without-partner/", rounds.still_waiting, "match-without-partner"),
    _desk("participants/", rounds.saved_view, "match-round-participants-view"),
    _desk("<int:pk>/", rounds.match_round, "match-round"),
    _desk("<int:pk>/save/", rounds.save, "match-round-save"),
    _desk("<int:pk>/rules/", rounds.rules, "match-round-rules"),
    _desk("<int:pk>/pair/", rounds.pair, "match-round-pair"),
    _desk("<int:pk>/participants/", rounds.choose, "match-round-participants"),
    _desk("<int:pk>/participants/add/", rounds.add, "match-round-add"),
    _desk("<int:pk>/compare/", round_runs.compare, "match-compare"),
    _desk("<int:pk>/start/", round_runs.start, "match-run-start"),
    _desk("<int:pk>/<int:number>/", round_runs.run, "match-run"),
    _desk("<int:pk>/<int:number>/stop/", round_runs.stop, "match-run-stop"),
    _desk("<int:pk>/<int:number>/report/", round_runs.report, "match-report"),
    _desk("<int:pk>/<int:number>/send/", round_runs.send, "match-send"),
]
