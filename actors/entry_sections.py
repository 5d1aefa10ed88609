"""Sections of the form of an entry. Upper apps add their own, such as needs and offers."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from actors.models import Actor


@dataclass(frozen=True, slots=True)
class Section:
    """A tab: its address takes the slug of the actor, and its own name where the address is shared."""

    slug: str
    label: str | Promise
    url_name: str
    has_name_in_address: bool = False


_sections = [
    Section("profile", _("Profile"), "entry-edit"),
    Section("topics", _("Topics"), "entry-edit-section", True),
    Section("contacts", _("Contacts"), "entry-edit-section", True),
    Section("logo", _("Logo"), "entry-edit-section", True),
]


def register(section: Section) -> None:
    """Adds a section at the end; registering it again replaces it."""
    _sections[:] = [known for known in _sections if known.slug != section.slug]
    _sections.append(section)


def tabs(actor: Actor, current: str) -> list[dict[str, object]]:
    """Links for the page, the current one marked."""
    return [
        {
            "url": reverse(
                known.url_name, args=[actor.slug, known.slug] if known.has_name_in_address else [actor.slug]
            ),
            "label": known.label,
            "current": known.slug == current,
        }
        for known in _sections
    ]
