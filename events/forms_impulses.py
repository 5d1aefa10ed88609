"""What members propose."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from actors.models import Actor, WorkingGroup
from events.models import Impulse
from platform_portal.core.context import LANGUAGE_NAMES
from platform_portal.core.form_parts import FieldsOnly


class ImpulseForm(FieldsOnly, forms.ModelForm):
    """An event, or an impulse for a working group."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of your text"), choices=tuple(LANGUAGE_NAMES.items())
    )

    class Meta:
        model = Impulse
        fields = ("kind", "working_group", "actor", "title", "text", "when", "language")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actors = Actor.objects.filter(memberships__user=user).distinct()
        self.fields["kind"].label = _("What do you propose?")
        self.fields["actor"].queryset = actors  # type: ignore[attr-defined]
        self.fields["actor"].label = _("In the name of")
        self.fields["actor"].empty_label = None  # type: ignore[attr-defined]
        group = self.fields["working_group"]
        group.queryset = WorkingGroup.objects.all()  # type: ignore[attr-defined]
        group.empty_label = _("for no special group")  # type: ignore[attr-defined]
        self.fields["text"].label = _("What is it about, and for whom?")
        self.fields["text"].widget = forms.Textarea(attrs={"rows": 7})
        self.fields["when"].label = _("When would be a good time?")
        self.fields["when"].help_text = _("Optional, such as “in spring”.")
