"""Addresses below `funding/`."""

from django.urls import path

from partnerships.views import funding

urlpatterns = [
    path("", funding.programmes, name="funding"),
    path("calendar.ics", funding.calendar, name="funding-calendar"),
    path("<slug:slug>/", funding.programme, name="funding-programme"),
    path("<slug:slug>/remind/", funding.remind, name="funding-remind"),
]
