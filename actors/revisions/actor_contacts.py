"""Contacts of an actor as values of a change proposal: one field per contact, `contact-<number>`, new ones `contact-new-…`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import Actor, Contact
from actors.names import LANGUAGES
from actors.revisions.subjects import Field, Shape, plain
from platform_portal.core.errors import Refusal
from platform_portal.core.visibility import Visibility

NAME = re.compile(r"contact-(?:([0-9]{1,18})|new-[a-z0-9]{4,24})")
#: What the members of an actor may choose; a personal contact is never open to all members.
LEVELS = (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.MATCHED, Visibility.SECRETARIAT)
PERSONAL_LEVELS = (Visibility.MATCHED, Visibility.SECRETARIAT)
MOST = 20
_LANGUAGE_NAMES = dict(settings.LANGUAGES)
_PHONE = re.compile(r"[0-9+()/ .\-]{4,40}")


def value_of(contact: Contact) -> dict[str, Any]:
    """A contact as it is compared."""
    functions = {f"function_{code}": getattr(contact, f"function_{code}") or "" for code in LANGUAGES}
    return functions | {
        "email": contact.email,
        "phone": contact.phone,
        "is_personal": contact.is_personal,
        "visibility": contact.visibility,
    }


def values_of(actor: Actor) -> dict[str, Any]:
    """All contacts of the actor by field name."""
    return {
        f"contact-{contact.pk}": value_of(contact) for contact in actor.contacts.order_by("position", "pk")
    }


def field_of(name: str) -> Field | None:
    """The field of that name, if it is a contact's."""
    match = NAME.fullmatch(name)
    if match is None:
        return None
    return Field(name, gettext_lazy("Contact") if match[1] else gettext_lazy("New contact"), Shape.RECORD)


def shown(value: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """A contact line by line."""
    if not value:
        return []
    rows = [
        (
            str(_("Function (%(language)s)") % {"language": _LANGUAGE_NAMES[code]}),
            value.get(f"function_{code}", ""),
        )
        for code in LANGUAGES
    ]
    rows += [(_("E-mail"), value.get("email", "")), (_("Telephone"), value.get("phone", ""))]
    kind = _("personal contact") if value.get("is_personal") else _("function mailbox")
    level = value.get("visibility", "")
    seen_by = str(Visibility(level).label) if level in Visibility.values else level
    return [*rows, (_("Kind"), kind), (_("Visible to"), seen_by)]


def check(value: Any) -> None:
    """Refuses a contact that nobody could use, or that is more open than it may be."""
    if value is None:
        return
    functions = [plain(value.get(f"function_{code}")) for code in LANGUAGES]
    if not any(functions) or any(len(text) > 160 for text in functions):
        raise Refusal(_("A contact needs the name of its function, of at most 160 characters."))
    email, phone = value.get("email", ""), value.get("phone", "")
    if not email and not phone:
        raise Refusal(_("A contact needs an e-mail address or a telephone number."))
    if phone and not _PHONE.fullmatch(phone):
        raise Refusal(_("This is not a telephone number: %(phone)s") % {"phone": phone[:60]})
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Refusal(_("This is not an e-mail address: %(address)s") % {"address": email[:80]}) from None
    allowed = PERSONAL_LEVELS if value.get("is_personal") else LEVELS
    if value.get("visibility") not in allowed:
        raise Refusal(_("A personal contact is for introduced pairs or the secretariat only."))


def write(actor: Actor, name: str, value: Mapping[str, Any] | None) -> None:
    """Writes one accepted contact: changes, adds (None for a number: removes) it."""
    match = NAME.fullmatch(name)
    if match is None:
        raise KeyError(name)
    if value is None:
        if match[1]:
            actor.contacts.filter(pk=match[1]).delete()
        return
    contact = actor.contacts.filter(pk=match[1]).first() if match[1] else None
    if contact is None:
        if actor.contacts.count() >= MOST:
            raise Refusal(_("There are %(most)d contacts already; remove one first.") % {"most": MOST})
        contact = Contact(actor=actor, position=actor.contacts.count())
    for code in LANGUAGES:
        setattr(contact, f"function_{code}", plain(value.get(f"function_{code}")))
    contact.email, contact.phone = value["email"], value["phone"]
    contact.is_personal, contact.visibility = bool(value["is_personal"]), value["visibility"]
    contact.save()
