"""One row of a file with actors, understood: typed values, or sentences that say what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.utils import translation
from django.utils.translation import gettext as _
from rapidfuzz import process

from actors.enums import ActorKind, ActorStatus, Language, TopicRole
from actors.models import ActorGroup, Topic
from actors.names import LANGUAGES, in_languages
from actors.services.groups import default_group
from actors.services.import_places import Asked, PlaceFinder, country_of, kinds_for
from places.models import Place
from places.names import fold
from platform_portal.core.tables import TableRow

NAMES = tuple(f"name_{language}" for language in LANGUAGES)
DESCRIPTIONS = tuple(f"description_{language}" for language in LANGUAGES)
TOPICS = {f"topics_{role.value}": role for role in TopicRole}
COLUMNS = (
    "slug", *NAMES, "kind", "group", "place", "region", "country", "website", "linkedin_url", *DESCRIPTIONS,
    *TOPICS, "languages", "source", "status",
)  # fmt: skip
_LENGTHS = {"slug": 120, "source": 300, "website": 200, "linkedin_url": 200, **dict.fromkeys(NAMES, 200)}
_DOMAIN = re.compile(r"^[\w-]+(\.[\w-]+)+([/?#].*)?$")
_is_address = URLValidator(schemes=("http", "https"))


@dataclass(slots=True)
class ActorRow:
    """A row with its values; usable while `problems` is empty. `values` are the columns of the model that were given."""

    line: int
    slug: str
    names: dict[str, str]
    kind: str = ""
    place: Place | None = None
    values: dict[str, object] = field(default_factory=dict)
    topics: dict[str, list[int]] = field(default_factory=dict)
    status: str = ""
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name for the report."""
        return next(iter(self.names.values()), "") or self.slug

    @property
    def site(self) -> str:
        """The website in the form in which two are compared."""
        return site_of(str(self.values.get("website", "")))


@dataclass(frozen=True)
class Vocabulary:
    """The words a row may use, by their folded spelling."""

    kinds: dict[str, str]
    statuses: dict[str, str]
    groups: dict[str, int]
    topics: dict[str, int]

    @classmethod
    def read(cls) -> Vocabulary:
        """Kinds and statuses by value and by label in three languages; groups by slug and name; topics by slug."""
        groups = {group.slug: group.pk for group in ActorGroup.objects.all()}
        for group in ActorGroup.objects.all():
            for name in in_languages(group).values():
                groups.setdefault(fold(name), group.pk)
        return cls(
            kinds=words_of(ActorKind),
            statuses=words_of(ActorStatus),
            groups=groups,
            topics=dict(Topic.objects.values_list("slug", "pk")),
        )


def words_of(choices: type[ActorKind] | type[ActorStatus]) -> dict[str, str]:
    """Values by value and by label in every language."""
    words: dict[str, str] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for choice in choices:
                words.setdefault(fold(str(choice.label)), choice.value)
    return words | {fold(choice.value): choice.value for choice in choices}


def site_of(address: str) -> str:
    """Host and path of a website without "www." and trailing slash."""
    parts = urlsplit(address.lower())
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}"


def asked_of(row: TableRow, words: Vocabulary) -> Asked | None:
    """The place a row asks for, if any."""
    name = row.cells["place"]
    kind = words.kinds.get(fold(row.cells["kind"]), "")
    if not name:
        return None
    return Asked((name,), country_of(row.cells["country"]) or "", row.cells["region"], kinds_for(kind))


def understand(row: TableRow, words: Vocabulary, places: PlaceFinder) -> ActorRow:
    """Reads all cells; each thing that is wrong is a sentence of its own."""
    names = {language: row.cells[f"name_{language}"] for language in LANGUAGES}
    understood = ActorRow(
        line=row.line,
        slug=row.cells["slug"],
        names={language: name for language, name in names.items() if name},
        problems=list(row.problems),
        warnings=list(row.warnings),
    )
    if row.problems:
        return understood
    _lengths(row, understood)
    _identity(row, understood, words)
    _place(row, understood, words, places)
    _addresses(row, understood)
    _texts(row, understood)
    for column, role in TOPICS.items():
        slugs = _listed(row.cells[column])
        found = [known_word(understood.problems, column, slug, words.topics) for slug in slugs]
        understood.topics[role.value] = [pk for pk in found if pk is not None]
    return understood


def known_word[Value](
    problems: list[str], column: str, text: str, words: Mapping[str, Value]
) -> Value | None:
    """What a word stands for, None for an empty cell; an unknown one is a problem, with the likeliest words meant."""
    if not text:
        return None
    if text in words:
        return words[text]
    if (value := words.get(fold(text))) is not None:
        return value
    problems.append(_unknown_word(column, text, words))
    return None


def _unknown_word(column: str, text: str, words: Iterable[str]) -> str:
    likely = [match[0] for match in process.extract(text[:80], list(words), limit=3, score_cutoff=60)]
    said = _("%(column)s: “%(text)s” is not known") % {"column": column, "text": text[:80]}
    return said + (
        " " + _("(did you mean %(words)s?)") % {"words": ", ".join(map(str, likely))} if likely else ""
    )


def _lengths(row: TableRow, understood: ActorRow) -> None:
    for column, limit in _LENGTHS.items():
        if (length := len(row.cells[column])) > limit:
            understood.problems.append(
                _("%(column)s: %(length)s characters, at most %(limit)s are allowed")
                % {"column": column, "length": length, "limit": limit}
            )


def _identity(row: TableRow, understood: ActorRow, words: Vocabulary) -> None:
    if not understood.names:
        understood.problems.append(_("the name is missing (%(columns)s)") % {"columns": ", ".join(NAMES)})
    if understood.slug:
        try:
            validate_slug(understood.slug)
        except ValidationError:
            understood.problems.append(_("slug: only letters without accents, digits and hyphens"))
    if row.cells["kind"]:
        understood.kind = known_word(understood.problems, "kind", row.cells["kind"], words.kinds) or ""
    else:
        understood.problems.append(_("%(column)s: is missing") % {"column": "kind"})
    if row.cells["status"]:
        understood.status = (
            known_word(understood.problems, "status", row.cells["status"], words.statuses) or ""
        )


def _place(row: TableRow, understood: ActorRow, words: Vocabulary, places: PlaceFinder) -> None:
    country = country_of(row.cells["country"])
    if country is None:
        understood.problems.append(
            _("country: “%(text)s” is not known, use DE, UA or PL") % {"text": row.cells["country"][:80]}
        )
    elif asked := asked_of(row, words):
        answer = places.find(asked)
        understood.place = answer.place
        if answer.problem:
            understood.problems.append(answer.problem)
    if understood.place:
        understood.values["place_id"] = understood.place.pk
        country = understood.place.country_id
    if row.cells["group"]:
        understood.values["group_id"] = known_word(
            understood.problems, "group", row.cells["group"], words.groups
        )
    elif understood.kind:
        understood.values["group_id"] = words.groups.get(default_group(understood.kind, country or ""))


def _addresses(row: TableRow, understood: ActorRow) -> None:
    for column in ("website", "linkedin_url"):
        text = row.cells[column]
        if not text:
            continue
        address = f"https://{text}" if _DOMAIN.match(text) else text
        try:
            _is_address(address)
        except ValidationError:
            understood.problems.append(
                _("%(column)s: “%(text)s” is not an address (https://…)")
                % {"column": column, "text": text[:80]}
            )
            continue
        host = urlsplit(address).hostname or ""
        if column == "linkedin_url" and host != "linkedin.com" and not host.endswith(".linkedin.com"):
            understood.problems.append(_("linkedin_url: this is not an address at linkedin.com"))
        understood.values[column] = address


def _texts(row: TableRow, understood: ActorRow) -> None:
    understood.values |= {f"name_{language}": name for language, name in understood.names.items()}
    for column in (*DESCRIPTIONS, "source"):
        if row.cells[column]:
            understood.values[column] = row.cells[column]
    codes = {code.value: code.value for code in Language}
    found = [
        known_word(understood.problems, "languages", code, codes) for code in _listed(row.cells["languages"])
    ]
    if languages := [code for code in dict.fromkeys(found) if code]:
        understood.values["languages"] = languages


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(part for part in re.split(r"[;,|\s]+", text) if part))
