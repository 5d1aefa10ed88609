"""Addresses of cooperation requests, below the language prefix."""

from django.urls import path

from partnerships.views import introductions, request_desk, request_links, requests

urlpatterns = [
    path("requests/", requests.overview, name="requests"),
    path("requests/new/", requests.new, name="request-new"),
    path("requests/answer/<str:key>/", request_links.answer, name="request-answer"),
    path("requests/check-in/<str:key>/", request_links.check_in, name="request-check-in"),
    path("requests/<int:pk>/", requests.detail, name="request"),
    path("requests/<int:pk>/edit/", requests.edit, name="request-edit"),
    path("requests/<int:pk>/send/", requests.send, name="request-send"),
    path("requests/<int:pk>/withdraw/", requests.withdraw, name="request-withdraw"),
    path("requests/<int:pk>/respond/", requests.respond, name="request-respond"),
    path("requests/<int:pk>/introduction/", introductions.detail, name="introduction"),
    path("requests/<int:pk>/introduction/message/", introductions.message, name="introduction-message"),
    path("requests/<int:pk>/introduction/steps/", introductions.step, name="introduction-step"),
    path(
        "requests/<int:pk>/introduction/steps/<int:step>/",
        introductions.step_done,
        name="introduction-step-done",
    ),
    path("requests/<int:pk>/introduction/files/", introductions.file, name="introduction-file"),
    path("requests/<int:pk>/introduction/how/", introductions.check_in, name="introduction-check-in"),
    path("requests/<int:pk>/introduction/close/", introductions.close, name="introduction-close"),
    path(
        "requests/<int:pk>/introduction/call-<int:number>.ics", introductions.call, name="introduction-call"
    ),
    path("desk/requests/", request_desk.board, name="desk-requests"),
    path("desk/requests/<int:pk>/approve/", request_desk.approve, name="request-approve"),
    path("desk/requests/<int:pk>/send-back/", request_desk.send_back, name="request-send-back"),
    path("desk/requests/<int:pk>/take-over/", request_desk.take_over, name="request-take-over"),
    path("desk/requests/<int:pk>/override/", request_desk.override, name="request-override"),
    path("desk/requests/<int:pk>/note/", request_desk.note, name="request-note"),
    path("desk/requests/<int:pk>/waive/", request_desk.waive, name="request-waive"),
]
