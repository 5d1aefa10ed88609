"""Parts of the desk for needs and offers: the warning of the leak check, consents to wider visibility, lists of choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.models import Posting
from partnerships.selectors.posting_leaks import of_posting
from partnerships.services import posting_protection
from platform_portal.core.desk.steps import Step
from platform_portal.core.visibility import Visibility

#: Columns whose values are ticked.
TICKED = frozenset({"cooperation_kinds", "languages", "in_return"})


def ticked(db_field: Any) -> forms.Field:
    """A box for each choice of an array."""
    return forms.MultipleChoiceField(
        label=db_field.verbose_name.capitalize(), choices=db_field.base_field.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


def leak_warning(posting: Posting) -> str:
    """The marked passages, or that nothing was found."""
    found = of_posting(posting) if posting.pk else []
    return render_to_string("postings/parts/leaks.html", {"found": found}) if found else _("Nothing found")


def consents_of(posting: Posting) -> str:
    """A line for each consent to the words as they are."""
    if not posting.pk:
        return "–"
    current = posting.widenings.filter(content_hash=posting_protection.content_hash(posting))
    rows = [
        (row.user or _("account erased"), row.get_visibility_display(),
         date_format(timezone.localtime(row.created_at), "SHORT_DATETIME_FORMAT"))
        for row in current.select_related("user")
    ]  # fmt: skip
    return format_html_join("\n", "<p>{}: {}, {}</p>", rows) or "–"


def widening_step(slug: str, label: Any, visibility: Visibility) -> Step:
    """One consent of two; it can be taken back."""
    return Step(
        slug,
        label,
        lambda row, by: posting_protection.agree(posting=row, visibility=visibility, by=by),
        remember=lambda row: row.visibility,
        undo=lambda row, _before, by: posting_protection.take_consent_back(
            posting=row, visibility=visibility, by=by
        ),
        explanation=gettext_lazy(
            "Two members of the secretariat must agree; the second consent shows the posting."
        ),
    )
