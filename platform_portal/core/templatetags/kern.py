"""Form widgets in KERN's classes."""

from __future__ import annotations

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def kern_widget(field: BoundField) -> SafeString:
    """The widget with KERN's class; Django itself adds aria-describedby and aria-invalid."""
    widget = field.field.widget
    name, error = _class(widget)
    classes = (name, error if field.errors else "", str(widget.attrs.get("class", "")))
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    return field.as_widget(attrs=attrs)


def _class(widget: forms.Widget) -> tuple[str, str]:
    if isinstance(widget, forms.CheckboxInput):
        return "kern-form-check__checkbox", "kern-form-check__checkbox--error"
    if isinstance(widget, forms.Select):
        return "kern-form-input__select", "kern-form-input__select--error"
    return "kern-form-input__input", "kern-form-input__input--error"
