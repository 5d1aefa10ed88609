"""Letters of the pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from platform_portal.core.letters import Letter, LetterKind, register

BARRIER = "accessibility-feedback"


def barrier(*, message: str, address: str, name: str, email: str, language: str) -> Letter:
    """A report of a barrier, for the secretariat; the text itself stays as it was typed."""
    return Letter(
        subject=_("Report of a barrier"),
        paragraphs=(
            *(part for part in message.split("\n") if part.strip()),
            _("Page: %(address)s") % {"address": address or "–"},
            _("Name: %(name)s") % {"name": name or "–"},
            _("E-mail: %(email)s") % {"email": email or "–"},
            _("Language of the page: %(language)s") % {"language": language},
        ),
        why=_("You receive this mail because somebody used the form “Report a barrier” of the portal."),
    )


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    register(
        LetterKind(
            BARRIER,
            _("Report of a barrier"),
            lambda: barrier(
                message="Das Menü lässt sich mit der Tastatur nicht schließen.",
                address="/de/actors/",
                name="",
                email="",
                language="de",
            ),
        )
    )
