"""Words of Django's own pages and scripts that its catalogues lack in German or Ukrainian.

They are only named here, so that they are collected with ours: where Django's templates, forms and models use them, the
portal's catalogue answers. Scripts get them from :class:`ScriptWords`.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.i18n import JavaScriptCatalog

#: One number for each form of a plural, as the scripts expect them in order.
_NUMBERS = {"uk": (1, 2, 5, 5)}


def ngettext_noop(singular: str, plural: str) -> tuple[str, str]:
    """Names a word with a plural, to be collected."""
    return singular, plural


#: Lists, forms and pages of `django.contrib.admin`, forms and models.
WORDS = (
    gettext_noop("- Select an option -"),
    gettext_noop("Run"),
    gettext_noop("Add %(name)s"),
    gettext_noop("Add another %(verbose_name)s"),
    gettext_noop("Search %(name)s"),
    gettext_noop("Filter by %(field_name)s"),
    gettext_noop("Pagination %(name)s"),
    gettext_noop("Pagination %(name)s entries"),
    gettext_noop("Model name"),
    gettext_noop("Add link"),
    gettext_noop("Change or view list link"),
    gettext_noop(
        "Are you sure you want to delete the %(object_name)s “%(escaped_object)s”? "
        "All of the following related items will be deleted:"
    ),
    gettext_noop(
        "Deleting the %(object_name)s “%(escaped_object)s” would require deleting the following "
        "protected related objects:"
    ),
    gettext_noop(
        "Deleting the %(object_name)s “%(escaped_object)s” would result in deleting related objects, "
        "but your account doesn't have permission to delete the following types of objects:"
    ),
    ngettext_noop("…and %(count)d more object.", "…and %(count)d more objects."),
    ngettext_noop("Please submit at most %(num)d form.", "Please submit at most %(num)d forms."),
    ngettext_noop("Please submit at least %(num)d form.", "Please submit at least %(num)d forms."),
    gettext_noop("“%(pk)s” is not a valid value."),
    gettext_noop("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens."),
    gettext_noop("“%(value)s” value must be an integer."),
    gettext_noop("“%(value)s” value must be a decimal number."),
    gettext_noop("“%(value)s” value must be either True or False."),
    gettext_noop("“%(value)s” value has an invalid date format. It must be in YYYY-MM-DD format."),
    gettext_noop("“%(value)s” value has the correct format (YYYY-MM-DD) but it is an invalid date."),
    gettext_noop(
        "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; "
        "it may be ambiguous or it may not exist."
    ),
)
#: Scripts of `django.contrib.admin`: date and time fields, lists with boxes, choosing several.
SCRIPT_WORDS = (
    gettext_noop('Choose %s by selecting them and then select the "Choose" arrow button.'),
    gettext_noop('Remove %s by selecting them and then select the "Remove" arrow button.'),
    gettext_noop("Type into this box to filter down the list of selected %s."),
    gettext_noop("Choose all %s"),
    gettext_noop("Choose selected %s"),
    gettext_noop("Remove selected %s"),
    gettext_noop("Remove all %s"),
    gettext_noop("(click to clear)"),
    gettext_noop(
        "You have selected an action, but you haven’t saved your changes to individual fields yet. "
        "Please click OK to save. You’ll need to re-run the action."
    ),
    gettext_noop(
        "You have selected an action, and you haven’t made any changes on individual fields. "
        "You’re probably looking for the Run button rather than the Save button."
    ),
    gettext_noop("server"),
    gettext_noop("Today (%(date)s)"),
    gettext_noop("Yesterday (%(date)s)"),
    gettext_noop("Tomorrow (%(date)s)"),
    gettext_noop("Previous (%(month)s %(year)s)"),
    gettext_noop("Next (%(month)s %(year)s)"),
    gettext_noop("%(month)s %(day)s, %(year)s"),
    gettext_noop("%s (today, current selection)"),
    gettext_noop("%s (today)"),
    gettext_noop("%s (current selection)"),
)
SCRIPT_PLURALS = (
    ngettext_noop(
        "Note: Enter times in the %(timezone)s timezone. (You are %(offset)s hour ahead.)",
        "Note: Enter times in the %(timezone)s timezone. (You are %(offset)s hours ahead.)",
    ),
    ngettext_noop(
        "Note: Enter times in the %(timezone)s timezone. (You are %(offset)s hour behind.)",
        "Note: Enter times in the %(timezone)s timezone. (You are %(offset)s hours behind.)",
    ),
    ngettext_noop("%s selected option not visible", "%s selected options not visible"),
)


class ScriptWords(JavaScriptCatalog):
    """Words of Django's scripts, with those of the portal's catalogue where Django has none."""

    def get_catalog(self) -> dict[str, Any]:
        """Django's, completed."""
        numbers = _NUMBERS.get(self.translation.language(), (1, 2))
        ours: dict[str, Any] = {word: gettext(word) for word in SCRIPT_WORDS}
        ours |= {one: [ngettext(one, many, number) for number in numbers] for one, many in SCRIPT_PLURALS}
        return ours | super().get_catalog()
