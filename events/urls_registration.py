"""Addresses of registrations: the form below the event, the pages of one registration below its personal link."""

from django.urls import URLPattern, path

from events.views import registration, registration_own

urlpatterns: list[URLPattern] = [
    path("registrations/<str:key>/", registration_own.page, name="registration"),
    path("registrations/<str:key>/confirm/", registration_own.confirm, name="registration-confirm"),
    path("registrations/<str:key>/cancel/", registration_own.cancel, name="registration-cancel"),
    path("registrations/<str:key>/calendar/", registration_own.calendar, name="registration-calendar"),
    path("registrations/<str:key>/change/", registration_own.change, name="registration-change"),
    path("registrations/<str:key>/choose/", registration_own.choose, name="registration-choose"),
    path("registrations/<str:key>/mode/", registration_own.mode, name="registration-mode"),
    path("registrations/<str:key>/offer/", registration_own.offered, name="registration-offer"),
    path("registrations/<str:key>/stream/", registration_own.stream, name="registration-stream"),
    path("<slug:slug>/register/", registration.register, name="event-register"),
    path("<slug:slug>/register/sent/", registration.sent, name="event-register-sent"),
]
