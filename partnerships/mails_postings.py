"""Letters about needs and offers: the end of one comes near, new ones answer an own one.

No letter carries words of a guarded posting: mails lie in inboxes that nobody protects. It is named by its kind and date,
and the page says the rest to whoever may see it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.enums import Direction
from partnerships.models import Posting
from platform_portal.core.formats import in_readers_language, precise
from platform_portal.core.letters import Action, Letter, LetterKind, Text, filled, register

RENEWAL, MATCHES = "posting-renewal", "posting-matches"
#: More are named on the page, not in the mail.
SHOWN = 8


def named(posting: Posting) -> str:
    """How a letter calls a posting, in the active language: its title, or for a guarded one its kind and date."""
    if not posting.is_guarded:
        return in_readers_language(posting, "title")[0]
    day = precise(posting.posted_on) if posting.posted_on else ""
    if posting.direction == Direction.NEED:
        return (_("protected need of %(day)s") % {"day": day}) if day else _("protected need")
    return (_("protected offer of %(day)s") % {"day": day}) if day else _("protected offer")


def ends(*, posting: Posting, key: str, language: str) -> Letter:
    """Two weeks before the last day, with the link that renews it."""
    with translation.override(language):
        url = f"{settings.PORTAL_BASE_URL}{reverse('posting-renew', args=[key])}"
    title: Text = lazy(named, str)(posting)
    until: Text = lazy(precise, str)(posting.expires_on)
    return Letter(
        subject=filled(gettext_lazy("“%(title)s” is shown until %(day)s"), title=title, day=until),
        paragraphs=(
            filled(gettext_lazy("“%(title)s” is shown until %(day)s. After that it leaves the pages."), title=title, day=until),
            gettext_lazy(
                "If it still holds, renew it for six months; if you have found a partner, say so. The link opens a page on which "
                "you choose; you need not log in."
            ),
        ),
        actions=(Action(gettext_lazy("Renew or end"), url),),
        closing=(gettext_lazy("The link works once; the first answer counts, also for others who keep this entry."),),
        why=gettext_lazy("You receive this mail because you keep the entry this need or offer belongs to."),
    )  # fmt: skip


def matches(*, pairs: Sequence[tuple[Posting, Posting]], language: str) -> Letter:
    """New postings that answer own ones: (own, other), best first."""
    with translation.override(language):
        lines = [_line(own, other) for own, other in pairs[:SHOWN]]
        more = len(pairs) - len(lines)
        if more > 0:
            lines.append(
                _("There are %(number)s more on the pages of your needs and offers.") % {"number": more}
            )
        own = pairs[0][0]
        url = f"{settings.PORTAL_BASE_URL}{reverse('posting', args=[own.slug])}"
    return Letter(
        subject=gettext_lazy("New needs and offers that fit yours"),
        paragraphs=(gettext_lazy("Since the last time these have been found:"), *lines),
        actions=(Action(gettext_lazy("See what fits"), url),),
        closing=(
            gettext_lazy("Nobody has been asked yet. On the page you see the reasons and can send a request."),
        ),
        why=gettext_lazy("You receive this mail because you keep an entry with a need or an offer."),
    )  # fmt: skip


def _line(own: Posting, other: Posting) -> str:
    words = {"own": named(own), "other": named(other)}
    if other.direction == Direction.OFFER:
        return _("To your need “%(own)s” fits the offer “%(other)s”.") % words
    return _("To your offer “%(own)s” fits the need “%(other)s”.") % words


def _example(direction: Direction, title: str) -> Posting:
    return Posting(
        slug="beispiel", direction=direction, title_de=title, title_uk=title, title_en=title,
        posted_on=timezone.localdate(), expires_on=timezone.localdate() + dt.timedelta(days=14),
    )  # fmt: skip


def register_kinds() -> None:
    """Makes the letters known to the preview."""
    need, offer = (
        (Direction.NEED, "Stadtplanung / Urban planning"),
        (Direction.OFFER, "Hospitation / Job shadowing"),
    )
    register(
        LetterKind(
            RENEWAL,
            gettext_lazy("Need or offer comes to its end"),
            lambda: ends(posting=_example(*need), key="beispiel", language=settings.LANGUAGE_CODE[:2]),
        )
    )
    register(
        LetterKind(
            MATCHES,
            gettext_lazy("Needs and offers that fit"),
            lambda: matches(pairs=[(_example(*need), _example(*offer))], language=settings.LANGUAGE_CODE[:2]),
        )
    )
