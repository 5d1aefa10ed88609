"""The filter of the library: page, file and interface read their address with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters as filters
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from actors.enums import Language
from actors.selectors import snapshot
from actors.selectors.vocabulary import Term
from knowledge.enums import ProductKind
from knowledge.models import KnowledgeProduct
from knowledge.querysets import ProductQuerySet
from knowledge.selectors import search
from platform_portal.core.address_filter import AddressFilter

if TYPE_CHECKING:
    from accounts.models import User

SORTS = (("newest", gettext_lazy("Newest first")), ("title", pgettext_lazy("sorting", "Title")))
FIRST_YEAR, LAST_YEAR = 1900, 2100


class ProductFilter(AddressFilter):
    """`q kind topic language working_group author year sort`; all but words and order may be repeated.

    Values of one list are alternatives. Only what the reader may read is found, so nothing else can be counted either.
    """

    q = filters.CharFilter(method="by_words")
    kind = filters.MultipleChoiceFilter(choices=ProductKind.choices, method="later")
    topic = filters.MultipleChoiceFilter(choices=(), method="later")
    language = filters.MultipleChoiceFilter(choices=Language.choices, method="later")
    working_group = filters.MultipleChoiceFilter(choices=(), method="later")
    author = filters.MultipleChoiceFilter(choices=(), method="later")
    year = filters.MultipleChoiceFilter(choices=(), method="later")
    sort = filters.ChoiceFilter(choices=SORTS, method="later")

    class Meta:
        model = KnowledgeProduct
        fields: tuple[str, ...] = ()

    def __init__(self, data: QueryDict, *, request: HttpRequest | None = None, public: bool = False) -> None:
        """`public`: what everybody may read, whoever asks; the interface for programs."""
        user: User | AnonymousUser = getattr(request, "user", None) or AnonymousUser()
        every = KnowledgeProduct.objects.public() if public else KnowledgeProduct.objects.readable_by(user)
        self.vocabulary = snapshot.current().vocabulary
        offered = {
            "topic": self.vocabulary.topic.choices,
            "working_group": self.vocabulary.working_group.choices,
            "author": _Any(data.getlist("author")),
            "year": _Years(data.getlist("year")),
        }
        super().__init__(data, queryset=every, request=request, offered=offered)
        self.words = search.typed(self.cleaned.get("q", ""))

    def by_words(self, found: ProductQuerySet, _name: str, term: str) -> ProductQuerySet:
        """Every word stands in title, summary, an author's name or the text of the file."""
        return found.filter(search.matching(search.typed(term)))

    def later(self, found: ProductQuerySet, _name: str, _value: Any) -> ProductQuerySet:
        """Compared on the light rows, which also give the counts: see `selectors.library`."""
        return found

    def chosen_ids(self, name: str) -> set[int]:
        """The numbers of chosen topics or working groups."""
        terms: dict[str, Term] = getattr(self.vocabulary, name).by_key
        return {terms[key].id for key in self.cleaned.get(name, ())}

    @property
    def sorting(self) -> str:
        """The chosen order, by default the newest first."""
        return self.cleaned.get("sort") or "newest"


class _Any(list[tuple[str, str]]):
    """Slugs of actors, whatever they are: which of them have written something is seen on the rows."""

    def __init__(self, given: list[str]) -> None:
        super().__init__(
            (slug, slug) for slug in given if slug.replace("-", "").isalnum() and len(slug) <= 120
        )


class _Years(list[tuple[str, str]]):
    """Years that can be: four digits."""

    def __init__(self, given: list[str]) -> None:
        years = (year for year in given if year.isascii() and year.isdigit() and len(year) == 4)
        super().__init__((year, year) for year in years if FIRST_YEAR <= int(year) <= LAST_YEAR)
