"""What several tests of events need: the form of an event at the desk."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from events.models import Event


@pytest.fixture
def save(secretariat_client):
    """Sends the form of an event, as it stands, with other values; the page that comes back."""

    def post(event: Event | None = None, **changes: str):
        address = (
            reverse("admin:events_event_change", args=[event.pk])
            if event
            else reverse("admin:events_event_add")
        )
        form = secretariat_client.get(address).context["adminform"].form
        sent = {}
        for bound in form:
            value = bound.value()
            if isinstance(value, dt.datetime):
                sent[f"{bound.html_name}_0"], sent[f"{bound.html_name}_1"] = (
                    f"{value:%Y-%m-%d}",
                    f"{value:%H:%M}",
                )
            elif value not in (None, False):
                sent[bound.html_name] = value
        page = secretariat_client.get(address)
        for formset in page.context["inline_admin_formsets"]:
            for bound in formset.formset.management_form:
                sent[bound.html_name] = bound.value()
            for row in formset.formset.forms:
                sent |= {
                    bound.html_name: bound.value() for bound in row if bound.value() not in (None, False)
                }
        return secretariat_client.post(address, sent | changes)

    return post
