"""The letter about a changed programme: only what concerns the reader."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register

CHANGED = "programme-changed"


def changed(*, title: Text, lines: Sequence[Text], url: Text) -> Letter:
    """What has been moved or taken out of the programme of an event the reader takes part in."""
    return Letter(
        subject=filled(_("Changed programme: %(title)s"), title=title),
        paragraphs=(filled(_("The programme of “%(title)s” has changed:"), title=title), *lines),
        actions=(Action(_("To the programme"), url),),
        closing=(
            _("If a session you have chosen does not suit you any more, you can change your registration."),
        ),
        why=_("You receive this mail because you are registered for this event."),
    )


def register_kinds() -> None:
    """Makes the letter known, with an example for the preview."""
    register(
        LetterKind(
            CHANGED,
            _("Event: changed programme"),
            lambda: changed(
                title=_("Example event"),
                lines=(
                    filled(
                        _("Moved: “%(title)s”, now %(when)s"), title=_("Example session"), when="14.11. 11:00"
                    ),
                ),
                url=f"{settings.PORTAL_BASE_URL}/de/events/",
            ),
        )
    )
