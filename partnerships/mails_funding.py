"""Letters about funding: the reminder of a deadline."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, filled_number, register

REMINDER = "funding-reminder"


def reminder(*, name: Text, deadline: dt.date, days: int, url: str, is_outdated: bool = False) -> Letter:
    """A deadline of a programme the reader asked to be reminded of."""
    on = lazy(lambda: date_format(deadline, "DATE_FORMAT"), str)()
    paragraphs: list[Text] = [
        filled(_("Applications for “%(name)s” are taken until %(day)s."), name=name, day=on),
        filled_number(ngettext_lazy("One day is left.", "%(count)d days are left.", "count"), count=days),
    ]
    if is_outdated:
        paragraphs.append(
            _(
                "Nobody has checked this entry for more than a year. Please ask the funder whether the date still holds."
            )
        )
    return Letter(
        subject=filled(_("Deadline on %(day)s: %(name)s"), name=name, day=on),
        paragraphs=tuple(paragraphs),
        actions=(Action(_("To the programme"), url),),
        closing=(_("On the same page you end the reminders with one click."),),
        why=_(
            "You receive this mail because you asked on the page of the programme to be reminded of its deadlines."
        ),
    )


def register_kinds() -> None:
    """Makes the letter known, with an example for the preview."""
    register(
        LetterKind(
            REMINDER,
            _("Funding: reminder of a deadline"),
            lambda: reminder(
                name=_("Example programme"),
                deadline=dt.date(2027, 3, 31),
                days=14,
                url=f"{settings.PORTAL_BASE_URL}/de/funding/",
            ),
        )
    )
