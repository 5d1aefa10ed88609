"""Addresses for machines, without a language."""

from django.urls import path

from newsletter.views.provider_events import provider_events

urlpatterns = [path("mail/<slug:provider>/", provider_events, name="mail-provider-events")]
