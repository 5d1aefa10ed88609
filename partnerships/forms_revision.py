"""The form of a need or offer, for those who keep the entry of an actor."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.forms_revision import ProposalForm, by_language, texts
from actors.models import Topic
from actors.revisions.subjects import plain
from partnerships.enums import Direction, Urgency
from partnerships.models import Posting
from partnerships.revisions import LIMITS, LONGEST
from platform_portal.core.visibility import Visibility


class PostingForm(ProposalForm):
    """Need or offer, title and text in three languages, topics, urgency, who sees it and until when."""

    direction = forms.ChoiceField(
        label=_("Need or offer"), choices=Direction, widget=forms.RadioSelect, initial=Direction.NEED
    )
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)
    urgency = forms.TypedChoiceField(label=_("Urgency"), choices=Urgency, coerce=int, initial=Urgency.NORMAL)
    visibility = forms.ChoiceField(
        label=_("Visible to"), choices=Visibility, initial=Visibility.MEMBERS,
        help_text=_("Needs on protected topics (energy, water, hospitals …) are never shown to everybody."),
    )  # fmt: skip
    expires_on = forms.DateField(
        label=_("Shown until"), required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("At most twelve months from today."),
    )  # fmt: skip

    def __init__(self, *args: Any, posting: Posting | None, source: str, **options: Any) -> None:
        super().__init__(*args, **options)
        topics = Topic.objects.order_by("position", "pk")
        self.fields["topics"].choices = [(topic.slug, topic.name) for topic in topics]  # type: ignore[attr-defined]
        texts(self, "title", _("Title"), source=source, limit=LIMITS["title"])
        texts(self, "text", _("Text"), source="", limit=LIMITS["text"], rows=7)
        if posting is not None:
            del self.fields["direction"]
            if posting.is_published_request:
                del self.fields["expires_on"]
        outdated = posting.outdated_translations if posting else []
        self.by_language = by_language(self, ("title", "text"), source=source, outdated=outdated)

    def clean_expires_on(self) -> dt.date | None:
        """A day within the next twelve months; an unchanged one may be past."""
        until: dt.date | None = self.cleaned_data["expires_on"]
        if until is None or until.isoformat() == self.initial.get("expires_on"):
            return until
        if not timezone.localdate() <= until <= timezone.localdate() + LONGEST:
            raise forms.ValidationError(_("A posting is shown until a day within the next twelve months."))
        return until

    def values(self) -> dict[str, Any]:
        """As the subject compares them."""
        cleaned: dict[str, Any] = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }
        if "expires_on" in cleaned:
            cleaned["expires_on"] = cleaned["expires_on"].isoformat() if cleaned["expires_on"] else ""
        return cleaned | {"topics": sorted(cleaned["topics"])}
