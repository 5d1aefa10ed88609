"""Invitations: sent by an owner or the secretariat, answered by a link that works once and for 14 days."""

from __future__ import annotations

import datetime as dt
import logging

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import NotificationKind
from accounts.models import User
from accounts.models.user import one_line
from accounts.services import addresses, notices
from actors import mails_joining as mails
from actors.enums import InvitationStatus, MembershipRole
from actors.models import Actor, Invitation, Membership
from actors.rules import can_invite_secretariat, can_manage_people, is_secretariat
from platform_portal.core import audit, keys, letters
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)

VALID_FOR = dt.timedelta(days=14)
DAY = dt.timedelta(days=1)
#: How many invitations one person may send within a day.
DAILY_LIMIT, DAILY_LIMIT_OF_THE_SECRETARIAT = 20, 300


@transaction.atomic
def invite(
    *,
    by: User,
    email: str,
    actor: Actor | None,
    role: str = MembershipRole.EDITOR,
    language: str = "de",
    message: str = "",
    now: dt.datetime | None = None,
) -> Invitation:
    """Invites an address to keep the entry, or without an actor to the secretariat, and writes the mail.

    Refuses who may not invite, an address that is none, somebody who keeps the entry already, an address that is invited
    already, and more than DAILY_LIMIT invitations of one person within 24 hours.
    """
    now = now or timezone.now()
    email = checked_address(email)
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)  # counts one after the other
    _check_right(by, actor)
    _check_limit(by, now)
    if actor is not None and actor.memberships.filter(user__email__iexact=email).exists():
        raise Refusal(_("This person keeps the entry already."))
    if Invitation.objects.open(now).to(email).filter(actor=actor).exists():
        raise Refusal(_("This address is already invited. You can send the invitation again."))
    found, key = issue(
        email=email, actor=actor, role=role, language=language, message=message, by=by, now=now, replaces_open=False,
    )  # fmt: skip
    _write(found, key, by)
    return found


@transaction.atomic
def issue(
    *,
    email: str,
    actor: Actor | None,
    role: str,
    language: str,
    by: User | None,
    message: str = "",
    now: dt.datetime | None = None,
    replaces_open: bool = True,
) -> tuple[Invitation, str]:
    """A new invitation and its key, without a mail: whoever calls writes one. An open one to the same address is withdrawn, or with
    `replaces_open=False` a reason to refuse, also when it was written in this moment.
    """
    now = now or timezone.now()
    former = Invitation.objects.unanswered().to(email).filter(actor=actor)
    if not replaces_open:
        former = former.filter(expires_at__lte=now)
    former.update(status=InvitationStatus.WITHDRAWN, answered_at=now)
    key, key_hash = keys.make()
    try:
        with transaction.atomic():
            found = Invitation.objects.create(
                email=email, actor=actor, role=MembershipRole(role), language=language, message=message.strip(),
                invited_by=by, key_hash=key_hash, created_at=now, expires_at=now + VALID_FOR,
            )  # fmt: skip
    except IntegrityError as error:  # two invited the same address at the same moment
        raise Refusal(_("This address is already invited. You can send the invitation again.")) from error
    audit.record(action="invitation.sent", obj=found, by=by, actor=actor.pk if actor else None)
    return found, key


@transaction.atomic
def send_again(*, invitation: Invitation, by: User, now: dt.datetime | None = None) -> Invitation:
    """Sends a new link; the old one no longer works. Counts like a new invitation."""
    now = now or timezone.now()
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    old = _unanswered(invitation)
    _check_right(by, old.actor)
    _check_limit(by, now)
    found, key = issue(
        email=old.email, actor=old.actor, role=old.role, language=old.language, message=old.message,
        by=by, now=now,
    )  # fmt: skip
    _write(found, key, by)
    return found


@transaction.atomic
def withdraw(*, invitation: Invitation, by: User, now: dt.datetime | None = None) -> Invitation:
    """The link no longer works."""
    found = _unanswered(invitation)
    _check_right(by, found.actor)
    return _answered(found, InvitationStatus.WITHDRAWN, by=by, now=now)


@transaction.atomic
def accept(*, invitation: Invitation, user: User, now: dt.datetime | None = None) -> Invitation:
    """A person with an account accepts. Refuses another account than that of the address invited.

    A membership that exists is raised to the role of the invitation, never lowered.
    """
    found = _open(invitation, now)
    if not belongs_to(found, user):
        raise Refusal(_("This invitation was sent to another address than that of your account."))
    return _accepted(found, user, now)


@transaction.atomic
def accept_as_new(
    *, invitation: Invitation, name: str, password: str, now: dt.datetime | None = None
) -> User:
    """Makes the account of the person invited and accepts for it; the link has proved the address.

    Refuses when there is an account with this address already: then the person logs in.
    """
    found = _open(invitation, now)
    name = checked_name(name)
    if User.objects.filter(email__iexact=found.email).exists():
        raise Refusal(_("There is already an account with this address. Please log in."))
    try:
        with transaction.atomic():
            user = User.objects.create_user(found.email, password, name=name, language=found.language)
    except IntegrityError as error:  # another invitation to the same address was accepted at this moment
        raise Refusal(_("There is already an account with this address. Please log in.")) from error
    addresses.remember(user=user)
    audit.record(action="account.created", obj=user, by=user, invitation=found.pk)
    _accepted(found, user, now)
    return user


@transaction.atomic
def decline(*, invitation: Invitation, now: dt.datetime | None = None) -> Invitation:
    """Who holds the link says no."""
    found = _answered(_open(invitation, now), InvitationStatus.DECLINED, by=None, now=now)
    _tell_inviter(found, accepted=False)
    return found


def belongs_to(invitation: Invitation, user: User) -> bool:
    """Whether the invitation went to an address of this account that is confirmed. At most one query."""
    if user.email.casefold() == invitation.email.casefold():
        return True
    confirmed = user.emailaddress_set.filter(email__iexact=invitation.email, verified=True)  # type: ignore[attr-defined]
    return bool(confirmed.exists())


def checked_address(email: str) -> str:
    """The address without space around it; refuses what is none, also one with a line break."""
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Refusal(_("This is not an e-mail address.")) from error
    return email.strip()


def checked_name(name: str) -> str:
    """The name of a person; refuses line breaks and other control characters."""
    try:
        one_line(name.strip())
    except ValidationError as error:
        log.warning("a name with control characters was refused")
        raise Refusal(error.messages[0]) from error
    if not name.strip():
        raise Refusal(_("Please give your name."))
    return name.strip()[:150]


def _check_right(by: User, actor: Actor | None) -> None:
    allowed = can_invite_secretariat(by) if actor is None else can_manage_people(by, actor)
    if not allowed:
        log.warning("user %s may not invite to actor %s", by.pk, actor.pk if actor else None)
        raise Refusal(_("You may not invite anybody here."))


def _check_limit(by: User, now: dt.datetime) -> None:
    limit = DAILY_LIMIT_OF_THE_SECRETARIAT if is_secretariat(by) else DAILY_LIMIT
    if Invitation.objects.filter(invited_by=by, created_at__gt=now - DAY).count() >= limit:
        log.warning("user %s has reached the limit of %s invitations a day", by.pk, limit)
        raise Refusal(
            _("You have sent %(limit)s invitations within a day. Please continue tomorrow.")
            % {"limit": limit}
        )


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("actor", "invited_by").get(pk=invitation.pk)


def _unanswered(invitation: Invitation) -> Invitation:
    found = _locked(invitation)
    if found.status != InvitationStatus.SENT:
        raise Refusal(_("This invitation has been answered or withdrawn already."))
    return found


def _open(invitation: Invitation, now: dt.datetime | None) -> Invitation:
    found = _unanswered(invitation)
    if found.expires_at <= (now or timezone.now()):
        raise Refusal(_("This invitation is no longer valid. Ask for a new one."))
    return found


def _answered(
    found: Invitation, status: InvitationStatus, *, by: User | None, now: dt.datetime | None
) -> Invitation:
    found.status, found.answered_at = status, now or timezone.now()
    found.save(update_fields=["status", "answered_at", "accepted_by"])
    audit.record(action=f"invitation.{status.value}", obj=found, by=by)
    return found


def _accepted(found: Invitation, user: User, now: dt.datetime | None) -> Invitation:
    found.accepted_by = user
    _answered(found, InvitationStatus.ACCEPTED, by=user, now=now)
    if found.actor is None:
        User.objects.filter(pk=user.pk).update(is_staff=True)
        user.is_staff = True
        audit.record(action="account.joined_secretariat", obj=user, by=found.invited_by)
    else:
        give_role(user=user, actor=found.actor, role=found.role, by=user)
    _tell_inviter(found, accepted=True)
    return found


@transaction.atomic
def give_role(*, user: User, actor: Actor, role: str, by: User | None) -> Membership:
    """Makes the person editor or owner of the actor; never lowers a role."""
    Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    row, is_new = Membership.objects.get_or_create(user=user, actor=actor, defaults={"role": role})
    if not is_new and role == MembershipRole.OWNER and row.role != role:
        row.role = MembershipRole.OWNER
        row.save(update_fields=["role"])
    audit.record(action="membership.given", obj=row, by=by, actor=actor.pk, role=row.role)
    return row


def _write(found: Invitation, key: str, by: User) -> None:
    inviter: str | Promise = by.name or gettext_lazy("The secretariat")
    valid_until = mails.day(found.expires_at)
    if found.actor is None:
        kind = "invitation-secretariat"
        letter = mails.invitation_to_secretariat(
            key=key, inviter=inviter, message=found.message, valid_until=valid_until
        )
    else:
        kind = "invitation"
        letter = mails.invitation(
            key=key, organisation=mails.name_of(found.actor), inviter=inviter, message=found.message,
            valid_until=valid_until, is_owner=found.role == MembershipRole.OWNER,
        )  # fmt: skip
    letters.post(kind=kind, letter=letter, to=found.email, language=found.language)


def _tell_inviter(found: Invitation, *, accepted: bool) -> None:
    """Whoever invited hears of the answer, in the way the person has chosen."""
    if found.invited_by is None or found.actor is None or not found.invited_by.is_active:
        return
    letter = mails.invitation_answered(
        organisation=mails.name_of(found.actor), person=found.email, accepted=accepted,
        url=mails.page(found.invited_by.language, "entry-people", found.actor.slug),
    )  # fmt: skip
    notices.tell(
        user=found.invited_by, kind=NotificationKind.ENTRY, letter_kind="invitation-answered", letter=letter
    )
