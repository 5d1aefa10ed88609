"""Forms in KERN's markup: every field has its label, errors are named and linked, layouts hold together."""

from __future__ import annotations

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Column, Div, Fieldset, Layout, Row, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation

from platform_portal.pages.forms import SampleForm


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_every_label_and_every_linked_error_has_its_field():
    html = render_crispy_form(SampleForm({"subject": "", "topic": "map"}))
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    assert set(re.findall(r'<label[^>]* for="([^"]+)"', html)) <= ids
    assert re.findall(r'<a href="#([^"]+)"', html) == ["id_subject", "id_consent"]
    assert {"id_subject", "id_consent"} <= ids


def test_what_a_field_is_described_by_exists():
    html = render_crispy_form(SampleForm({"subject": ""}))
    described = {name for names in re.findall(r'aria-describedby="([^"]+)"', html) for name in names.split()}
    assert {"id_subject_helptext", "id_subject_error"} <= described
    assert described <= set(re.findall(r'\sid="([^"]+)"', html))


def test_a_wrong_field_says_so_to_screen_readers():
    html = render_crispy_form(SampleForm({"subject": ""}))
    field = re.search(r'<input[^>]*id="id_subject"[^>]*>', html)
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert '<span class="kern-sr-only">Error: </span>' in html


def test_only_optional_fields_are_marked():
    html = render_crispy_form(SampleForm())
    assert html.count("kern-label__optional") == sum(
        not field.required for field in SampleForm.base_fields.values()
    )


def test_a_form_without_errors_has_no_summary():
    assert "data-error-summary" not in render_crispy_form(SampleForm())


class Laid(forms.Form):
    """A form with every layout object of the pack."""

    one = forms.CharField()
    two = forms.CharField()
    three = forms.CharField()
    file = forms.FileField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.layout = Layout(
            Fieldset("A group", Row(Column("one"), Column("two"))),
            Div("three", "file", "secret", css_class="x"),
            ButtonHolder(Submit("send", "Send")),
        )
        return helper


def test_layouts_hold_together_and_every_field_is_drawn_once():
    html = render_crispy_form(Laid(), context={"csrf_token": "t"})
    names = ("one", "two", "three", "file", "secret", "send")
    assert {name: html.count(f'name="{name}"') for name in names} == dict.fromkeys(names, 1)
    assert [html.count(f"<{tag}") for tag in ("form", "fieldset", "button")] == [1, 1, 1]
    assert ('enctype="multipart/form-data"' in html, ">A group</legend>" in html) == (True, True)
    assert html.count("<div") == html.count("</div>")


def test_a_set_of_forms_is_drawn_with_its_management_form():
    formset = forms.formset_factory(SampleForm, extra=2)()
    html = render_crispy_form(formset, helper=FormHelper())
    assert html.count('name="form-TOTAL_FORMS"') == 1
    assert [html.count(f'id="id_form-{i}-subject"') for i in (0, 1)] == [1, 1]
