"""The portal says "Sie", also where a library finds the words."""

import re

import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext

from platform_portal.core.library_words import ACCOUNTS, FORMS

FAMILIAR = re.compile(r"\b(du|dich|dir|dein\w*|gib|lade|wähle|bestätige|habe|musst|kannst)\b", re.IGNORECASE)


@pytest.mark.parametrize("message", [*FORMS, *ACCOUNTS])
def test_no_message_calls_the_reader_du(message):
    with translation.override("de"):
        assert not FAMILIAR.search(gettext(message)), gettext(message)
    for language in ("de", "uk"):
        with translation.override(language):
            assert gettext(message) != message


def test_what_a_library_says_by_itself_would_be_found():
    """The REST framework's own words, which no page shows."""
    with translation.override("de"):
        assert FAMILIAR.search(
            gettext('Enter a valid "slug" consisting of letters, numbers, underscores or hyphens.')
        )


def test_a_form_refuses_an_address_in_the_words_of_the_portal():
    with translation.override("de"):
        with pytest.raises(forms.ValidationError) as refused:
            forms.EmailField().clean("kein-at")
        assert refused.value.messages == ["Bitte geben Sie eine gültige E-Mail-Adresse ein."]
