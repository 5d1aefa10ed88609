"""Forms of knowledge: a proposal of a member, a new version, and the field by which other apps choose products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from actors.enums import Language
from actors.models import Actor, Topic, WorkingGroup
from knowledge.enums import Accessible, Licence, ProductKind
from knowledge.models import KnowledgeProduct
from knowledge.selectors import proposals
from knowledge.services.products import SUMMARY, TITLE, Facts
from platform_portal.core.form_parts import FieldsOnly
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

ACCEPTED = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp"
FILE_HELP = gettext_lazy("PDF or an office file without macros, at most 20 MB.")


class FileOrLinkForm(forms.Form):
    """Exactly one of both, unless `is_optional`: then none too."""

    is_optional = False

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=FILE_HELP,
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )  # fmt: skip
    link = forms.URLField(
        label=gettext_lazy("or link"), required=False, max_length=400, assume_scheme="https",
        validators=[URLValidator(schemes=("http", "https"))],
        help_text=gettext_lazy("Where the recording or page is, for example https://example.org/report"),
    )  # fmt: skip
    stated_accessible = forms.ChoiceField(
        label=gettext_lazy("Is the document accessible?"), choices=Accessible.choices, required=False,
        initial=Accessible.UNKNOWN,
        help_text=gettext_lazy("As far as you know. Whether a PDF is tagged the portal finds out by itself."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of both."""
        facts = super().clean() or {}
        if self.errors.keys() & {"file", "link"}:
            return facts
        given = [name for name in ("file", "link") if facts.get(name)]
        if len(given) == 2 or (not given and not self.is_optional):
            self.add_error("link", _("Please give either a file or a link."))
        return facts


class VersionForm(FileOrLinkForm):
    """A new version at the desk."""

    note = forms.CharField(label=gettext_lazy("What is new"), required=False, max_length=300)
    on = forms.DateField(
        label=gettext_lazy("Date"), required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class ProposalForm(FieldsOnly, FileOrLinkForm):
    """A product for an own actor or working group; its texts in one language."""

    actor: forms.ModelChoiceField[Actor] = forms.ModelChoiceField(
        label=gettext_lazy("Organisation it is by"), queryset=Actor.objects.none(), required=False,
        empty_label=gettext_lazy("none, it is by a working group"),
    )  # fmt: skip
    groups: forms.ModelMultipleChoiceField[WorkingGroup] = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Working groups"), queryset=WorkingGroup.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ProductKind.choices)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of title and summary"), choices=settings.LANGUAGES
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=TITLE)
    summary = forms.CharField(
        label=gettext_lazy("Summary"), required=False, max_length=SUMMARY, widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("What it is about and whom it helps, in a few sentences."),
    )  # fmt: skip
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of the content"), choices=Language.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    topics: forms.ModelMultipleChoiceField[Topic] = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Topics"), queryset=Topic.objects.filter(parent__isnull=True), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    licence = forms.ChoiceField(
        label=gettext_lazy("Licence"), choices=Licence.choices, initial=Licence.UNKNOWN,
        help_text=gettext_lazy("What others may do with it. Choose “unknown” if you are not sure."),
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may read it"), choices=Visibility.choices, initial=Visibility.PUBLIC
    )

    field_order = (
        "actor", "groups", "kind", "language", "title", "summary", "languages", "topics", "file", "link",
        "stated_accessible", "licence", "visibility",
    )  # fmt: skip

    def __init__(
        self, *args: Any, user: User, product: KnowledgeProduct | None = None, **kwargs: Any
    ) -> None:
        if product is not None:
            kwargs["initial"] = _initial(product)
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = proposals.groups_of(user)  # type: ignore[attr-defined]
        self.fields["language"].initial = (get_language() or "de")[:2]
        self.is_optional = product is not None
        own = proposals.actors_of(user)
        if product is not None or not own.exists():
            del self.fields["actor"]  # whose product it is does not change afterwards
        else:
            self.fields["actor"].queryset = own  # type: ignore[attr-defined]
            self.fields["actor"].initial = own[0]
        if not self.fields["groups"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["groups"]

    @property
    def facts(self) -> Facts:
        """What the service takes."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "actor"}
        values["file"] = values.get("file") or None
        return Facts(**values)


def _initial(product: KnowledgeProduct) -> dict[str, Any]:
    code = product.source_language
    return {
        "kind": product.kind, "language": code, "title": getattr(product, f"title_{code}"),
        "summary": getattr(product, f"summary_{code}"), "languages": product.languages,
        "topics": product.topics.all(), "groups": product.working_groups.all(), "licence": product.licence,
        "visibility": product.visibility,
    }  # fmt: skip


class ProductsField(forms.ModelMultipleChoiceField):
    """Boxes for the products somebody may read, the newest first; for events, partnerships and chapters.

    At most `most` are offered, chosen ones always. At the desk `autocomplete_fields = ("products",)` does the same for any number.
    """

    most = 100

    def __init__(self, *, user: User | AnonymousUser, chosen: Any = (), **kwargs: Any) -> None:
        readable = KnowledgeProduct.objects.readable_by(user).newest_first()
        newest = list(readable.values_list("pk", flat=True)[: self.most])
        kept = [product.pk for product in chosen]
        super().__init__(
            queryset=KnowledgeProduct.objects.filter(pk__in={*newest, *kept}).newest_first(),
            widget=forms.CheckboxSelectMultiple,
            required=kwargs.pop("required", False),
            label=kwargs.pop("label", gettext_lazy("Knowledge products")),
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        """Kind and title."""
        return f"{obj.title} ({obj.get_kind_display()})"
