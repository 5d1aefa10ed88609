"""What the search page finds here: actors by the index of the directory, working groups and topics by their names."""

from __future__ import annotations

from collections.abc import Set
from difflib import SequenceMatcher
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from accounts.models import User
from actors.names import in_languages
from actors.selectors import snapshot
from actors.selectors.cards import cards
from actors.selectors.directory import Criteria, Directory
from actors.selectors.vocabulary import Dimension, Term
from actors.words import all_spellings, words
from platform_portal.core.search_registry import Found, Hit, ways_on

LIKE = 0.75  # how like a typed word must be to one of a name


def actors(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Actors that fit the term, the best first; what is not public is not in the index."""
    directory = Directory(Criteria(q=term, language=(get_language() or "de")[:2]))
    if not term or not directory.total:
        return Found()
    wanted = set(words(term))
    hits = []
    for number, card in enumerate(cards(directory.page(0, limit), directory.snapshot)):
        own = all_spellings(in_languages(card.actor).values())
        detail = ", ".join(filter(None, (str(card.actor.get_kind_display()), card.where)))
        score = (0.9 if wanted <= own else 0.5) - 0.01 * number
        hits.append(
            Hit(
                title=str(card.actor.name),
                url=card.actor.get_absolute_url(),
                detail=detail,
                badge=card.country,
                score=score,
                links=ways_on("actor", card.actor),
            )
        )
    return Found(hits, directory.total, f"{reverse('actors')}?{urlencode({'q': term})}")


def working_groups(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Working groups whose name has every word of the term."""
    terms = snapshot.current().vocabulary.working_group
    found = _best(term, terms)
    hits = [
        Hit(entry.name, reverse("working-group", args=[entry.key]), _above(terms, entry), score=score)
        for score, entry in found[:limit]
    ]
    return Found(hits, len(found), reverse("working-groups") if found else "")


def topics(term: str, user: User | AnonymousUser, limit: int) -> Found:
    """Topics by name or synonym in any language; each leads to the actors on it."""
    held = snapshot.current()
    terms = held.vocabulary.topic
    found = _best(term, terms)
    counts = held.columns["topic"].count(held.everyone)
    hits = []
    for score, entry in found[:limit]:
        number = counts.get(entry.id, 0)
        detail = ngettext("%(count)d actor", "%(count)d actors", number) % {"count": number}
        hits.append(
            Hit(entry.name, f"{reverse('actors')}?topic={entry.key}", detail, _above(terms, entry), score)
        )
    return Found(hits, len(found))


def _above(terms: Dimension, entry: Term) -> str:
    return terms.by_id[entry.parent].name if entry.parent in terms.by_id else ""


def _best(term: str, terms: Dimension) -> list[tuple[float, Term]]:
    wanted = words(term)
    if not wanted:
        return []
    scored = ((_likeness(wanted, terms.words[entry.id]), entry) for entry in terms.terms)
    return sorted(
        ((score, entry) for score, entry in scored if score), key=lambda pair: (-pair[0], pair[1].id)
    )


def _likeness(wanted: list[str], own: Set[str]) -> float:
    """0 unless every word is there; 0.8 for whole words, less for beginnings and typing errors."""
    scores = [_word_likeness(word, own) for word in wanted]
    return min(scores) if all(scores) else 0.0


def _word_likeness(word: str, own: Set[str]) -> float:
    if word in own:
        return 0.8
    if len(word) >= 3 and any(other.startswith(word) for other in own):
        return 0.7
    if len(word) < 5:
        return 0.0
    near = max(
        (SequenceMatcher(None, word, other).ratio() for other in own if _may_be_like(word, other)),
        default=0,
    )
    return 0.5 * near if near >= LIKE else 0.0


def _may_be_like(word: str, other: str) -> bool:
    """Whether there are letters enough in common; comparing their order costs ten times as much."""
    if abs(len(other) - len(word)) > 2:
        return False
    in_common = sum(map(word.__contains__, other))
    return 2 * in_common >= LIKE * (len(word) + len(other))
