"""Ready reasons for refusing a field, in the language of the person who will read them."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _


def reasons(language: str) -> list[tuple[str, str]]:
    """Pairs (text for the author, the same in the active language for who chooses it)."""
    with translation.override(language):
        theirs = _reasons()
    return list(zip(theirs, _reasons(), strict=True))


def _reasons() -> list[str]:
    return [
        _("The text does not say what your organisation does. Please add one or two sentences about it."),
        _("Please leave out advertising and comparisons with others."),
        _(
            "Please leave out street addresses, names of facilities and figures about damage or capacity: they can endanger people."
        ),
        _("Please name offices and function mailboxes only, no persons."),
        _("The address does not lead to a page of your organisation."),
        _("The text is in another language than its field. Please put it into the right one."),
        _("The picture is not the logo of your organisation, or we may not publish it."),
        _("This is known to us differently. Please write to us where it is documented."),
    ]
