"""What members propose: an event, or an impulse for a working group. The secretariat decides; the answer comes as a notice."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.enums import NotificationKind
from accounts.models import User
from accounts.services.notices import tell
from events import mails_running as mails
from events.enums import EventFormat, EventKind, ImpulseKind, ImpulseStatus
from events.models import Event, Impulse
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from actors.models import Actor, WorkingGroup

MOST_OPEN = 10
#: A proposed event begins so long from now until somebody enters the day.
LATER = dt.timedelta(weeks=6)


@transaction.atomic
def propose(
    *,
    by: User,
    actor: Actor,
    kind: str,
    title: str,
    text: str,
    language: str,
    working_group: WorkingGroup | None = None,
    when: str = "",
) -> Impulse:
    """Proposes something in the name of an actor one keeps. Refuses others, and an eleventh open proposal of one person."""
    if not by.memberships.filter(actor=actor).exists():
        raise Refusal(_("Propose something in the name of your own organisation."))
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Impulse.objects.filter(proposed_by=by, status=ImpulseStatus.OPEN).count() >= MOST_OPEN:
        raise Refusal(_("Ten of your proposals are open. Please wait for the answers, or withdraw one."))
    made = Impulse.objects.create(
        kind=kind, title=title, text=text, language=language, working_group=working_group, actor=actor,
        when=when, proposed_by=by,
    )  # fmt: skip
    audit.record(action="impulse.proposed", obj=made, by=by)
    return made


@transaction.atomic
def withdraw(*, impulse: Impulse, by: User, now: dt.datetime | None = None) -> Impulse:
    """Takes an own proposal back that is still open."""
    found = _open(impulse)
    if found.proposed_by_id != by.pk:
        raise Refusal(_("Only the person who proposed it can withdraw it."))
    return _decide(found, ImpulseStatus.WITHDRAWN, by, now)


@transaction.atomic
def accept(*, impulse: Impulse, by: User, now: dt.datetime | None = None) -> Impulse:
    """Takes a proposal up; an event becomes a draft with what was written, on a day still to be chosen. Tells who proposed it."""
    now = now or timezone.now()
    found = _open(impulse)
    if found.kind == ImpulseKind.EVENT:
        found.event = _draft(found, by, now)
    _decide(found, ImpulseStatus.ACCEPTED, by, now)
    _tell(found, mails.IMPULSE_ACCEPTED, lambda url: mails.impulse_accepted(title=found.title, url=url), now)
    return found


@transaction.atomic
def decline(*, impulse: Impulse, reason: str, by: User, now: dt.datetime | None = None) -> Impulse:
    """Does not take it up, and says why. Refuses without a reason."""
    now = now or timezone.now()
    reason = " ".join(reason.replace("\x00", "").split())[:400]
    if not reason:
        raise Refusal(_("Say why: the person who proposed it reads the reason."))
    found = _open(impulse)
    found.reason = reason
    _decide(found, ImpulseStatus.DECLINED, by, now)
    _tell(
        found,
        mails.IMPULSE_DECLINED,
        lambda url: mails.impulse_declined(title=found.title, reason=reason, url=url),
        now,
    )
    return found


def _open(impulse: Impulse) -> Impulse:
    found = Impulse.objects.select_for_update(of=("self",), no_key=True).get(pk=impulse.pk)
    if found.status != ImpulseStatus.OPEN:
        raise Refusal(_("This proposal has been answered or withdrawn already."))
    return found


def _decide(impulse: Impulse, status: ImpulseStatus, by: User, now: dt.datetime | None) -> Impulse:
    impulse.status, impulse.decided_at = status, now or timezone.now()
    impulse.save(update_fields=["status", "decided_at", "reason", "event"])
    audit.record(action=f"impulse.{status.value}", obj=impulse, by=by)
    return impulse


def _draft(impulse: Impulse, by: User, now: dt.datetime) -> Event:
    """An event with the words of the proposal in its language, whole day, on site; everything else is for the secretariat."""
    day = timezone.localtime(now + LATER).replace(hour=10, minute=0, second=0, microsecond=0)
    kind = EventKind.GROUP_MEETING if impulse.working_group_id else EventKind.WORKSHOP
    made = Event(
        slug=f"{slugify(impulse.title)[:100] or 'event'}-{impulse.pk}",
        kind=kind,
        format=EventFormat.ON_SITE,
        source_language=impulse.language,
        starts_at=day,
        ends_at=day + dt.timedelta(hours=2),
        has_times=False,
        working_group=impulse.working_group,
        source=_("Proposal of a member"),
        created_by=by,
    )
    words: dict[str, Any] = {
        f"title_{impulse.language}": impulse.title,
        f"description_{impulse.language}": "\n\n".join(filter(None, (impulse.text, impulse.when))),
    }
    for name, value in words.items():
        setattr(made, name, value)
    made.save()
    made.organisers.add(impulse.actor)
    audit.record(action="event.created", obj=made, by=by, impulse=impulse.pk)
    return made


def _tell(impulse: Impulse, kind: str, write: Any, now: dt.datetime) -> None:
    user = impulse.proposed_by
    if user is None:
        return
    with translation.override(user.language):
        letter = write(settings.PORTAL_BASE_URL + reverse("impulses"))
    tell(user=user, kind=NotificationKind.GROUPS, letter_kind=kind, letter=letter, now=now)
