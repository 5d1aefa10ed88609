"""Events and sessions among the results of the search page; sessions by invitation are found by the invited only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.filters import MAX_WORDS, about
from events.models import Event, ProgrammeVersion
from events.selectors.cards import where
from events.selectors.programme import Build
from events.selectors.reading import sight_of
from events.words import days
from platform_portal.core.formats import in_readers_language
from platform_portal.core.search_registry import Found, Hit, Source

if TYPE_CHECKING:
    from events.selectors.cards import Reader

_EVENT, _SESSION = 0.5, 0.35
#: Programmes that are looked through.
PROGRAMMES = 50


def find_events(term: str, user: Reader, limit: int) -> Found:
    """Events the reader may see, the latest first. Two queries."""
    found = Event.objects.visible_to(user).published().filter(about(term)).order_by("-starts_at", "-pk")
    hits = []
    for event in found.with_place()[:limit]:
        title, code = in_readers_language(event, "title")
        detail = ", ".join(part for part in (days(event, weekdays=False), where(event)) if part)
        badge = str(event.get_status_display() if event.is_cancelled else event.get_kind_display())
        hits.append(Hit(title, event.get_absolute_url(), detail, badge, _EVENT, code))
    total = len(hits) if len(hits) < limit else found.count()
    return Found(hits, total, f"{reverse('events')}?{urlencode({'q': term, 'when': 'all'})}")


def find_sessions(term: str, user: Reader, limit: int) -> Found:
    """Sessions of released programmes by their title, as far as the reader sees them. Six queries at most."""
    words = [word.casefold() for word in term.split()[:MAX_WORDS]]
    if not words:
        return Found()
    written = Q()
    for word in words:
        written &= Q(sessions__icontains=word)
    shown = Event.objects.visible_to(user).published().values("pk")
    released = Event.objects.filter(pk__in=shown).values("released_version")
    versions = list(
        ProgrammeVersion.objects.filter(written, pk__in=released)
        .select_related("event")
        .order_by("-event__starts_at", "-pk")[:PROGRAMMES]
    )
    if not versions:
        return Found()
    sight = sight_of(user, [version.event_id for version in versions])
    hits: list[Hit] = []
    for version in versions:
        build, url = Build(version.event), version.event.get_absolute_url()
        name = in_readers_language(version.event, "title")[0]
        for row in sight.shown(version.sessions, event=version.event_id):
            texts = " ".join(row["title"].values()).casefold()
            if all(word in texts for word in words):
                item = build.item(row)
                hits.append(
                    Hit(
                        str(item.title),
                        f"{url}#{item.anchor}",
                        name,
                        item.kind_label,
                        _SESSION,
                        item.title.lang,
                    )
                )
    return Found(hits[:limit], len(hits))


EVENTS = Source("events", _("Events"), find_events, position=60)
SESSIONS = Source("sessions", _("Sessions of events"), find_sessions, position=65)
