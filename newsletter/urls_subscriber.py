"""Addresses of those who read: subscribing, preferences, leaving."""

from django.urls import path

from newsletter.views import account, preferences, subscribing

urlpatterns = [
    path("subscribe/", subscribing.subscribe, name="newsletter-subscribe"),
    path("subscribe/sent/", subscribing.sent, name="newsletter-sent"),
    path("subscribe/account/", account.subscribe, name="newsletter-account"),
    path("confirm/<str:key>/", subscribing.confirm, name="newsletter-confirm"),
    path("preferences/", preferences.find, name="newsletter-find"),
    path("preferences/sent/", preferences.link_sent, name="newsletter-link-sent"),
    path("preferences/<str:key>/", preferences.preferences, name="newsletter-preferences"),
    path("leave/<str:key>/", preferences.leave, name="newsletter-leave"),
]
