"""Letters about change proposals."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import Decision
from actors.models import Actor, Revision, RevisionField
from actors.revisions import subjects
from platform_portal.core.letters import Action, Letter, LetterKind, register


def decided(*, revision: Revision, language: str) -> Letter:
    """What became of every field of a proposal, with the reasons, in the author's language."""
    with translation.override(language):
        subject = subjects.of(revision)
        title = subject.title(revision)
        fields = [(subject.field(field.field), field) for field in revision.fields.all()]
        lines = [(labelled(known), field.decision, field.reason) for known, field in fields]
        path = reverse("my-changes")
        return _decided(title, lines, f"{settings.PORTAL_BASE_URL}{path}")


def entry_changed(*, revision: Revision, language: str) -> Letter:
    """Which fields of an entry were published, for those who keep it too, in the language of each."""
    with translation.override(language):
        subject = subjects.of(revision)
        published = revision.fields.filter(decision=Decision.ACCEPTED)
        labels = [labelled(subject.field(field.field)) for field in published]
        path = reverse("entry-edit", args=[revision.actor.slug])
        return _entry_changed(subject.title(revision), labels, f"{settings.PORTAL_BASE_URL}{path}")


def labelled(field: subjects.Field) -> str:
    """The field with its language: "Description (uk)" in words."""
    if not field.language:
        return str(field.label)
    names = {"de": _("German"), "uk": _("Ukrainian"), "en": _("English")}
    return f"{field.label} ({names[field.language]})"


def _decided(title: str, lines: list[tuple[str, str, str]], url: str) -> Letter:
    accepted = [label for label, decision, _reason in lines if decision == Decision.ACCEPTED]
    refused = [(label, reason) for label, decision, reason in lines if decision == Decision.REFUSED]
    paragraphs = [_("The secretariat has looked at your changes to “%(title)s”.") % {"title": title}]
    if accepted:
        paragraphs.append(_("Accepted and published: %(fields)s.") % {"fields": ", ".join(accepted)})
    paragraphs += [
        _("Not accepted: %(field)s. Reason: %(reason)s") % {"field": label, "reason": reason}
        for label, reason in refused
    ]
    if refused:
        paragraphs.append(_("You can change the text and propose it again at any time."))
    return Letter(
        subject=_("Your changes to “%(title)s”") % {"title": title},
        paragraphs=tuple(paragraphs),
        actions=(Action(_("See my change proposals"), url),),
        why=_("You receive this mail because you proposed these changes."),
    )


def _entry_changed(title: str, labels: list[str], url: str) -> Letter:
    return Letter(
        subject=_("Changes to “%(title)s” were published") % {"title": title},
        paragraphs=(
            _("The secretariat has looked at changes that somebody else proposed to “%(title)s”.")
            % {"title": title},
            _("Accepted and published: %(fields)s.") % {"fields": ", ".join(labels)},
        ),
        actions=(Action(_("To the entry"), url),),
        why=_("You receive this mail because you keep this entry too."),
    )


def _example_revision() -> Revision:
    return Revision(
        pk=0, actor=Actor(name_de="Stadt Musterhausen", name_uk="Місто Зразкове", name_en="Sample Town")
    )


def _example() -> Letter:
    revision = _example_revision()
    fields = (
        RevisionField(field="name_uk", decision=Decision.ACCEPTED),
        RevisionField(
            field="description_de", decision=Decision.REFUSED, reason=_("Please leave out street addresses.")
        ),
    )
    subject = subjects.named("actor")
    lines = [(labelled(subject.field(field.field)), field.decision, field.reason) for field in fields]
    return _decided(subject.title(revision), lines, f"{settings.PORTAL_BASE_URL}{reverse('my-changes')}")


def _example_entry_changed() -> Letter:
    subject = subjects.named("actor")
    labels = [labelled(subject.field(name)) for name in ("name_uk", "website")]
    path = reverse("entry-edit", args=["musterhausen"])
    return _entry_changed(subject.title(_example_revision()), labels, f"{settings.PORTAL_BASE_URL}{path}")


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    register(LetterKind("revision-decided", gettext_lazy("Change proposal decided"), _example))
    register(
        LetterKind("entry-changed", gettext_lazy("Changes to an entry published"), _example_entry_changed)
    )
