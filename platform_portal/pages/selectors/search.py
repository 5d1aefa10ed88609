"""One search over everything that apps have registered, grouped, the best group first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from platform_portal.core import search_registry
from platform_portal.core.errors import BadParameter
from platform_portal.core.search_registry import Hit

PER_GROUP = 5
ONE_GROUP = 50


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one source; `all_url` is empty when all of them are shown."""

    key: str
    label: str | Promise
    hits: Sequence[Hit]
    total: int
    all_url: str

    @property
    def best(self) -> float:
        """Score of the best hit: decides which group comes first."""
        return max((hit.score for hit in self.hits), default=0.0)


def find(term: str, user: User | AnonymousUser, *, only: str = "") -> list[Group]:
    """All groups with at least one hit, best first; `only` the key of a single source, then up to fifty hits.

    Raises BadParameter for an unknown key.
    """
    chosen = search_registry.sources()
    if only:
        chosen = [source for source in chosen if source.key == only]
        if not chosen:
            raise BadParameter(_("There is no such kind of results."))
    limit = ONE_GROUP if only else PER_GROUP
    groups = [_group(source, term, user, limit) for source in chosen] if term else []
    return sorted((group for group in groups if group.hits), key=lambda group: -group.best)


def _group(source: search_registry.Source, term: str, user: User | AnonymousUser, limit: int) -> Group:
    found = source.search(term, user, limit)
    hits = sorted(found.hits, key=lambda hit: -hit.score)[:limit]
    more = max(found.total, len(found.hits)) > len(hits)
    own_list = f"{reverse('search')}?{urlencode({'q': term, 'only': source.key})}"
    all_url = (found.all_url or (own_list if limit == PER_GROUP else "")) if more else ""
    return Group(source.key, source.label, hits, max(found.total, len(hits)), all_url)
