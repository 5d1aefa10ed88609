"""Parts of forms several apps have in common."""

from __future__ import annotations

from crispy_forms.helper import FormHelper


class FieldsOnly:
    """Fields in KERN's markup; form tag, token and buttons stand in the template."""

    @property
    def helper(self) -> FormHelper:
        """Without tag and token."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
