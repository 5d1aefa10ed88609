"""Postings as subjects of change proposals: entering, changing and withdrawing needs and offers.

Nobody makes a guarded posting more open here, not even the secretariat: two of its members do, see `services.posting_protection`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import Language, RevisionStatus
from actors.models import Actor, Revision, RevisionField, Topic
from actors.names import LANGUAGES
from actors.revisions.actor_subject import check_topics, topic_names
from actors.revisions.subjects import Field, Shape, Subject, Values, mark_outdated, plain
from actors.services import index
from actors.services.register import slug_of
from partnerships.enums import Direction, PostingStatus, Urgency
from partnerships.enums_postings import CooperationKind, Horizon, InReturn
from partnerships.leaks import find_in
from partnerships.models import Posting
from partnerships.services import posting_states
from partnerships.services.posting_protection import guard, is_protected_need
from partnerships.services.postings import publish_posting, six_months_after
from places.models import Region
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.formats import in_readers_language, language
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User

TEXTS = ("title", "text")
LIMITS = {"title": 200, "text": 4_000, "project_url": 300}
#: How long a posting may stay without being looked at again, and what it starts with.
LONGEST = dt.timedelta(days=366)
_CHOICES: dict[str, type[models.Choices]] = {
    "direction": Direction, "urgency": Urgency, "visibility": Visibility, "status": PostingStatus, "horizon": Horizon,
}  # fmt: skip
#: Lists of choices, kept in the order in which they are offered.
_SEVERAL: dict[str, type[models.Choices]] = {
    "cooperation_kinds": CooperationKind, "languages": Language, "in_return": InReturn,
}  # fmt: skip
_FIELDS = {
    field.name: field
    for field in (
        Field("direction", gettext_lazy("Need or offer")),
        *(Field(f"title_{code}", gettext_lazy("Title"), language=code) for code in LANGUAGES),
        *(Field(f"text_{code}", gettext_lazy("Text"), language=code) for code in LANGUAGES),
        Field("topics", gettext_lazy("Topics"), Shape.LIST),
        Field("cooperation_kinds", gettext_lazy("Kinds of cooperation"), Shape.LIST),
        Field("urgency", gettext_lazy("Urgency")),
        Field("horizon", gettext_lazy("Horizon")),
        Field("wanted_regions", gettext_lazy("Regions wanted"), Shape.LIST),
        Field("languages", gettext_lazy("Working languages"), Shape.LIST),
        Field("in_return", gettext_lazy("What you give in return"), Shape.LIST),
        Field("project_url", gettext_lazy("Public project page")),
        Field("visibility", gettext_lazy("Visible to")),
        Field("expires_on", gettext_lazy("Shown until")),
        Field("status", gettext_lazy("Status")),
    )
}


class PostingSubject(Subject):
    """A need or offer of an actor."""

    slug = "posting"
    label = gettext_lazy("Need or offer")

    def current(self, actor: Actor, subject_id: int | None) -> dict[str, Any]:
        """Three queries; of a new one nothing."""
        if subject_id is None:
            return {}
        posting = Posting.objects.get(pk=subject_id, actor=actor)
        values: dict[str, Any] = {
            f"{column}_{code}": plain(getattr(posting, f"{column}_{code}"))
            for column in TEXTS
            for code in LANGUAGES
        }
        return values | {
            "direction": posting.direction,
            "topics": sorted(posting.topics.values_list("slug", flat=True)),
            "wanted_regions": sorted(posting.wanted_regions.values_list("slug", flat=True)),
            **{name: in_order(choices, getattr(posting, name)) for name, choices in _SEVERAL.items()},
            "horizon": posting.horizon,
            "project_url": posting.project_url,
            "urgency": posting.urgency,
            "visibility": posting.visibility,
            "expires_on": posting.expires_on.isoformat() if posting.expires_on else "",
            "status": posting.status,
        }

    def field(self, name: str) -> Field:
        """A fixed set."""
        return _FIELDS[name]

    def order(self) -> list[str]:
        """As in the form."""
        return list(_FIELDS)

    def shown(self, field: Field, value: Any) -> Any:
        """In words."""
        if field.name in _SEVERAL:
            return [str(_SEVERAL[field.name](one).label) for one in value or []]
        if field.name == "wanted_regions":
            return region_names(value or [])
        if field.shape is Shape.LIST:
            return topic_names(value or [])
        if field.name in _CHOICES and value not in {None, ""}:
            return str(_CHOICES[field.name](value).label)
        return value or ""

    def check(self, actor: Actor, subject_id: int | None, changes: Values, *, by: User | None) -> None:
        """Lengths, choices, topics, dates, and that protected needs stay closed."""
        for name, value in changes.items():
            _check_value(self.field(name).name, value)
        if "topics" in changes:
            check_topics(changes["topics"])
        if changes.get("expires_on"):
            _check_date(changes["expires_on"])
        _check_whole(actor, {**self.current(actor, subject_id), **changes}, is_new=subject_id is None)
        _check_openness(self.current(actor, subject_id), changes)

    def apply(
        self,
        actor: Actor,
        subject_id: int | None,
        changes: Values,
        *,
        by: User | None,
        together: Collection[str],
    ) -> int | None:
        """Writes accepted values; something new is published with them."""
        if subject_id is None:
            return _publish(actor, changes, by).pk
        posting = Posting.objects.select_for_update(of=("self",), no_key=True).get(pk=subject_id, actor=actor)
        for name, value in changes.items():
            if name == "expires_on":
                posting.expires_on = dt.date.fromisoformat(value) if value else _default_end(posting)
            elif name not in {"topics", "wanted_regions", "status"}:
                setattr(posting, name, value)
        _set_lists(posting, changes)
        mark_outdated(posting, changes, TEXTS, together=together)
        posting.save()
        guard(posting=posting, by=by)
        if changes.get("status") == PostingStatus.WITHDRAWN:
            posting_states.withdraw(posting=posting, by=by)
        audit.record(action="posting.updated", obj=posting, by=by, fields=sorted(changes))
        index.refresh([actor.pk])
        return subject_id

    def title(self, revision: Revision) -> str:
        """Title of the posting, and whose it is; of a guarded one only whose, because it also stands in mails."""
        actor = in_readers_language(revision.actor, "name")[0]
        posting = Posting.objects.filter(pk=revision.subject_id).first() if revision.subject_id else None
        if _tells_too_much(revision, posting):
            return f"{actor}: {_('need or offer')}"
        title = in_readers_language(posting, "title")[0] if posting else _proposed_title(revision)
        return f"{actor}: {title}" if title else actor

    def edit_url(self, actor: Actor, subject_id: int | None) -> str:
        """The form of the posting, or the list of all."""
        if subject_id is None:
            return reverse("entry-postings", args=[actor.slug])
        return reverse("entry-posting", args=[actor.slug, subject_id])


def new_postings(actor: Actor) -> models.QuerySet[Revision]:
    """Open proposals of something new for the actor."""
    return actor.revisions.open().filter(subject="posting", subject_id=None).prefetch_related("fields")


def _proposed_title(revision: Revision) -> str:
    fields: dict[str, Any] = {
        field.field: field.after for field in revision.fields.all() if isinstance(field, RevisionField)
    }
    order = dict.fromkeys((language(), revision.language, *LANGUAGES))
    return next((fields[f"title_{code}"] for code in order if fields.get(f"title_{code}")), "")


def _tells_too_much(revision: Revision, posting: Posting | None) -> bool:
    """Whether the posting is guarded, or would be with what is proposed."""
    if posting is not None and posting.is_guarded:
        return True
    proposed = {field.field: field.after for field in revision.fields.all()}
    titles = {name: str(value or "") for name, value in proposed.items() if name.startswith("title_")}
    return bool(find_in(titles, is_protected=True))


def in_order(choices: type[models.Choices], values: Collection[str]) -> list[str]:
    """The values in the order in which they are offered, each once."""
    return [value for value in choices.values if value in set(values)]


def region_names(slugs: Collection[str]) -> list[str]:
    """Names of regions in the active language. One query."""
    return [region.name_here for region in Region.objects.filter(slug__in=slugs)] if slugs else []


def _check_value(name: str, value: Any) -> None:
    column = name.rpartition("_")[0]
    if column in TEXTS and len(value) > LIMITS[column]:
        raise Refusal(_("The text is too long: at most %(limit)d characters.") % {"limit": LIMITS[column]})
    wrong = (
        name in _CHOICES and value not in _CHOICES[name].values and not (name == "horizon" and value == "")
    )
    wrong |= name in _SEVERAL and not set(value) <= set(_SEVERAL[name].values)
    wrong |= name == "status" and value != PostingStatus.WITHDRAWN
    if wrong:
        raise Refusal(_("Please choose from what is offered."))
    if name == "project_url" and value and not is_web_address(value):
        raise Refusal(_("Please give the whole address of a page, beginning with https://."))
    if name == "wanted_regions" and Region.objects.filter(slug__in=value).count() != len(set(value)):
        raise Refusal(_("Please choose from what is offered."))


def is_web_address(value: str) -> bool:
    """An address of a page, at most 300 characters."""
    try:
        URLValidator(schemes=("http", "https"))(value)
    except ValidationError:
        return False
    return len(value) <= LIMITS["project_url"]


def _set_lists(posting: Posting, changes: Values) -> None:
    if "topics" in changes:
        posting.topics.set(Topic.objects.filter(slug__in=changes["topics"]))
    if "wanted_regions" in changes:
        posting.wanted_regions.set(Region.objects.filter(slug__in=changes["wanted_regions"]))


def _default_end(posting: Posting) -> dt.date | None:
    return None if posting.is_published_request else six_months_after(timezone.localdate())


def _check_date(value: str) -> None:
    try:
        until = dt.date.fromisoformat(value)
    except ValueError:
        raise Refusal(_("This is not a date.")) from None
    if not timezone.localdate() <= until <= timezone.localdate() + LONGEST:
        raise Refusal(_("A posting is shown until a day within the next twelve months."))


def _check_whole(actor: Actor, values: Values, *, is_new: bool) -> None:
    """A posting needs a title, and a new one says whether it is a need or an offer."""
    if not any(values.get(f"title_{code}") for code in LANGUAGES):
        raise Refusal(_("A need or offer has a title in at least one language."))
    if is_new and not values.get("direction"):
        raise Refusal(_("Please say whether it is a need or an offer."))


def _check_openness(current: Values, changes: Values) -> None:
    """A need on protected topics is never made public here: neither by its visibility nor by its topics or direction."""
    if not {"visibility", "topics", "direction"} & set(changes):
        return
    values = {"visibility": None, "direction": Direction.NEED, "topics": [], **current, **changes}
    topics = list(Topic.objects.filter(slug__in=values["topics"]))
    is_protected = is_protected_need(values["direction"], topics)
    if "visibility" in changes and values["visibility"] == Visibility.PUBLIC and is_protected:
        raise Refusal(
            _(
                "Needs on these topics could endanger infrastructure. Please choose “Matched partners” or fewer readers."
            )
        )


def _publish(actor: Actor, values: Values, by: User | None) -> Posting:
    topics = list(Topic.objects.filter(slug__in=values.get("topics", ())))
    titles = {code: values.get(f"title_{code}") or "" for code in LANGUAGES}
    source = next(code for code in dict.fromkeys((actor.source_language, *LANGUAGES)) if titles[code])
    until = values.get("expires_on")
    name = slug_of(titles["de"] or titles["en"] or titles["uk"]) or "posting"
    posting = publish_posting(
        slug=f"{name}-{get_random_string(6, 'abcdefghijkmnpqrstuvwxyz23456789')}", actor=actor,
        direction=Direction(values["direction"]), titles=titles,
        texts={code: values.get(f"text_{code}") or "" for code in LANGUAGES}, topics=topics,
        visibility=Visibility(values["visibility"]) if values.get("visibility") else None,
        posted_on=timezone.localdate(), expires_on=dt.date.fromisoformat(until) if until else None,
        source_language=source, by=by,
    )  # fmt: skip
    for name in (*_SEVERAL, "urgency", "horizon", "project_url"):
        if values.get(name):
            setattr(posting, name, values[name])
    _set_lists(posting, {"wanted_regions": values.get("wanted_regions", ())})
    posting.save()
    return guard(posting=posting, by=by)


def has_open_withdrawal(posting_ids: Collection[int]) -> set[int]:
    """Postings somebody has asked to take away."""
    rows = RevisionField.objects.filter(
        field="status", revision__subject="posting", revision__subject_id__in=posting_ids,
        revision__status=RevisionStatus.OPEN,
    )  # fmt: skip
    return {pk for pk in rows.values_list("revision__subject_id", flat=True) if pk is not None}
