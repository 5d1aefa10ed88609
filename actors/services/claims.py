"""Claims („Das sind wir“): sent, confirmed by a link, decided by the secretariat."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from actors import mails_joining as mails
from actors.enums import ClaimStatus, MembershipRole
from actors.joining_links import VALID_FOR, Purpose, make
from actors.models import Actor, Claim
from actors.rules import can_decide_joining
from actors.services import invitations
from platform_portal.core import audit, letters
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)


@transaction.atomic
def submit(
    *,
    actor: Actor,
    name: str,
    email: str,
    function: str,
    message: str = "",
    language: str = "de",
    user: User | None = None,
    now: dt.datetime | None = None,
) -> Claim | None:
    """Takes a claim. From a visitor it waits for the link in a mail; with `user` it goes to the secretariat at once.

    None: this address has a claim that is being checked; visitors are told the same as for a new one. A claim that waits for
    its link is replaced and the mail is sent again. Refuses a person who keeps the entry, or whose claim is being checked.
    """
    now = now or timezone.now()
    texts = {
        "name": invitations.checked_name(name), "function": _function(function), "message": message.strip(),
        "language": language, "user": user, "created_at": now,
    }  # fmt: skip
    email = invitations.checked_address(user.email if user else email)
    if user is not None and actor.memberships.filter(user=user).exists():
        raise Refusal(_("You keep this entry already."))
    found = _undecided(actor, email)
    if found is not None and found.status == ClaimStatus.OPEN:
        if user is not None:
            raise Refusal(_("Your claim is being checked already."))
        return None
    try:
        with transaction.atomic():
            claim = _write(found, actor, email, texts)
    except IntegrityError:  # sent twice at the same moment: one is enough
        return None
    if user is None:
        _ask_to_confirm(claim)
    else:
        _open(claim, by=user, now=now)
    return claim


@transaction.atomic
def confirm(*, claim: Claim, now: dt.datetime | None = None) -> Claim:
    """The link was used: the address is right, the claim goes to the secretariat. Refuses a used or expired link."""
    now = now or timezone.now()
    claim = _locked(claim)
    if claim.status != ClaimStatus.UNCONFIRMED:
        raise Refusal(_("This address is confirmed already."))
    if claim.created_at + VALID_FOR <= now:
        raise Refusal(_("This link is no longer valid. Please send the form again."))
    claim.user = User.objects.filter(email__iexact=claim.email, is_active=True).first()
    return _open(claim, by=claim.user, now=now)


@transaction.atomic
def accept(*, claim: Claim, by: User, now: dt.datetime | None = None) -> Claim:
    """The secretariat agrees: the person becomes an owner, by an invitation where there is no account yet, and hears of it."""
    claim = _to_decide(claim, by)
    organisation = mails.name_of(claim.actor)
    if claim.user is not None and claim.user.is_active:
        invitations.give_role(user=claim.user, actor=claim.actor, role=MembershipRole.OWNER, by=by)
        letter = mails.claim_accepted(
            organisation=organisation, url=mails.address("account"), has_account=True, valid_until=""
        )
    else:
        invitation, key = invitations.issue(
            email=claim.email, actor=claim.actor, role=MembershipRole.OWNER, language=claim.language, by=by, now=now
        )  # fmt: skip
        letter = mails.claim_accepted(
            organisation=organisation, url=mails.address("invitation", key), has_account=False,
            valid_until=mails.day(invitation.expires_at),
        )  # fmt: skip
    _decided(claim, ClaimStatus.ACCEPTED, by=by, now=now)
    letters.post(kind="claim-accepted", letter=letter, to=claim.email, language=language_of(claim))
    return claim


@transaction.atomic
def refuse(*, claim: Claim, by: User, reason: str, now: dt.datetime | None = None) -> Claim:
    """The secretariat does not agree and says why; the person hears of it."""
    if not reason.strip():
        raise Refusal(_("Please give a reason; it is sent to the person."))
    claim = _to_decide(claim, by)
    claim.reason = reason.strip()
    _decided(claim, ClaimStatus.REFUSED, by=by, now=now)
    letter = mails.claim_refused(organisation=mails.name_of(claim.actor), reason=claim.reason)
    letters.post(kind="claim-refused", letter=letter, to=claim.email, language=language_of(claim))
    return claim


def language_of(claim: Claim) -> str:
    """The language of the account where there is one, else that of the form."""
    return claim.user.language if claim.user is not None else claim.language


def _function(text: str) -> str:
    """Appears in a list of the secretariat: one line."""
    return " ".join(text.split())[:160]


def _undecided(actor: Actor, email: str) -> Claim | None:
    rows = Claim.objects.undecided().alias(address=Lower("email"))
    found: Claim | None = (
        rows.filter(actor=actor, address=email.lower()).select_for_update(of=("self",), no_key=True).first()
    )
    return found


def _write(found: Claim | None, actor: Actor, email: str, texts: Mapping[str, Any]) -> Claim:
    if found is None:
        return Claim.objects.create(actor=actor, email=email, **texts)
    for name, value in texts.items():
        setattr(found, name, value)
    found.save()
    return found


def _ask_to_confirm(claim: Claim) -> None:
    letter = mails.confirm_claim(organisation=mails.name_of(claim.actor), token=make(Purpose.CLAIM, claim.pk))
    letters.post(kind="claim-confirm", letter=letter, to=claim.email, language=claim.language)


def _open(claim: Claim, *, by: User | None, now: dt.datetime) -> Claim:
    claim.status, claim.confirmed_at = ClaimStatus.OPEN, now
    claim.save(update_fields=["status", "confirmed_at", "user"])
    audit.record(action="claim.opened", obj=claim, by=by, actor=claim.actor_id)
    return claim


def _locked(claim: Claim) -> Claim:
    rows = Claim.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("actor", "user").get(pk=claim.pk)


def _to_decide(claim: Claim, by: User) -> Claim:
    if not can_decide_joining(by):
        log.warning("user %s may not decide claim %s", by.pk, claim.pk)
        raise Refusal(_("Only the secretariat decides claims."))
    found = _locked(claim)
    if found.status != ClaimStatus.OPEN:
        raise Refusal(_("This claim is not waiting for a decision."))
    return found


def _decided(claim: Claim, status: ClaimStatus, *, by: User, now: dt.datetime | None) -> None:
    claim.status, claim.decided_at, claim.decided_by = status, now or timezone.now(), by
    claim.save(update_fields=["status", "reason", "decided_at", "decided_by"])
    audit.record(action=f"claim.{status.value}", obj=claim, by=by, actor=claim.actor_id)
