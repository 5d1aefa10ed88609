"""Interest forms („Mitmachen“): sent, confirmed by a link, made into a draft entry by the secretariat."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actors import mails_joining as mails
from actors.enums import InterestStatus, MembershipRole
from actors.joining_links import VALID_FOR, Purpose, make
from actors.models import Actor, Interest, WorkingGroup, WorkingGroupMember
from actors.rules import can_decide_joining
from actors.services import index, invitations, register
from platform_portal.core import audit, letters
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)


@transaction.atomic
def submit(
    *,
    organisation: str,
    name: str,
    email: str,
    working_groups: Iterable[WorkingGroup] = (),
    now: dt.datetime | None = None,
    **fields: Any,
) -> Interest:
    """Takes a form and sends the link that confirms the address. The same organisation and address again: only the mail is sent again.

    `fields`: group, kind, place, website, language, message.
    """
    now = now or timezone.now()
    organisation = " ".join(invitations.checked_name(organisation).split())
    facts = {"name": invitations.checked_name(name), "email": invitations.checked_address(email), **fields}
    form = Interest.objects.waiting_for(email=facts["email"], organisation=organisation).first()
    if form is None:
        form = Interest.objects.create(organisation=organisation, created_at=now, **facts)
        form.working_groups.set(working_groups)
    if form.status == InterestStatus.UNCONFIRMED:
        letter = mails.confirm_interest(organisation=organisation, token=make(Purpose.INTEREST, form.pk))
        letters.post(kind="interest-confirm", letter=letter, to=form.email, language=form.language)
    return form


@transaction.atomic
def confirm(*, interest: Interest, now: dt.datetime | None = None) -> Interest:
    """The link was used: the form goes to the secretariat. Refuses a used or expired link."""
    now = now or timezone.now()
    form = _locked(interest)
    if form.status != InterestStatus.UNCONFIRMED:
        raise Refusal(_("This address is confirmed already."))
    if form.created_at + VALID_FOR <= now:
        raise Refusal(_("This link is no longer valid. Please send the form again."))
    form.status, form.confirmed_at = InterestStatus.OPEN, now
    form.save(update_fields=["status", "confirmed_at"])
    audit.record(action="interest.opened", obj=form, by=None)
    return form


@transaction.atomic
def accept(*, interest: Interest, by: User, now: dt.datetime | None = None) -> Actor:
    """Makes a draft entry, in review, with the working groups wanted, and invites the person as its owner."""
    form = _to_decide(interest, by)
    actor = _draft(form, by)
    invitation, key = invitations.issue(
        email=form.email, actor=actor, role=MembershipRole.OWNER, language=form.language, by=by, now=now
    )
    form.actor = actor
    _decided(form, InterestStatus.ACCEPTED, by=by, now=now)
    letter = mails.interest_accepted(
        organisation=mails.name_of(actor), url=mails.address("invitation", key),
        valid_until=mails.day(invitation.expires_at),
    )  # fmt: skip
    letters.post(kind="interest-accepted", letter=letter, to=form.email, language=form.language)
    return actor


@transaction.atomic
def refuse(*, interest: Interest, by: User, reason: str, now: dt.datetime | None = None) -> Interest:
    """No entry is made; the person hears why."""
    if not reason.strip():
        raise Refusal(_("Please give a reason; it is sent to the person."))
    form = _to_decide(interest, by)
    form.reason = reason.strip()
    _decided(form, InterestStatus.REFUSED, by=by, now=now)
    letter = mails.interest_refused(organisation=form.organisation, reason=form.reason)
    letters.post(kind="interest-refused", letter=letter, to=form.email, language=form.language)
    return form


def _draft(form: Interest, by: User) -> Actor:
    """The name in the language of the form; German too, because addresses and lists start from it."""
    names = {f"name_{language}": form.organisation for language in {"de", form.language}}
    actor = register.create_actor(
        by=by, slug=register.free_slug(register.slug_of(form.organisation) or "akteur", form.place),
        group=form.group, kind=form.kind, place=form.place, website=form.website,
        source_language=form.language, **names,
    )  # fmt: skip
    WorkingGroupMember.objects.bulk_create(
        [WorkingGroupMember(actor=actor, group=group) for group in form.working_groups.all()]
    )
    register.submit(actor=actor, by=by)
    index.refresh([actor.pk])
    actor.refresh_from_db()
    return actor


def _locked(interest: Interest) -> Interest:
    rows = Interest.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("group", "place__region").get(pk=interest.pk)


def _to_decide(interest: Interest, by: User) -> Interest:
    if not can_decide_joining(by):
        log.warning("user %s may not decide interest form %s", by.pk, interest.pk)
        raise Refusal(_("Only the secretariat decides interest forms."))
    form = _locked(interest)
    if form.status != InterestStatus.OPEN:
        raise Refusal(_("This form is not waiting for a decision."))
    return form


def _decided(form: Interest, status: InterestStatus, *, by: User, now: dt.datetime | None) -> None:
    form.status, form.decided_at, form.decided_by = status, now or timezone.now(), by
    form.save(update_fields=["status", "reason", "actor", "decided_at", "decided_by"])
    audit.record(action=f"interest.{status.value}", obj=form, by=by)
