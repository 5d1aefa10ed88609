"""Addresses of living partnerships, below the language prefix."""

from django.urls import path

from partnerships.views.living import beginning, joining, portraits, projects, pulse, room, self_checks

_OWN = "partnerships/<slug:slug>/"

urlpatterns = [
    path("requests/<int:pk>/introduction/partnership/", beginning.begin, name="introduction-partnership"),
    path("partnerships/how-is-it/<str:key>/", pulse.by_link, name="partnership-pulse"),
    path(f"{_OWN}together/", room.room, name="partnership-room"),
    path(f"{_OWN}together/tick/", beginning.tick, name="partnership-tick"),
    path(f"{_OWN}together/trial/", beginning.trial, name="partnership-trial"),
    path(f"{_OWN}together/kind/", beginning.kind, name="partnership-kind"),
    path(f"{_OWN}together/confirm/", beginning.confirm, name="partnership-confirm"),
    path(f"{_OWN}together/give-up/", beginning.give_up, name="partnership-give-up"),
    path(f"{_OWN}together/pulse/", pulse.in_portal, name="partnership-pulse-answer"),
    path(f"{_OWN}together/wake/", pulse.wake, name="partnership-wake"),
    path(f"{_OWN}self-check/", self_checks.self_check, name="partnership-self-check"),
    path(f"{_OWN}portrait/", portraits.portrait, name="partnership-portrait"),
    path(f"{_OWN}portrait/edit/", portraits.edit, name="partnership-portrait-edit"),
    path(f"{_OWN}portrait/release/", portraits.release, name="partnership-portrait-release"),
    path(f"{_OWN}portrait/withdraw/", portraits.withdraw, name="partnership-portrait-withdraw"),
    path(f"{_OWN}portrait/pictures/", portraits.add_picture, name="partnership-picture-add"),
    path(
        f"{_OWN}portrait/pictures/<int:pk>/remove/",
        portraits.remove_picture,
        name="partnership-picture-remove",
    ),
    path(f"{_OWN}projects/new/", projects.new, name="partnership-project-new"),
    path(f"{_OWN}projects/<int:pk>/", projects.change, name="partnership-project"),
    path(f"{_OWN}projects/<int:pk>/remove/", projects.remove, name="partnership-project-remove"),
    path(f"{_OWN}join/", joining.ask, name="partnership-join"),
    path(f"{_OWN}join/<int:pk>/decide/", joining.decide, name="partnership-join-decide"),
]
