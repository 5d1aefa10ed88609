"""Addresses below `/<language>/account/event-proposals/`: what members propose."""

from django.urls import path

from events.views import impulses

urlpatterns = [
    path("", impulses.impulses, name="impulses"),
    path("new/", impulses.propose, name="impulse-new"),
    path("<int:pk>/withdraw/", impulses.withdraw, name="impulse-withdraw"),
]
