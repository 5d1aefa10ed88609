"""Requests between example municipalities, brought into their states through the services, with dates relative to today.

What is written is invented; the pairs do not exist. They show each state once: what waits for an answer, in the queue or for the
secretariat, what was answered, and an introduction that has become a partnership in initiation.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from actors.enums import MembershipRole
from actors.models import Actor, Membership, Topic
from partnerships.enums_living import ChecklistItem
from partnerships.enums_requests import AnswerKind, DeclineReason, FirstStep
from partnerships.models import CooperationRequest
from partnerships.services.living import initiating
from partnerships.services.requests import answering, drafts, introducing, sending
from partnerships.services.requests.drafts import Wish
from platform_portal.core.errors import Refusal


@dataclass(frozen=True, slots=True)
class Example:
    """One invented request; `age` is how many days ago it was sent, `then` what happened after the check (None: not checked yet)."""

    sender: str
    recipient: str
    age: int
    seek: tuple[str, ...]
    give: tuple[str, ...]
    reason: str
    language: str
    then: str | None
    wish: dict[str, Any] = field(default_factory=dict)


EXAMPLES = (
    Example(
        "riwne", "stadt-leipzig", 100, ("stadtentwicklung",), ("digitalisierung",),
        "Ми плануємо нові квартали і хочемо дізнатися, як Лейпциг залучає мешканців.", "uk", "initiation",
        {"first_step": FirstStep.VISIT, "phrases": ["learn", "long_term"]},
    ),
    Example(
        "stadt-essen", "lwiw", 62, ("jugendaustausch",), ("buergerbeteiligung",),
        "Unsere Jugendverbände suchen eine Stadt für einen Austausch.", "de", "declined",
        {"phrases": ["youth"]},
    ),
    Example(
        "riwne", "stadt-koeln", 31, ("digitalisierung", "selbstverwaltung"), ("zivilgesellschaft",),
        "Нас цікавить, як у Кельні працюють цифрові послуги для літніх людей.", "uk", "introduced",
        {"phrases": ["learn", "one_topic"]},
    ),
    Example(
        "stadt-dortmund", "riwne", 13, ("zivilgesellschaft",), ("logistik",),
        "Ein Netz von Vereinen bei uns möchte dauerhaft mit einer Stadt im Westen der Ukraine arbeiten.", "de", "delivered",
        {"phrases": ["share", "one_topic"]},
    ),
    Example(
        "schytomyr", "stadt-essen", 9, ("buergerbeteiligung", "stadtentwicklung"), ("jugendaustausch",),
        "Ми готуємо план відновлення разом із мешканцями і хочемо вчитися на вашому досвіді структурних змін.", "uk", "delivered",
        {"phrases": ["similar", "learn"]},
    ),
    Example(
        "lwiw", "stadt-essen", 5, ("berufsbildung",), ("sprache-dolmetschen",),
        "Наші професійні училища шукають партнерів для обміну викладачами.", "uk", "delivered",
        {"first_step": FirstStep.EXPERTS, "phrases": ["share"]},
    ),
    Example(
        "riwne", "billerbeck", 6, ("selbstverwaltung",), ("jugendaustausch",),
        "Нам цікаво, як невелика громада організовує послуги для мешканців.", "uk", None,
        {"phrases": ["learn"]},
    ),
)  # fmt: skip
#: People who keep the entries of the other sides; nobody signs in with these accounts.
KEEPERS = {
    "schytomyr": "uk", "lwiw": "uk", "stadt-koeln": "de", "stadt-leipzig": "de", "stadt-dortmund": "de", "billerbeck": "de",
}  # fmt: skip


@transaction.atomic
def load_example_requests(*, now: dt.datetime | None = None) -> int:
    """Creates the examples where there are no requests yet and both sides exist; answers their number. Can run twice."""
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal("Example requests exist in the example world only.")
    if CooperationRequest.objects.exists():
        return 0
    now = (now or timezone.now()).replace(microsecond=0)
    slugs = {slug for example in EXAMPLES for slug in (example.sender, example.recipient)}
    actors = {actor.slug: actor for actor in Actor.objects.select_related("place").filter(slug__in=slugs)}
    staff = User.objects.filter(is_staff=True, is_active=True).order_by("pk").first()
    possible = [row for row in EXAMPLES if {row.sender, row.recipient} <= set(actors)]
    if staff is None or not possible:
        return 0
    for slug in sorted(KEEPERS.keys() & actors.keys()):
        _keeper(actors[slug])
    for example in possible:
        _play(example, actors[example.sender], actors[example.recipient], staff, now)
    return len(possible)


def _keeper(actor: Actor) -> User:
    known = User.objects.filter(memberships__actor=actor, is_active=True).order_by("pk").first()
    if known is not None:
        return known
    language = KEEPERS[actor.slug]
    mark = "приклад" if language == "uk" else "Beispiel"
    person = User.objects.create_user(
        f"{actor.slug}@example.org", None, name=f"{actor.name} ({mark})", language=language
    )
    Membership.objects.create(user=person, actor=actor, role=MembershipRole.OWNER)
    return person


def _play(example: Example, sender: Actor, recipient: Actor, staff: User, now: dt.datetime) -> None:
    at = now - dt.timedelta(days=example.age)
    topics = {topic.slug: topic for topic in Topic.objects.filter(slug__in=example.seek + example.give)}
    known = {"languages": ["de" if example.language == "de" else "uk", "en"], "speaker": ""}
    wish = Wish(
        seek=[topics[slug] for slug in example.seek if slug in topics],
        give=[topics[slug] for slug in example.give if slug in topics],
        reason=example.reason,
        reason_language=example.language,
        **known | example.wish,
    )
    writer = _person(sender)
    request = drafts.write(sender=sender, recipient=recipient, wish=wish, by=writer, now=at)
    request = sending.send(request=request, by=writer, now=at)
    if example.then is None:
        return
    checked = at + dt.timedelta(hours=20)
    request = sending.approve(request=request, by=staff, now=checked)
    if example.then in _ANSWERED:
        _ANSWERED[example.then](request, checked + dt.timedelta(days=3))


def _person(actor: Actor) -> User:
    return User.objects.filter(memberships__actor=actor, is_active=True).order_by("pk")[0]


def _answer(request: CooperationRequest, kind: str, at: dt.datetime, reason: str = "") -> None:
    row = request.answers.get(actor=request.recipient_id)
    answering.answer(answer=row, kind=kind, reason=reason, by=_person(request.recipient), now=at)


def _decline(request: CooperationRequest, at: dt.datetime) -> None:
    _answer(request, AnswerKind.DECLINE, at, DeclineReason.NO_STAFF)


def _introduce(request: CooperationRequest, at: dt.datetime) -> None:
    """Both have said yes, written to each other and agreed on a next step."""
    _answer(request, AnswerKind.ACCEPT, at)
    request.refresh_from_db()
    asked, asking = _person(request.recipient), _person(request.sender)
    introduction = request.introduction
    lines = (
        (asked, "de", "Guten Tag nach Riwne, wir freuen uns auf das Gespräch. Passt Ihnen der zweite Vorschlag?"),
        (asking, "uk", "Добрий день! Так, другий варіант нам підходить. Перекладачка буде з нашого боку."),
    )  # fmt: skip
    for number, (who, language, text) in enumerate(lines, start=1):
        introducing.write_message(
            introduction=introduction,
            text=text,
            language=language,
            by=who,
            now=at + dt.timedelta(days=number),
        )
    introducing.add_step(
        introduction=introduction,
        text="Fragen für das erste Gespräch sammeln",
        language="de",
        actor=request.recipient,
        due_on=timezone.localdate(at) + dt.timedelta(days=35),
        by=asked,
    )


def _initiate(request: CooperationRequest, at: dt.datetime) -> None:
    """The introduction has become a partnership in initiation, with the first points of the checklist done."""
    _answer(request, AnswerKind.ACCEPT, at)
    request.refresh_from_db()
    asked, asking = _person(request.recipient), _person(request.sender)
    began = at + dt.timedelta(days=40)
    partnership = initiating.begin(introduction=request.introduction, by=asked, now=began)
    for who, items in ((asked, list(ChecklistItem)[:3]), (asking, list(ChecklistItem)[:2])):
        for item in items:
            initiating.tick(partnership=partnership, item=item, is_done=True, by=who, now=began)


_ANSWERED: dict[str, Callable[[CooperationRequest, dt.datetime], None]] = {
    "declined": _decline,
    "introduced": _introduce,
    "initiation": _initiate,
}
