"""Where a contact stands on its way into the public: for the pages of its organisation and of the person behind it."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from actors.models import Actor, Contact, ContactConsent
from actors.querysets_consent import WAITS


class State(models.TextChoices):
    """How a page names it."""

    PUBLIC = "public", _("Public, with consent")
    ASKED = "asked", _("Asked, no answer yet")
    DECLINED = "declined", _("The person has said no")
    WITHDRAWN = "withdrawn", _("Consent withdrawn")
    CHANGED = "changed", _("Details changed since the consent")
    NEVER = "never", _("Not public")


TONES = {State.PUBLIC: "success", State.ASKED: "info", State.CHANGED: "warning"}


@dataclass(frozen=True, slots=True)
class Row:
    """One contact with its newest consent."""

    contact: Contact
    consent: ContactConsent | None
    state: State

    @property
    def tone(self) -> str:
        """Of the badge."""
        return TONES.get(self.state, "")

    @property
    def since(self) -> object:
        """When it came to this state."""
        found = self.consent
        if found is None:
            return None
        return {State.PUBLIC: found.given_at, State.ASKED: found.asked_at, State.DECLINED: found.declined_at,
                State.WITHDRAWN: found.withdrawn_at, State.CHANGED: found.ended_at}.get(self.state)  # fmt: skip

    @property
    def can_ask(self) -> bool:
        """Whether asking makes sense; the service may still refuse."""
        return self.state not in {State.PUBLIC, State.ASKED} and bool(self.contact.email)


def of_actor(actor: Actor) -> list[Row]:
    """All contacts of an actor. Two queries."""
    return _rows(actor.contacts.all())


def of_person(user: User) -> list[Row]:
    """Contacts with an address of the person. Three queries."""
    own = {user.email.lower()} | set(
        EmailAddress.objects.filter(user_id=user.pk, verified=True).values_list(Lower("email"), flat=True)
    )
    found = Contact.objects.alias(address=Lower("email")).filter(Q(address__in=own)).select_related("actor")
    return _rows(found.order_by("actor_id", "position", "pk"))


def _rows(contacts: models.QuerySet[Contact]) -> list[Row]:
    newest = Prefetch("consents", ContactConsent.objects.order_by("-pk"))
    return [_row(contact) for contact in contacts.prefetch_related(newest)]


def _row(contact: Contact) -> Row:
    consents = list(contact.consents.all())
    last = consents[0] if consents else None
    return Row(contact, last, _state(contact, last))


def _state(contact: Contact, last: ContactConsent | None) -> State:
    if contact.is_public:
        return State.PUBLIC
    if last is None:
        return State.NEVER
    if last.withdrawn_at:
        return State.WITHDRAWN
    if last.declined_at:
        return State.DECLINED
    if last.given_at:
        return State.CHANGED
    return State.ASKED if last.asked_at > timezone.now() - WAITS and not last.ended_at else State.NEVER
