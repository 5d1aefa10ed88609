"""The form of the speed of a sending."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class RateForm(forms.Form):
    """Mails per minute; empty: as fast as the mail server takes them."""

    per_minute = forms.IntegerField(
        label=_("Mails per minute"), min_value=1, max_value=100_000, required=False
    )
