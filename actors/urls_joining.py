"""Addresses of joining, below the language prefix."""

from django.urls import path

from actors.views_joining import claims, interest, invitations, people

PEOPLE = "account/organisations/<slug:slug>/people/"

urlpatterns = [
    path("join/", interest.join, name="join"),
    path("join/sent/", interest.sent, name="join-sent"),
    path("join/confirmed/", interest.confirmed, name="join-confirmed"),
    path("join/confirm/<str:token>/", interest.confirm, name="join-confirm"),
    path("join/claim/<str:token>/", claims.confirm, name="claim-confirm"),
    path("join/invitation/<str:key>/", invitations.answer, name="invitation"),
    path("actors/<slug:slug>/claim/", claims.claim, name="claim"),
    path("actors/<slug:slug>/claim/sent/", claims.sent, name="claim-sent"),
    path(PEOPLE, people.index, name="entry-people"),
    path(PEOPLE + "<int:pk>/role/", people.change_role, name="entry-people-role"),
    path(PEOPLE + "<int:pk>/remove/", people.remove, name="entry-people-remove"),
    path(PEOPLE + "invitations/<int:pk>/withdraw/", people.withdraw, name="entry-invitation-withdraw"),
    path(PEOPLE + "invitations/<int:pk>/again/", people.send_again, name="entry-invitation-again"),
]
