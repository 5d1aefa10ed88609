"""Forms of the entry of an actor, one per section. Each says which fields of a change proposal it holds, and their values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from actors.enums import Language
from actors.models import Actor, Topic
from actors.names import LANGUAGES
from actors.revisions import actor_contacts, actor_logo
from actors.revisions.actor_subject import LIMITS, TOPICS
from actors.revisions.subjects import plain
from platform_portal.core.errors import Refusal
from platform_portal.core.formats import language
from platform_portal.core.uploads import checked_picture
from platform_portal.core.visibility import Visibility

LANGUAGE_NAMES = dict(settings.LANGUAGES)


class ProposalForm(forms.Form):
    """A form whose values become a change proposal. Text restored from a draft is shown as typed, without complaints."""

    def __init__(self, *args: Any, is_restored: bool = False, **options: Any) -> None:
        self.is_restored = is_restored
        super().__init__(*args, **options)

    @property
    def errors(self) -> Any:
        """None while nobody has pressed the button."""
        return forms.utils.ErrorDict() if self.is_restored else super().errors

    def names(self) -> list[str]:
        """The fields of the proposal."""
        return list(self.fields)

    def values(self) -> dict[str, Any]:
        """Cleaned values as the subject compares them."""
        return dict(self.cleaned_data)

    def carried(self) -> dict[str, str]:
        """What must travel along when the same values are sent once more."""
        return {}


def texts(form: forms.Form, column: str, label: Any, *, source: str, limit: int, rows: int = 0) -> None:
    """Adds one field per language; the one in the source language is required for single lines."""
    for code in LANGUAGES:
        attrs: dict[str, Any] = {"lang": code} | ({"rows": rows} if rows else {})
        form.fields[f"{column}_{code}"] = forms.CharField(
            label=label, max_length=limit, required=not rows and code == source,
            widget=forms.Textarea(attrs) if rows else forms.TextInput(attrs),
        )  # fmt: skip


class ByLanguage:
    """For templates: the fields of one language, with what must be known about it."""

    def __init__(
        self, form: forms.Form, columns: tuple[str, ...], code: str, *, source: str, outdated: list[str]
    ) -> None:
        self.code = code
        self.label = LANGUAGE_NAMES[code]
        self.is_source = code == source
        self.fields = [form[f"{column}_{code}"] for column in columns]
        self.outdated = [form[name] for name in outdated if name.endswith(f"_{code}") and name in form.fields]


def by_language(
    form: forms.Form, columns: tuple[str, ...], *, source: str, outdated: list[str]
) -> list[ByLanguage]:
    """The languages, the source language first."""
    order = sorted(LANGUAGES, key=lambda code: (code != source, LANGUAGES.index(code)))
    return [ByLanguage(form, columns, code, source=source, outdated=outdated) for code in order]


class ProfileForm(ProposalForm):
    """Name and description in three languages, addresses, working languages."""

    website = forms.CharField(label=_("Website"), required=False, max_length=200, widget=forms.URLInput)
    linkedin_url = forms.CharField(
        label=_("LinkedIn page"), required=False, max_length=200, widget=forms.URLInput
    )
    languages = forms.MultipleChoiceField(
        label=_("Working languages"), choices=Language, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        texts(self, "name", _("Name"), source=actor.source_language, limit=LIMITS["name"])
        texts(self, "description", _("Description"), source="", limit=LIMITS["description"], rows=10)
        self.by_language = by_language(
            self, ("name", "description"), source=actor.source_language, outdated=actor.outdated_translations
        )

    def values(self) -> dict[str, Any]:
        """Plain line breaks, languages in order."""
        cleaned = {
            name: plain(value) if isinstance(value, str) else value
            for name, value in self.cleaned_data.items()
        }
        return cleaned | {"languages": sorted(cleaned["languages"])}


class TopicsForm(ProposalForm):
    """Topics in three roles."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.topics = list(Topic.objects.select_related("parent").order_by("position", "pk"))
        choices = [(topic.slug, topic.name) for topic in self.topics]
        for name, role in TOPICS.items():
            self.fields[name] = forms.MultipleChoiceField(label=role.label, choices=choices, required=False)

    def fields_of_topics(self) -> list[dict[str, Any]]:
        """For the page: the tree, each topic with its three boxes."""
        chosen = {name: set(self[name].value() or ()) for name in TOPICS}
        rows: dict[int, dict[str, Any]] = {
            topic.pk: {
                "topic": topic,
                "boxes": [
                    {
                        "name": name,
                        "id": f"{name}-{topic.slug}",
                        "label": role.label,
                        "on": topic.slug in chosen[name],
                    }
                    for name, role in TOPICS.items()
                ],
            }
            for topic in self.topics
        }
        trees = []
        for top in (topic for topic in self.topics if topic.parent_id is None):
            below = [rows[topic.pk] for topic in self.topics if topic.parent_id == top.pk]
            own = [rows[top.pk], *below]
            chosen_here = sum(box["on"] for row in own for box in row["boxes"])
            trees.append({"topic": top, "rows": own, "chosen": chosen_here, "is_open": bool(chosen_here)})
        return trees

    def values(self) -> dict[str, Any]:
        """Slugs in order."""
        return {name: sorted(value) for name, value in self.cleaned_data.items()}


class ContactForm(forms.Form):
    """One contact."""

    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    is_personal = forms.BooleanField(
        label=_("This is the address of one person, not of an office"), required=False
    )
    visibility = forms.ChoiceField(label=_("Visible to"), choices=Visibility, initial=Visibility.MEMBERS)
    remove = forms.BooleanField(label=_("Remove this contact"), required=False)

    def __init__(self, *args: Any, source: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for code in LANGUAGES:
            self.fields[f"function_{code}"] = forms.CharField(
                label=LANGUAGE_NAMES[code],
                required=False,
                max_length=160,
                widget=forms.TextInput({"lang": code}),
            )
        self.is_new = "-new-" in str(self.prefix)
        self.functions = [self[f"function_{code}"] for code in LANGUAGES]
        mine_first = sorted(self.functions, key=lambda field: not field.name.endswith(f"_{language()}"))
        self.title = next((field.value() for field in mine_first if field.value()), "")

    def without_complaints(self) -> None:
        """Shown as typed: nobody has pressed the button."""
        self._errors = forms.utils.ErrorDict()

    @property
    def is_empty(self) -> bool:
        """A new contact into which nobody has written anything."""
        typed = [
            self[name].value() for name in ("email", "phone", *(f"function_{code}" for code in LANGUAGES))
        ]
        return self.is_new and not any(typed)

    def clean(self) -> dict[str, Any]:
        """What the rules of contacts say, unless it goes away anyway."""
        cleaned = super().clean() or {}
        if not self.errors and not self.is_empty and not cleaned.get("remove"):
            try:
                actor_contacts.check(self.value())
            except Refusal as refusal:
                raise forms.ValidationError(str(refusal)) from None
        return cleaned

    def value(self) -> dict[str, Any] | None:
        """The contact as the proposal holds it; None: it shall go."""
        cleaned = self.cleaned_data
        if cleaned.get("remove") or self.is_empty:
            return None
        own = {f"function_{code}": plain(cleaned.get(f"function_{code}")) for code in LANGUAGES}
        return own | {name: cleaned[name] for name in ("email", "phone", "is_personal", "visibility")}


class ContactsForm:
    """All contacts of an actor, and an empty one. Which there are is said by the form itself, as others may add some."""

    def __init__(
        self,
        data: Any = None,
        *,
        initial: Mapping[str, Any],
        actor: Actor,
        is_restored: bool = False,
    ) -> None:
        self.is_restored = is_restored
        known = [name for name, value in initial.items() if name.startswith("contact-") and value]
        found = data.getlist("contact") if data is not None else known
        names = [name for name in dict.fromkeys(found) if actor_contacts.NAME.fullmatch(name)]
        if not any("-new-" in name and name not in initial for name in names):
            names.append(f"contact-new-{get_random_string(8, 'abcdefghijkmnpqrstuvwxyz23456789')}")
        self.forms = [
            ContactForm(
                data,
                prefix=name,
                initial=initial.get(name),
                source=actor.source_language,
                use_required_attribute=False,
            )
            for name in names[: actor_contacts.MOST + 2]
        ]
        if is_restored:
            for form in self.forms:
                form.without_complaints()

    @property
    def errors(self) -> bool:
        """Whether any contact has one."""
        return any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Every contact is right or untouched."""
        wrong = [form for form in self.forms if not form.is_valid()]
        return not wrong

    def names(self) -> list[str]:
        """One field per contact."""
        return [str(form.prefix) for form in self.forms]

    def values(self) -> dict[str, Any]:
        """The contacts; untouched new ones are left out."""
        return {str(form.prefix): form.value() for form in self.forms if not form.is_empty}

    def carried(self) -> dict[str, str]:
        """Nothing."""
        return {}


class LogoForm(ProposalForm):
    """A new logo, or none."""

    logo = forms.FileField(
        label=_("New logo"), required=False,
        help_text=_("PNG, JPEG or WebP, at most 5 MB. Hidden information such as the place of a photo is removed."),
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
    )  # fmt: skip
    remove = forms.BooleanField(label=_("Show no logo"), required=False)
    kept = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.user = actor, user
        self.value = str(self.initial.get("logo") or "")

    def clean_logo(self) -> Any:
        """Checked by content; the name and what the browser says count for nothing."""
        file = self.cleaned_data.get("logo")
        if file is None:
            return None
        try:
            return checked_picture(file)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean_kept(self) -> str:
        """Only a picture that waits, of this actor."""
        kept = re.sub(r"[^a-z0-9:-]", "", self.cleaned_data["kept"])
        return kept if actor_logo.upload_of(self.actor, kept) else ""

    def names(self) -> list[str]:
        """One."""
        return ["logo"]

    def values(self) -> dict[str, Any]:
        """Keeps a new picture privately; called once, when everything is right."""
        cleaned = self.cleaned_data
        if cleaned["remove"]:
            self.value = ""
        elif cleaned["logo"]:
            self.value = actor_logo.keep(actor=self.actor, user=self.user, picture=cleaned["logo"])
        elif cleaned["kept"]:
            self.value = cleaned["kept"]
        return {"logo": self.value}

    def carried(self) -> dict[str, str]:
        """The picture that has been kept: a file cannot be put into a form again."""
        return {"kept": self.value} if self.value.startswith("upload:") else {}
