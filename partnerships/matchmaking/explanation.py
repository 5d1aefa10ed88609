"""Sentences for reasons, in the language that is active when they are asked for, from either side's point of view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import criteria as c
from .proposals import Proposal
from .reasons import OWN_NEEDS, OWN_OFFERS, THEIR_NEEDS, THEIR_OFFERS, Reason

type Point = Literal["asker", "candidate"]

MEASURES: dict[str, str | Promise] = {
    c.COVER: gettext_lazy("Needs and offers"),
    c.SIZE: gettext_lazy("Similar size"),
    c.BIG: gettext_lazy("Larger place"),
    c.BRIDGE: gettext_lazy("Bridge: shared partner, pair of regions, working group or event"),
    c.PROFILE: gettext_lazy("Similar profile"),
    c.LANGUAGE: gettext_lazy("Common working language"),
    c.REGION: gettext_lazy("Region wanted"),
    c.HORIZON: gettext_lazy("Same horizon"),
    c.RECENCY: gettext_lazy("Up-to-date profile"),
}
TRAIT_NAMES: dict[str, str | Promise] = {
    "port": gettext_lazy("port"),
    "university": gettext_lazy("university"),
    "industry": gettext_lazy("industry"),
    "river": gettext_lazy("river"),
    "regional_capital": gettext_lazy("regional capital"),
}
HORIZON_NAMES: dict[str, str | Promise] = {
    "relief": gettext_lazy("relief"),
    "reconstruction": gettext_lazy("reconstruction"),
    "eu_accession": gettext_lazy("EU accession"),
}
LANGUAGE_NAMES: dict[str, str | Promise] = {
    "de": gettext_lazy("German"),
    "uk": gettext_lazy("Ukrainian"),
    "en": gettext_lazy("English"),
    "pl": gettext_lazy("Polish"),
    "fr": gettext_lazy("French"),
}
UNKNOWN_NAMES: dict[str, str | Promise] = {
    THEIR_NEEDS: gettext_lazy("what they look for"),
    THEIR_OFFERS: gettext_lazy("what they offer"),
    OWN_NEEDS: gettext_lazy("what you look for"),
    OWN_OFFERS: gettext_lazy("what you offer"),
    c.SIZE: gettext_lazy("number of inhabitants"),
    c.LANGUAGE: gettext_lazy("working language"),
    c.BRIDGE: gettext_lazy("shared partners"),
    c.PROFILE: gettext_lazy("profile (port, university, industry, river, regional capital)"),
    c.HORIZON: gettext_lazy("horizon"),
    c.RECENCY: gettext_lazy("when the profile was last confirmed"),
}
_SWAPPED = {
    THEIR_NEEDS: OWN_NEEDS,
    OWN_NEEDS: THEIR_NEEDS,
    THEIR_OFFERS: OWN_OFFERS,
    OWN_OFFERS: THEIR_OFFERS,
}


class Labels(Protocol):
    """Turns what the arrays know into words of the active language."""

    def topic(self, slug: str) -> str:
        """Name of a topic."""

    def party(self, key: object) -> str:
        """Name of a partner (a third party or an actor) by the key given in ``ties``; empty when it must not be named."""

    def group(self, key: object) -> str:
        """Name of a working group."""

    def event(self, key: object) -> str:
        """Name of an event."""

    def region(self, key: object) -> str:
        """Name of a region."""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences of one proposal. ``side`` is the reader: the asker whose list it is, or the candidate on it."""

    labels: Labels
    side: Point = "asker"

    def reason(self, reason: Reason) -> str:
        """Why it fits."""
        writers = {
            c.COVER: self._topics, c.SIZE: self._size, c.BIG: self._big, c.BRIDGE: self._bridge, c.PROFILE: self._profile,
            c.LANGUAGE: self._language, c.REGION: self._region, c.HORIZON: self._horizon, c.RECENCY: self._recency,
        }  # fmt: skip
        return writers[reason.key](reason)

    def shortcoming(self, reason: Reason) -> str:
        """Why it does not stand higher."""
        if reason.key == c.COVER:
            gets = self._is_own(reason)
            return (
                _("They offer nothing of what you look for")
                if gets
                else _("You offer nothing of what they look for")
            )
        if reason.key == c.SIZE:
            return self._other_size(reason)
        return {
            c.BRIDGE: _("No shared partner"),
            c.LANGUAGE: _("No common working language"),
            c.REGION: _("Not in the region wanted"),
            c.RECENCY: _("The profile has not been confirmed for a long time"),
            c.PROFILE: _("Different profile"),
        }[reason.key]

    def in_demand(self, proposal: Proposal) -> str:
        """ "In demand: 3 open requests", or nothing when there are none."""
        count = round(proposal.open_requests)
        if not count:
            return ""
        text = ngettext("In demand: %(count)s open request", "In demand: %(count)s open requests", count)
        return text % {"count": count}

    def unknown(self, name: str) -> str:
        """What is not on file, by its name in ``Explanation.unknown``."""
        key = _SWAPPED.get(name, name) if self.side == "candidate" else name
        return _("Unknown: %(fact)s") % {"fact": UNKNOWN_NAMES[key]}

    def equity(self) -> str:
        """The mark of the place that is kept for an actor without any partner."""
        return _("Place for newcomers: this actor has no partner yet")

    def _is_own(self, reason: Reason) -> bool:
        """Whether the reader is the one who receives."""
        return (reason.facts.get("way") == "there") == (self.side == "asker")

    def _populations(self, reason: Reason) -> tuple[int, int]:
        own, other = reason.facts.get("own"), reason.facts.get("other")
        pair = (own if isinstance(own, int) else 0, other if isinstance(other, int) else 0)
        return pair if self.side == "asker" else (pair[1], pair[0])

    def _topics(self, reason: Reason) -> str:
        need, offer = (self.labels.topic(str(reason.facts[name])) for name in ("need", "offer"))
        if self._is_own(reason):
            return _("You look for: %(need)s – they offer: %(offer)s") % {"need": need, "offer": offer}
        return _("They look for: %(need)s – you offer: %(offer)s") % {"need": need, "offer": offer}

    def _size(self, reason: Reason) -> str:
        own, other = self._populations(reason)
        return _("Similar size: %(own)s / %(other)s inhabitants") % {
            "own": rounded(own),
            "other": rounded(other),
        }

    def _other_size(self, reason: Reason) -> str:
        own, other = self._populations(reason)
        values = {"own": rounded(own), "other": rounded(other)}
        if other < own:
            return _("Much smaller place: %(other)s / %(own)s inhabitants") % values
        return _("Much larger place: %(other)s / %(own)s inhabitants") % values

    def _big(self, reason: Reason) -> str:
        return _("Larger place: %(population)s inhabitants") % {
            "population": rounded(self._populations(reason)[1])
        }

    def _bridge(self, reason: Reason) -> str:
        kind = reason.facts.get("kind")
        if kind == "regions":
            own, other = reason.facts.get("own"), reason.facts.get("other")
            own, other = (own, other) if self.side == "asker" else (other, own)
            return _("Bridge: their regions are partners (%(own)s, %(other)s)") % {
                "own": self._region_name(own),
                "other": self._region_name(other),
            }
        names = _listed(
            reason.facts.get("names"),
            {"group": self.labels.group, "event": self.labels.event}.get(str(kind), self.labels.party),
        )
        if kind == "group":
            return _("Both are members of the working group %(name)s") % {"name": names}
        if kind == "event":
            return _("Both take part in: %(name)s") % {"name": names}
        return (
            _("Bridge: both are partners of %(name)s") % {"name": names}
            if names
            else _("Bridge: both have the same partner")
        )

    def _profile(self, reason: Reason) -> str:
        return _("Similar profile: %(traits)s") % {
            "traits": _listed(reason.facts["traits"], lambda key: str(TRAIT_NAMES[str(key)]))
        }

    def _language(self, reason: Reason) -> str:
        names = _listed(reason.facts["languages"], lambda key: str(LANGUAGE_NAMES.get(str(key), key)))
        return _("Common working language: %(languages)s") % {"languages": names}

    def _region(self, reason: Reason) -> str:
        if self._is_own(reason):
            place = reason.facts["other"] if self.side == "asker" else reason.facts["own"]
            return _("In a region you look for: %(region)s") % {"region": self._region_name(place)}
        return _("They look for a partner in your region")

    def _horizon(self, reason: Reason) -> str:
        return _("Same horizon: %(horizons)s") % {
            "horizons": _listed(reason.facts["horizons"], lambda key: str(HORIZON_NAMES[str(key)]))
        }

    def _recency(self, reason: Reason) -> str:
        return _("The profile was confirmed recently")

    def _region_name(self, key: object) -> str:
        return self.labels.region(key) if key is not None else "–"


def rounded(population: int) -> str:
    """Population as read: three significant digits, grouped as the active language does ("580,000")."""
    digits = max(0, len(str(population)) - 3)
    return number_format(round(population, -digits), force_grouping=True)


def _listed(values: object, name: Callable[[object], str], most: int = 3) -> str:
    """Names of some values, joined by commas; empty names are left out."""
    items: Sequence[object] = values if isinstance(values, tuple) else ()
    words: Iterable[str] = (name(item) for item in items[:most])
    return ", ".join(word for word in words if word)
