"""Who is written to, and when: people who keep the entry of a side or, where nobody does, the mailbox of a function."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import override

from accounts.delivery import next_delivery
from accounts.enums import Frequency, NotificationKind
from accounts.models import User
from accounts.selectors.preferences import frequencies, quiet_times
from accounts.services.notices import tell
from actors.models import Actor, Contact
from partnerships import mails_requests as mails
from partnerships.enums_requests import FirstStep, MailStage, RequestRole, RequestStatus
from partnerships.models import CheckIn, CooperationRequest, RequestAnswer, RequestMail
from partnerships.selectors.request_queue import place_in_queue
from partnerships.services.requests.links import Addressee, absolute, answer_url, check_in_url
from platform_portal.core import letters
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from partnerships.models import Introduction, IntroductionMessage
    from platform_portal.core.letters import Text

KIND = NotificationKind.REQUESTS
#: Language of a mailbox whose reader nobody knows.
LANGUAGE_OF_COUNTRY = {"DE": "de", "UA": "uk"}


def people_of(actor_id: int) -> list[User]:
    """Everyone who keeps the entry and can log in."""
    return list(User.objects.filter(memberships__actor=actor_id, is_active=True).order_by("pk"))


def addressees(actor: Actor) -> list[Addressee]:
    """Who can answer for a side. Mailboxes only where nobody keeps the entry; a personal contact is never written to."""
    people = people_of(actor.pk)
    if people:
        return [Addressee(user.email, user.language, user=user) for user in people]
    boxes = Contact.objects.filter(
        Q(visibility__in=(Visibility.PUBLIC, Visibility.MEMBERS)), actor=actor, is_personal=False
    ).exclude(email="")
    country = actor.place.country_id if actor.place else ""
    return [Addressee(box.email, LANGUAGE_OF_COUNTRY.get(country, "en"), contact=box) for box in boxes[:2]]


def can_reach(actor: Actor) -> bool:
    """Whether anybody would get the request; if not, the secretariat makes the first contact."""
    return bool(addressees(actor))


def facts_of(request: CooperationRequest, *, language: str, text: str = "", now: dt.datetime) -> mails.Facts:
    """What letters say about the request; names, topics and dates are worked out in the reader's language."""
    parts = list(request.request_topics.select_related("topic"))
    until = request.again_on or (request.expires_at.date() if request.expires_at else now.date())
    return mails.Facts(
        sender=name_of(request.sender),
        recipient=name_of(request.recipient),
        step=FirstStep(request.first_step).label,
        url=absolute("request", request.pk, language=language),
        seek=_listed([part.topic for part in parts if part.role == RequestRole.SEEK]),
        give=_listed([part.topic for part in parts if part.role == RequestRole.GIVE]),
        until=mails.day(until),
        text=text,
        place=place_in_queue(request),
    )


def name_of(actor: Actor) -> Text:
    """The name in the reader's language."""
    return lazy(lambda: actor.name, str)()


def _listed(topics: list[object]) -> Text:
    return lazy(lambda: ", ".join(str(topic) for topic in topics), str)() if topics else ""


def may_write_now(user: User, now: dt.datetime) -> bool:
    """Whether a mail that presses for time may go out to the person now. Quiet times hold, digests do not; a “never” holds."""
    if frequencies(user)[KIND] == Frequency.NEVER:
        return False
    due = next_delivery(Frequency.AT_ONCE, quiet_times(user), now)
    return due is not None and due <= now


def write_to_side(answer: RequestAnswer, *, request: CooperationRequest, now: dt.datetime) -> int:
    """Sends the mail that is due to everyone of a side who has not had it: the request, or one of two reminders.

    Worked out from the state as it is now; nothing is sent once the side has answered. Can run twice. How many mails.
    """
    if answer.answered_at or request.status != RequestStatus.DELIVERED or request.delivered_at is None:
        return 0
    days = (now - request.delivered_at).days
    stage = max(value for value in MailStage.values if value <= days)
    sent = 0
    for to in addressees(answer.actor):
        if to.user and not may_write_now(to.user, now):
            continue
        _row, is_new = RequestMail.objects.get_or_create(
            answer=answer, user=to.user, contact=to.contact, stage=stage, defaults={"sent_at": now}
        )
        if is_new:
            _write(answer, request, to, stage, now)
            sent += 1
    return sent


def _write(
    answer: RequestAnswer, request: CooperationRequest, to: Addressee, stage: int, now: dt.datetime
) -> None:
    is_reminder = stage != MailStage.ARRIVED
    letter = mails.arrived(
        facts_of(request, language=to.language, now=now),
        answer_url=answer_url(answer, to),
        why=mails.why(name_of(answer.actor), mailbox=to.contact is not None),
        reminder=is_reminder,
    )
    letters.post(
        kind="request-reminder" if is_reminder else "request-arrived",
        letter=letter,
        to=to.email,
        language=to.language,
    )


def tell_sender(kind: str, request: CooperationRequest, *, now: dt.datetime, text: str = "") -> None:
    """Tells the people of the sender what became of the request, at the time each has chosen."""
    _label, letter = mails.TO_SENDER[kind]
    why = mails.why(name_of(request.sender))
    for user in people_of(request.sender_id):
        facts = facts_of(request, language=user.language, text=text, now=now)
        tell(user=user, kind=KIND, letter_kind=kind, letter=letter(facts, why), now=now)


def tell_side(kind: str, request: CooperationRequest, actor: Actor, *, now: dt.datetime) -> None:
    """Tells a side that was asked that the request is settled; mailboxes are left in peace."""
    for user in people_of(actor.pk):
        facts = facts_of(request, language=user.language, now=now)
        tell(
            user=user,
            kind=KIND,
            letter_kind=kind,
            letter=mails.over(facts, mails.why(name_of(actor))),
            now=now,
        )


def introduce(introduction: Introduction, *, request: CooperationRequest, now: dt.datetime) -> None:
    """The same letter to everyone on all sides, each with the contacts of the others."""
    names = [name_of(actor) for _party, actor in request.sides]
    for _party, actor in request.sides:
        for to in addressees(actor):
            if to.user and frequencies(to.user)[KIND] == Frequency.NEVER:
                continue
            with override(to.language):
                letter = mails.introduction(
                    names=names,
                    contacts=_contacts(request, actor, to),
                    url=absolute("introduction", request.pk, language=to.language),
                    why=mails.why(name_of(actor), mailbox=to.contact is not None),
                )
            letters.post(kind="request-introduction", letter=letter, to=to.email, language=to.language)


def _contacts(request: CooperationRequest, actor: Actor, to: Addressee) -> list[str]:
    """What the reader may see of the other sides, by the one rule of visibility; a mailbox gets functions only."""
    others = request.side_ids - {actor.pk}
    if to.user:
        rows = Contact.objects.visible_to(to.user).filter(actor__in=others)
    else:
        rows = Contact.objects.filter(
            actor__in=others, is_personal=False, visibility__in=(Visibility.PUBLIC, Visibility.MEMBERS)
        )
    return [
        ", ".join(str(part) for part in (row.actor.name, row.function, row.email, row.phone) if part)
        for row in rows.select_related("actor").order_by("actor", "position", "pk")
    ]


def tell_of_message(message: IntroductionMessage, *, now: dt.datetime) -> None:
    """Tells the other sides that there is something to read."""
    request = message.introduction.request
    for _party, actor in request.sides:
        if message.actor_id == actor.pk:
            continue
        for user in people_of(actor.pk):
            letter = mails.message(
                author=name_of(message.actor) if message.actor else mails.SECRETARIAT,
                url=absolute("introduction", request.pk, language=user.language),
                why=mails.why(name_of(actor)),
            )
            tell(user=user, kind=KIND, letter_kind="request-message", letter=letter, now=now)


def ask_how_it_goes(check_in: CheckIn, *, now: dt.datetime) -> int:
    """Sends the question to everyone of the side; how many mails."""
    request = check_in.introduction.request
    names = lazy(lambda: " – ".join(actor.name for _party, actor in request.sides), str)()
    sent = 0
    for to in addressees(check_in.actor):
        if to.user and frequencies(to.user)[KIND] == Frequency.NEVER:
            continue
        letter = mails.check_in(
            names=names,
            url=check_in_url(check_in, to),
            why=mails.why(name_of(check_in.actor), mailbox=to.contact is not None),
        )
        letters.post(kind="request-check-in", letter=letter, to=to.email, language=to.language)
        sent += 1
    return sent
