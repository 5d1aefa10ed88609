"""Addresses below `/<language>/events/registrations/`: pages of one participant behind the personal link, or with an account."""

from django.urls import path

from events.views import afterwards

urlpatterns = [
    path("of/<slug:slug>/participants/", afterwards.list_of_mine, name="event-participant-list"),
    path("<str:key>/evaluation/", afterwards.evaluation, name="registration-evaluation"),
    path("<str:key>/participants/", afterwards.list_by_link, name="registration-participants"),
]
