"""What speaks for two entries being one actor, in words of the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from actors.enums import ActorKind


def reason_text(key: str, value: str) -> str:
    """One reason in words."""
    if key == "website":
        return _("the same website: %(host)s") % {"host": value}
    if key == "kind":
        return _("the same kind: %(kind)s") % {"kind": ActorKind(value).label}
    return {
        "name": _("the same name, in another spelling or script"),
        "name_like": _("similar names"),
        "place": _("the same place"),
    }.get(key, key)
