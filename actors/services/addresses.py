"""Former addresses of entries: they lead to the present one for good."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from actors.models import Actor, FormerSlug


@transaction.atomic
def remember(*, actor: Actor, slug: str) -> None:
    """Notes that an entry was to be found under `slug`. An address that is in use again is no former one any more."""
    FormerSlug.objects.filter(slug=actor.slug).delete()
    if slug and slug != actor.slug:
        FormerSlug.objects.update_or_create(slug=slug, defaults={"actor": actor, "since": timezone.now()})


def present(slug: str) -> str:
    """The address part an old one leads to, following further merges; empty where there is none. One query per step."""
    seen: set[str] = set()
    found = ""
    while slug not in seen:
        seen.add(slug)
        row = FormerSlug.objects.filter(slug=slug).values_list("actor__slug", "actor__status").first()
        if row is None:
            break
        slug = row[0]
        found = slug if row[1] in ("published", "dormant") else found
    return found
