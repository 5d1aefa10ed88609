"""What participants get afterwards: documents, each person those not had yet, and the question how it was."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events import mails_running as mails
from events import registration_links
from events.enums import Audience, BookingStatus
from events.models import Booking, Event, EventDocument, Registration, RegistrationMail
from events.services import sending
from knowledge.enums import ProductStatus
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Session
    from knowledge.models import KnowledgeProduct

EVALUATION_KEY = "evaluation"
#: So long after the announcement somebody who is found to have been there is still told; the question is asked as long.
TOLD_FOR = dt.timedelta(days=60)


@transaction.atomic
def attach(
    *, event: Event, product: KnowledgeProduct, by: User, session: Session | None = None
) -> EventDocument:
    """Lets a knowledge product belong to the event, or to one of its sessions."""
    made, is_new = EventDocument.objects.get_or_create(
        event=event, product=product, defaults={"session": session}
    )
    if is_new:
        audit.record(action="event.document_attached", obj=event, by=by, product=product.pk)
    return made


@transaction.atomic
def detach(*, document: EventDocument, by: User) -> None:
    """Takes it away again; the product stays, and that people were told of it stays noted."""
    audit.record(action="event.document_detached", obj=document.event, by=by, product=document.product_id)
    document.delete()


@transaction.atomic
def announce(
    *, event: Event, documents: Iterable[int], ask: bool, by: User, now: dt.datetime | None = None
) -> int:
    """Lets a worker tell those who attended about documents; with `ask` how it was is asked in the same mail. How many are new.

    Refuses before the event is over, and when nothing new was chosen.
    """
    now = now or timezone.now()
    locked = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if locked.ends_at > now:
        raise Refusal(_("The event is not over yet."))
    rows = EventDocument.objects.filter(event=locked, pk__in=list(documents), announced_at=None)
    unpublished = rows.exclude(product__status=ProductStatus.PUBLISHED).select_related("product").first()
    if unpublished is not None:
        raise Refusal(_("Publish “%(title)s” first.") % {"title": unpublished.product.title})
    number = rows.update(announced_at=now)
    is_asked = ask and locked.evaluation_asked_at is None
    if is_asked:
        locked.evaluation_asked_at = now
        locked.save(update_fields=["evaluation_asked_at"])
    if not number and not is_asked:
        raise Refusal(_("Choose documents that have not been sent yet, or ask for an evaluation."))
    audit.record(action="event.documents_announced", obj=locked, by=by, documents=number, asked=is_asked)
    return number


def with_numbers(event: Event) -> list[tuple[EventDocument, int]]:
    """Documents of an event, each with how many have been told of it. Two queries."""
    rows = list(event.documents.select_related("product", "session"))
    told = RegistrationMail.objects.filter(registration__event=event, key__in=[row.key for row in rows])
    numbers = dict(told.order_by().values_list("key").annotate(number=Count("pk")))
    return [(row, numbers.get(row.key, 0)) for row in rows]


def asked_number(event: Event) -> int:
    """How many have been asked how it was."""
    return RegistrationMail.objects.filter(registration__event=event, key=EVALUATION_KEY).count()


def send_due(*, now: dt.datetime, limit: int = 500) -> int:
    """Writes to those who attended what they have not been told; how many mails. May run twice and may be killed."""
    found = EventDocument.objects.filter(announced_at__gt=now - TOLD_FOR, announced_at__lte=now)
    by_event: dict[Event, list[EventDocument]] = defaultdict(list)
    for row in found.select_related("event__place", "product", "session").order_by("event", "pk"):
        by_event[row.event].append(row)
    sent = 0
    for event, rows in by_event.items():
        for pk in _without(event, rows):
            if sent >= limit:
                return sent
            sent += _tell(event, rows, pk, now)
    return sent + _ask(now, limit - sent)


def readers(event: Event, row: EventDocument) -> QuerySet[Registration]:
    """Who is told of a document: those who attended; of a session with places of its own, or by invitation, those of the session."""
    people = Registration.objects.attended().filter(event=event)
    session = row.session
    if session is None or not (session.is_bookable or session.audience == Audience.INVITED):
        return people
    there = Booking.objects.filter(bucket__session=session, status=BookingStatus.CONFIRMED)
    return people.filter(pk__in=there.values("registration"))


def _without(event: Event, rows: Sequence[EventDocument]) -> list[int]:
    """Those to whom at least one document is new. Two queries per document."""
    found: set[int] = set()
    for row in rows:
        had = RegistrationMail.objects.filter(registration__event=event, key=row.key).values("registration")
        found |= set(readers(event, row).exclude(pk__in=had).values_list("pk", flat=True))
    return sorted(found)


def _tell(event: Event, rows: Sequence[EventDocument], pk: int, now: dt.datetime) -> bool:
    with transaction.atomic():
        if not sending.claim(pk):
            return False
        had = set(RegistrationMail.objects.filter(registration=pk).values_list("key", flat=True))
        new = [row for row in rows if row.key not in had and readers(event, row).filter(pk=pk).exists()]
        if not new:
            return False
        person = Registration.objects.get(pk=pk)
        is_asked = (
            event.evaluation_asked_at is not None and may_evaluate(person) and EVALUATION_KEY not in had
        )
        with translation.override(person.language):
            listed = [(str(row.product.title), _address(row, person)) for row in new]
        letter = mails.documents(
            sending.facts_of(person, event),
            found=listed,
            evaluation=registration_links.url_for(person, "registration-evaluation") if is_asked else "",
        )
        keys = [row.key for row in new] + ([EVALUATION_KEY] if is_asked else [])
        return sending.post(person, keys=keys, kind=mails.DOCUMENTS, letter=letter, now=now)


def _address(row: EventDocument, person: Registration) -> str:
    return sending.address("knowledge-product", row.product.slug, language=person.language)


def may_evaluate(person: Registration) -> bool:
    """Once per registration."""
    return person.evaluated_at is None


def _ask(now: dt.datetime, limit: int) -> int:
    """The question alone, to those who got no mail with it."""
    sent = 0
    asked = Event.objects.filter(evaluation_asked_at__gt=now - TOLD_FOR, evaluation_asked_at__lte=now)
    for event in asked.select_related("place").order_by("pk"):
        people = Registration.objects.attended().filter(event=event, evaluated_at=None)
        sent += sending.to_each(
            people, key=EVALUATION_KEY, kind=mails.EVALUATION, write=_question, now=now, limit=limit - sent
        )
        if sent >= limit:
            break
    return sent


def _question(person: Registration) -> mails.Letter:
    url = registration_links.url_for(person, "registration-evaluation")
    return mails.evaluation(sending.facts_of(person), url=url)
