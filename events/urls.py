"""Addresses below `/<language>/events/`. Single words stand before the address of an event; `models.event.RESERVED` keeps them free."""

from django.urls import URLPattern, URLResolver, include, path

from events.views import calendar, event, listing, programme, series

urlpatterns: list[URLPattern | URLResolver] = [
    path("", listing.events, name="events"),
    path("calendar.ics", calendar.everything, name="events-calendar"),
    path("calendar/", calendar.mine, name="event-calendar"),
    path("calendar/new/", calendar.renew, name="event-calendar-renew"),
    path("calendar/end/", calendar.end, name="event-calendar-end"),
    path("calendar/<str:key>.ics", calendar.of_person, name="event-calendar-personal"),
    path("series/<slug:slug>/", series.series, name="series"),
    path("series/<slug:slug>/calendar.ics", calendar.of_series, name="series-calendar"),
    path("working-groups/<slug:slug>/calendar.ics", calendar.of_group, name="group-calendar"),
    path("registrations/", include("events.urls_after")),
    path("", include("events.urls_registration")),
    path("<slug:slug>/", event.event, name="event"),
    path("<slug:slug>/calendar.ics", calendar.of_event, name="event-file"),
    path("<slug:slug>/programme/", programme.programme, name="event-programme"),
    path("<slug:slug>/programme/changes/", programme.changes, name="event-programme-changes"),
    path("<slug:slug>/report/", event.report, name="event-report"),
]
