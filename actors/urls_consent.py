"""Addresses about publishing contacts."""

from django.urls import path

from actors import views_consent as views

urlpatterns = [
    path("account/organisations/<slug:slug>/contacts/", views.of_actor, name="contact-consents"),
    path("account/contacts/", views.mine, name="my-contacts"),
    path("contact-consent/<str:key>/", views.answer, name="contact-consent"),
]
