"""What the directory offers to choose: facets with counts, pills of what is chosen, and ways out of an empty result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import groupby

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from actors.filters import DIRECTION_CHOICES, ActorFilter
from actors.selectors.directory import DIMENSIONS, DIRECTIONS, Criteria
from actors.selectors.vocabulary import Term
from platform_portal.core import choice_links
from platform_portal.core.choice_links import Pill, changed, without
from platform_portal.core.collation import sort_key
from platform_portal.core.formats import number

SHORT_LIST = 6
SUGGESTIONS = 4
#: What stays when all filters are taken away.
KEPT_WITHOUT_FILTERS = ("sort", "view")
OPEN = frozenset({"group", "direction", "topic", "country"})


@dataclass(frozen=True, slots=True)
class Option:
    """A value to tick; draws itself, because a page has 150 of them and a template for each costs 5 ms."""

    name: str
    value: str
    label: str
    count: int
    checked: bool

    def html(self, reader: str | None) -> str:
        """A box that belongs to the form of the directory; its id lets htmx keep the focus. `reader`: the language of numbers."""
        return (
            f'<label><input type="checkbox" id="f-{self.name}-{self.value}" name="{self.name}" value="{self.value}"'
            f' form="directory-filter"{" checked" if self.checked else ""}><span>{escape(self.label)}</span>'
            f'<span class="pw-facet__count">{_shown(self.count, reader)}</span></label>'
        )


@lru_cache(maxsize=4096)
def _shown(count: int, _reader: str | None) -> str:
    return number(count)


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of filters: the first options, and the others under headings behind a fold."""

    name: str
    label: str
    options: list[Option]
    more: list[tuple[str, list[Option]]] = field(default_factory=list)
    more_label: str = ""
    is_open: bool = True

    @property
    def boxes(self) -> SafeString:
        """The first options, drawn."""
        return _drawn(self.options)

    @property
    def more_boxes(self) -> list[tuple[str, SafeString]]:
        """The others under their headings, drawn."""
        return [(heading, _drawn(options)) for heading, options in self.more]


def _drawn(options: Iterable[Option]) -> SafeString:
    reader = get_language()
    return SafeString("".join(option.html(reader) for option in options))


@dataclass(frozen=True, slots=True)
class Links:
    """Where the same choice leads in another shape."""

    as_list: str
    as_map: str
    csv: str
    geojson: str
    points: str
    without_filters: str

    @classmethod
    def of(cls, query: QueryDict, chosen: ActorFilter) -> Links:
        """Addresses with the present choice, from the first page on."""
        return cls(
            as_list=changed(query, view=None),
            as_map=changed(query, view="map"),
            csv=changed(query, view=None, format="csv"),
            geojson=changed(query, view=None, format="geojson"),
            points=f"{reverse('actors-map')}{changed(query, view=None, sort=None)}",
            without_filters=choice_links.only(query, KEPT_WITHOUT_FILTERS),
        )


@dataclass(frozen=True, slots=True)
class Empty:
    """What the list says when nobody is found, and what to try instead."""

    title: str
    text: str
    pills: list[Pill]

    @classmethod
    def of(cls, chosen: ActorFilter, query: QueryDict) -> Empty:
        """The title repeats the choice in words."""
        what = [f"„{chosen.term}“"] if chosen.term else []
        what += [
            _label(chosen, name, value)
            for name in DIMENSIONS
            for value in chosen.chosen.get(name, ())
            if name != "region"
        ]
        where = [_label(chosen, "region", value) for value in chosen.chosen.get("region", ())]
        title = _("Nobody is entered here yet")
        if what and where:
            title = _("Nobody is entered yet for %(what)s in %(where)s") % {
                "what": ", ".join(what),
                "where": ", ".join(where),
            }
        elif what or where:
            title = _("Nobody is entered yet for %(what)s") % {"what": ", ".join(what or where)}
        pills = ways_out(chosen, query)
        text = _("A wider choice finds more:") if pills else _("Try another spelling or remove a filter.")
        return cls(title, text, pills)


def facets(chosen: ActorFilter) -> list[Facet]:
    """All groups of filters in their order; values that nobody has are left out unless they are chosen.

    Where nothing is chosen they are the same for everybody, and kept beside the snapshot.
    """
    if chosen.term or chosen.chosen:
        return _made(chosen)
    return chosen.snapshot.kept(("facets", get_language()), lambda: _made(chosen))


def _made(chosen: ActorFilter) -> list[Facet]:
    made = [_facet(name, chosen) for name in DIMENSIONS]
    return [facet for facet in made if facet.options]


def pills(chosen: ActorFilter, query: QueryDict) -> list[Pill]:
    """One pill per chosen value and for the term; each leads to the list without it."""
    made = [Pill(f"„{chosen.term}“", without(query, "q"), remove=True)] if chosen.term else []
    for name, values in chosen.chosen.items():
        made += [
            Pill(_label(chosen, name, value), without(query, name, value.__eq__), remove=True)
            for value in values
        ]
    return made


def ways_out(chosen: ActorFilter, query: QueryDict) -> list[Pill]:
    """What finds something where the present choice finds nothing: one restriction less, or a related topic."""
    directory, criteria = chosen.directory, chosen.directory.criteria
    restricted = [
        name for name in (*DIMENSIONS, "q") if (criteria.q if name == "q" else criteria.chosen.get(name))
    ]
    made = [
        (count, Pill(f"{_without_label(name)} ({count})", without(query, name)))
        for name in restricted
        if (count := directory.count_of(criteria.without(name)))
    ]
    made += _related(chosen, criteria, query)
    made.sort(key=lambda pair: -pair[0])
    return [pill for _count, pill in made[:SUGGESTIONS]]


def _related(chosen: ActorFilter, criteria: Criteria, query: QueryDict) -> list[tuple[int, Pill]]:
    """Topics of the same field, with the other restrictions but for the region."""
    terms = chosen.snapshot.vocabulary.topic
    mine = [terms.by_key[key] for key in chosen.chosen.get("topic", [])]
    found = []
    for topic in mine:
        for other in terms.children(topic.parent) if topic.parent else ():
            if other not in mine:
                wider = criteria.without("region").with_only("topic", other.id)
                if count := chosen.directory.count_of(wider):
                    label = _("Related: %(topic)s (%(count)d)") % {"topic": other.name, "count": count}
                    found.append((count, Pill(label, changed(query, topic=other.key, region=None))))
    return found


def _facet(name: str, chosen: ActorFilter) -> Facet:
    options = _options(name, chosen)
    label = str(chosen.filters[name].label)
    is_open = name in OPEN or any(option.checked for option in options)
    if name == "topic":
        return _topic_facet(label, options, chosen)
    if name == "region":
        options.sort(key=lambda option: (not option.checked, -option.count, option.label))
    return Facet(name, label, options, is_open=is_open)


def _topic_facet(label: str, options: list[Option], chosen: ActorFilter) -> Facet:
    """The most frequent topics first, all of them under their fields behind a fold."""
    terms = chosen.snapshot.vocabulary.topic
    leaves = [option for option in options if terms.by_key[option.value].parent]
    first = sorted(leaves, key=lambda option: (not option.checked, -option.count))
    ticked = [option for option in options if option.checked and not terms.by_key[option.value].parent]
    shown = ticked + first[: max(SHORT_LIST, sum(option.checked for option in first))]
    hidden = [option for option in options if option not in shown]

    def field_of(option: Option) -> str:
        term = terms.by_key[option.value]
        return terms.by_id[term.parent].name if term.parent else term.name

    more = [(name, list(group)) for name, group in groupby(hidden, key=field_of)]
    more_label = _("All %(count)d topics") % {"count": sum(bool(term.parent) for term in terms.terms)}
    return Facet("topic", label, shown, more, more_label)


def _options(name: str, chosen: ActorFilter) -> list[Option]:
    counts = chosen.directory.facets[name]
    ticked = set(chosen.chosen.get(name, ()))
    made = []
    for key, term_id, label in _terms(name, chosen):
        count = counts.get(term_id, 0)
        if count or key in ticked:
            made.append(Option(name, key, label, count, key in ticked))
    return made


def _terms(name: str, chosen: ActorFilter) -> Iterable[tuple[str, int, str]]:
    if name == "direction":
        return [(key, DIRECTIONS[key], str(label)) for key, label in DIRECTION_CHOICES]
    terms, language = chosen.snapshot.vocabulary.dimension(name).terms, chosen.directory.criteria.language
    found = [(term.key, term.id, term.name_in(language)) for term in terms]
    if name == "country":
        found.sort(key=lambda term: (term[0] != "DE", term[0] != "UA", sort_key(term[2], language)))
    return found


def _label(chosen: ActorFilter, name: str, value: str) -> str:
    if name == "direction":
        return str(dict(DIRECTION_CHOICES)[value])
    term: Term = chosen.snapshot.vocabulary.dimension(name).by_key[value]
    return term.name


def _without_label(name: str) -> str:
    return {
        "region": pgettext("way out", "Without region"),
        "country": pgettext("way out", "In all countries"),
        "working_group": pgettext("way out", "In all working groups"),
        "direction": pgettext("way out", "With or without needs and offers"),
        "group": pgettext("way out", "In all actor groups"),
        "topic": pgettext("way out", "On all topics"),
        "q": pgettext("way out", "Without the search term"),
    }[name]
