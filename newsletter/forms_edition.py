"""Forms of the editor: an edition with its audience, and a block."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actors.models import Actor, ActorGroup, Topic, WorkingGroup
from events.models import Event
from knowledge.models import KnowledgeProduct
from newsletter.enums import BlockKind, EditionKind, SubscriptionKind
from newsletter.models import Block, Edition
from partnerships.enums import Direction
from partnerships.models import FundingProgramme, Partnership, Posting
from places.models import Region
from platform_portal.core.formats import in_readers_language

LANGUAGES = tuple(settings.LANGUAGES)
#: How many of a kind are offered to be chosen by hand.
OFFERED = 40


class NewEditionForm(forms.Form):
    """Kind and subject."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EditionKind.choices)
    subject = forms.CharField(label=_("Subject"), max_length=150)


class ThreeLanguages(forms.Form):
    """Adds a field per language for each of `texts`: (name, label, widget rows, longest)."""

    texts: tuple[tuple[str, Any, int, int], ...] = ()

    def add_texts(self, row: Edition | Block) -> None:
        """Fields `subject_de`, `subject_uk`, … with what is written."""
        for name, label, rows, longest in self.texts:
            for code, _language in LANGUAGES:
                widget = (
                    forms.Textarea({"rows": rows, "lang": code})
                    if rows > 1
                    else forms.TextInput({"lang": code})
                )
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=label, required=False, max_length=longest, widget=widget,
                    initial=getattr(row, f"{name}_{code}") or "",
                )  # fmt: skip
        self.outdated = set(row.outdated_translations)

    def freeze_unless(self, edition: Edition) -> None:
        """After the draft everything can be read and nothing changed."""
        for field in self.fields.values():
            field.disabled = not edition.is_editable

    def languages(self) -> list[dict[str, Any]]:
        """Per language: its name and its fields, each with whether it is outdated; side by side in the template."""
        return [
            {
                "code": code,
                "name": name,
                "fields": [
                    (self[f"{text}_{code}"], f"{text}_{code}" in self.outdated) for text, *_rest in self.texts
                ],
            }
            for code, name in LANGUAGES
        ]

    def texts_sent(self) -> dict[str, str]:
        """The texts by column, with plain line ends."""
        columns = [f"{name}_{code}" for name, *_rest in self.texts for code, _language in LANGUAGES]
        return {column: self.cleaned_data[column].replace("\r\n", "\n") for column in columns}


class EditionForm(ThreeLanguages):
    """Subject, lead, languages and audience."""

    texts = (("subject", _("Subject"), 1, 150), ("lead", _("Lead text"), 4, 4000))

    languages_sent = forms.MultipleChoiceField(
        label=_("Languages of the edition"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    fallback_language = forms.ChoiceField(
        label=_("For readers of other languages"), choices=[("", _("Nothing")), *LANGUAGES], required=False
    )
    audience_kinds = forms.MultipleChoiceField(
        label=_("For subscribers of"), choices=SubscriptionKind.choices, widget=forms.CheckboxSelectMultiple
    )
    audience_working_groups: forms.ModelMultipleChoiceField[WorkingGroup] = forms.ModelMultipleChoiceField(
        label=_("Only these working groups"), queryset=WorkingGroup.objects.filter(parent=None), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    audience_regions: forms.ModelMultipleChoiceField[Region] = forms.ModelMultipleChoiceField(
        label=_("Only these regions"), queryset=Region.objects.filter(country__in=("UA", "DE")), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    audience_groups: forms.ModelMultipleChoiceField[ActorGroup] = forms.ModelMultipleChoiceField(
        label=_("Only who keeps an entry of these groups"), queryset=ActorGroup.objects.all(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    audience_languages = forms.MultipleChoiceField(
        label=_("Only readers of these languages"), choices=LANGUAGES, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    reply_to = forms.EmailField(
        label=_("Replies to"), required=False, help_text=_("A function mailbox; empty: the secretariat.")
    )
    is_archived = forms.BooleanField(label=_("Show in the archive once it is sent"), required=False)

    def __init__(self, data: Any = None, *, edition: Edition) -> None:
        facts = ("fallback_language", "audience_kinds", "audience_languages", "reply_to", "is_archived")
        initial = {name: getattr(edition, name) for name in facts}
        initial |= {
            name: list(getattr(edition, name).all())
            for name in ("audience_working_groups", "audience_regions", "audience_groups")
        }
        super().__init__(data, initial={**initial, "languages_sent": edition.languages})
        self.add_texts(edition)
        self.freeze_unless(edition)

    def facts(self) -> dict[str, Any]:
        """Everything but the texts, as the service takes it."""
        names = (
            "fallback_language", "audience_kinds", "audience_languages", "audience_working_groups",
            "audience_regions", "audience_groups", "reply_to", "is_archived",
        )  # fmt: skip
        return {
            "languages": self.cleaned_data["languages_sent"],
            **{name: self.cleaned_data[name] for name in names},
        }


def _named(rows: Any, field: str) -> list[tuple[str, str]]:
    return [(row.slug, in_readers_language(row, field)[0] or row.slug) for row in rows[:OFFERED]]


def _portraits() -> list[tuple[str, str]]:
    rows = Partnership.objects.with_parties().filter(interview__public_at__isnull=False)
    return [(row.slug, row.title_here) for row in rows.order_by("-interview__public_at", "-pk")[:OFFERED]]


#: What can be chosen by hand, per kind: a function that answers (slug, name).
OFFERS = {
    BlockKind.PORTRAIT: _portraits,
    BlockKind.EVENTS: lambda: _named(Event.objects.public().upcoming(timezone.now()), "title"),
    BlockKind.ACTORS: lambda: _named(Actor.objects.published().order_by("-published_at", "-pk"), "name"),
    BlockKind.POSTINGS: lambda: _named(
        Posting.objects.public().open().order_by("-created_at", "-pk"), "title"
    ),
    BlockKind.FUNDING: lambda: _named(FundingProgramme.objects.published().order_by("pk"), "name"),
    BlockKind.KNOWLEDGE: lambda: _named(
        KnowledgeProduct.objects.public().order_by("-published_on", "-pk"), "title"
    ),
}
#: Filters of a pulled list, per kind.
FILTERS = {
    BlockKind.EVENTS: ("topic", "working_group"),
    BlockKind.ACTORS: ("topic", "group"),
    BlockKind.POSTINGS: ("direction", "topic", "region"),
    BlockKind.FUNDING: ("topic",),
    BlockKind.KNOWLEDGE: ("topic", "working_group"),
}


class BlockForm(ThreeLanguages):
    """A block: texts in three languages; what is shown, by hand or by filter; picture and link."""

    texts = (
        ("heading", _("Heading"), 1, 150),
        ("text", _("Text"), 8, 20_000),
        ("link_label", _("Label of the link"), 1, 80),
        ("alt", _("What the picture shows"), 1, 200),
    )

    link = forms.URLField(label=_("Link"), required=False, max_length=400, assume_scheme="https")
    picture = forms.FileField(
        label=_("Picture"), required=False, help_text=_("PNG, JPEG or WebP, at most 5 MB.")
    )
    credit = forms.CharField(label=_("Credit of the picture"), required=False, max_length=160)
    drops_picture = forms.BooleanField(label=_("Take the picture out"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, block: Block) -> None:
        super().__init__(data, files, initial={"link": block.link, "credit": block.credit})
        self.block = block
        self.add_texts(block)
        if not (block.file or block.upload_id):
            del self.fields["drops_picture"]
        if offer := OFFERS.get(BlockKind(block.kind)):
            self._offer(offer())
        self._filters()
        self.freeze_unless(block.edition)

    def _offer(self, choices: list[tuple[str, str]]) -> None:
        known = dict(choices)
        lost = [
            (slug, _("no longer there: %(slug)s") % {"slug": slug})
            for slug in self.block.items
            if slug not in known
        ]
        hint = _("Nothing chosen: the newest, as the filter says.")
        if self.block.kind == BlockKind.PORTRAIT:
            hint = _("One of them.") if choices else _("No portrait of a partnership is public yet.")
        self.fields["items"] = forms.MultipleChoiceField(
            label=_("Chosen by hand"), choices=[*lost, *choices], required=False, initial=self.block.items,
            widget=forms.CheckboxSelectMultiple, help_text=hint,
        )  # fmt: skip

    def _filters(self) -> None:
        names = FILTERS.get(BlockKind(self.block.kind), ())
        kept = self.block.parameters
        blank = [("", pgettext_lazy("filter", "All"))]
        choices: dict[str, Any] = {
            "topic": lambda: [(row.slug, str(row)) for row in Topic.objects.all()],
            "working_group": lambda: [(row.slug, str(row)) for row in WorkingGroup.objects.all()],
            "group": lambda: [(row.slug, str(row)) for row in ActorGroup.objects.all()],
            "region": lambda: [(row.slug, row.name_here) for row in Region.objects.all()],
            "direction": lambda: list(Direction.choices),
        }
        labels = {
            "topic": _("Topic"), "working_group": _("Working group"), "group": _("Group"), "region": _("Region"),
            "direction": _("Needs or offers"),
        }  # fmt: skip
        for name in names:
            self.fields[name] = forms.ChoiceField(
                label=labels[name],
                choices=[*blank, *choices[name]()],
                required=False,
                initial=kept.get(name, ""),
            )
        if names:
            self.fields["limit"] = forms.IntegerField(
                label=_("At most"), min_value=1, max_value=20, initial=kept.get("limit", 5), required=False
            )

    @property
    def choosing(self) -> list[Any]:
        """The fields of what is shown, in their order."""
        names = ("items", "topic", "working_group", "group", "region", "direction", "limit")
        return [self[name] for name in names if name in self.fields]

    @property
    def further(self) -> list[Any]:
        """Link and picture."""
        return [self[name] for name in ("link", "picture", "credit", "drops_picture") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """A portrait shows one partnership."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if self.block.kind == BlockKind.PORTRAIT and len(facts.get("items", [])) > 1:
            raise ValidationError(_("A portrait shows one partnership; make a block for each."))
        return facts

    def facts(self) -> dict[str, Any]:
        """Everything but texts and picture, as the service takes it."""
        sent = self.cleaned_data
        parameters = {
            name: sent[name]
            for name in (*FILTERS.get(BlockKind(self.block.kind), ()), "limit")
            if sent.get(name)
        }
        return {
            "link": sent["link"],
            "credit": sent["credit"],
            "items": sent.get("items", []),
            "parameters": parameters,
        }
