"""Why two actors fit, kept with a request in every language, so that both sides read the same reasons for good."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from actors.models import Actor
from partnerships.selectors.proposals import asker_by_slug, proposals_for

type Texts = dict[str, list[dict[str, str]]]


def reasons_in_all_languages(sender: Actor, recipient: Actor) -> dict[str, Texts]:
    """Reasons and what is unknown, from the suggestions of either side, each worded for its reader ("you look for").

    A side the other is not suggested to has none. Public data only: what is protected never enters a reason.
    """
    found = {"sender": _worded(sender, recipient), "recipient": _worded(recipient, sender)}
    return {side: texts for side, texts in found.items() if texts}


def _worded(asker: Actor, wanted: Actor) -> Texts:
    found: Texts = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            found[code] = _between(asker, wanted)
        if not found[code]:
            return {}
    return found


def _between(asker: Actor, wanted: Actor) -> list[dict[str, str]]:
    reader = AnonymousUser()
    known = asker_by_slug(asker.slug, reader)
    if known is None:
        return []
    for proposal in proposals_for(known, reader).found:
        if proposal.partner.actor and proposal.partner.actor.pk == wanted.pk:
            shown = [*proposal.reasons, *proposal.against, *proposal.unknown]
            return [
                {"text": str(row.text), "kind": row.kind, "weight": str(getattr(row, "weight", "") or "")}
                for row in shown
            ]
    return []
