"""Saves and removes views of the secretariat's lists."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import SavedView, User
from platform_portal.core.errors import Refusal

#: Parameters of an address that are no part of a view.
_PASSING = frozenset({"p", "e", "all", "csrfmiddlewaretoken"})
_LONGEST = 2000


@transaction.atomic
def save(*, user: User, name: str, list_path: str, query: str, is_shared: bool = False) -> SavedView:
    """Keeps filters, search and order of a list under a name; an own view with this name is replaced."""
    name, query = " ".join(name.split()), _clean(query)
    if not name or len(name) > 80:
        raise Refusal(_("Please give the view a name of at most 80 letters."))
    if not list_path.startswith("/admin/") or len(list_path) > 120 or len(query) > _LONGEST:
        raise Refusal(_("This list cannot be kept as a view."))
    try:
        view, _created = SavedView.objects.update_or_create(
            user=user, list_path=list_path, name=name, defaults={"query": query, "is_shared": is_shared}
        )
    except IntegrityError as error:
        raise Refusal(_("You already have a view with this name here.")) from error
    return view


@transaction.atomic
def remove(*, user: User, pk: int) -> None:
    """Removes an own view; that of a colleague is not there. Raises SavedView.DoesNotExist."""
    SavedView.objects.select_for_update().get(user=user, pk=pk).delete()


def _clean(query: str) -> str:
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True, max_num_fields=100)
    return urlencode([(key, value) for key, value in pairs if key not in _PASSING])
