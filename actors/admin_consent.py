"""Consents to publication in the admin: to read; asking and withdrawing is done on the page of the organisation."""

from django.contrib import admin

from actors.models import ContactConsent
from platform_portal.core.desk.model_admin import ReadOnlyDeskAdmin


@admin.register(ContactConsent)
class ContactConsentAdmin(ReadOnlyDeskAdmin):
    """Who agreed to what, and when."""

    list_display = ("asked_at", "contact", "email", "given_at", "declined_at", "withdrawn_at", "ended_at")
    list_select_related = ("contact",)
    list_filter = ("wording_version", "language")
    search_fields = ("email", "contact__function_de", "contact__actor__name_de")
    spoken_fields = ("contact__actor__name_de", "contact__actor__name_uk", "contact__actor__name_en")
    export_columns = (
        "id", "contact_id", "language", "wording_version", "asked_at", "given_at", "declined_at", "withdrawn_at", "ended_at",
    )  # fmt: skip
    exclude = ("key_hash",)
