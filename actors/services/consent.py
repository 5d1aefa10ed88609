"""Publishing a contact needs the consent of the person behind it (Einwilligung): asked for, given, declined, withdrawn, ended.

`Contact.consented_at` says whether a consent is in force; it is set and cleared here, and cleared by the database when what
is shown changes (trigger `consent_ends`).
"""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from actors import consent_wording, mails_consent
from actors.models import Contact, ContactConsent
from platform_portal.core import audit, keys, letters
from platform_portal.core.errors import Refusal
from platform_portal.core.formats import in_readers_language
from platform_portal.core.visibility import Visibility

ASKED_AGAIN_AFTER = dt.timedelta(days=1)
MOST_QUESTIONS = 3
WITHIN = dt.timedelta(days=30)


@transaction.atomic
def ask(*, contact: Contact, by: User | None, now: dt.datetime | None = None) -> ContactConsent:
    """Writes to the contact's address. Refuses without address, when there is a consent, and when it was asked too often.

    Links of earlier questions stop working. `by` None: the portal itself, because what is shown has changed.
    """
    now = now or timezone.now()
    contact = _lock(contact)
    if not contact.email:
        raise Refusal(_("This contact has no e-mail address: there is nobody to ask."))
    if contact.is_public:
        raise Refusal(_("This contact is already public."))
    _refuse_too_many(contact, now)
    contact.consents.unanswered(now).update(ended_at=now)
    key, key_hash = keys.make()
    made = _make(contact, key_hash=key_hash, language=_language_of(contact), asked_at=now, asked_by=by)
    letter = mails_consent.question(made, url=url_of(key, made.language))
    letters.post(kind=mails_consent.QUESTION, letter=letter, to=made.email, language=made.language)
    audit.record(action="contact.consent_asked", obj=contact, by=by, consent=made.pk)
    return made


@transaction.atomic
def give(
    *, consent: ContactConsent, key: str, language: str = "", now: dt.datetime | None = None
) -> ContactConsent:
    """The person behind the address agrees to what was shown. Refuses when it was answered before or the details have changed.

    `language` is the one in which the person has read the wording; it is kept in these words.
    """
    now = now or timezone.now()
    contact = _lock(consent.contact)
    consent = _open(consent, contact, now)
    if language and language != consent.language:
        consent.language, consent.wording = language, consent_wording.current(language)
        consent.wording_version = consent_wording.VERSION
        consent.save(update_fields=["language", "wording", "wording_version"])
    return _publish(consent, contact, key=key, by=None, now=now)


@transaction.atomic
def give_directly(*, contact: Contact, user: User, now: dt.datetime | None = None) -> ContactConsent:
    """The person who is logged in with the contact's address agrees. Refuses others."""
    now = now or timezone.now()
    contact = _lock(contact)
    if not is_own(contact, user):
        raise Refusal(_("Only the person with the address of this contact can agree."))
    if contact.is_public:
        raise Refusal(_("This contact is already public."))
    contact.consents.unanswered(now).update(ended_at=now)
    key, key_hash = keys.make()
    made = _make(contact, key_hash=key_hash, language=user.language, asked_at=now, asked_by=user)
    return _publish(made, contact, key=key, by=user, now=now)


@transaction.atomic
def decline(*, consent: ContactConsent, now: dt.datetime | None = None) -> ContactConsent:
    """The person says no: nothing is published, and the wish to publish ends. Refuses when it was answered before."""
    now = now or timezone.now()
    contact = _lock(consent.contact)
    consent = _open(consent, contact, now, may_differ=True)
    consent.declined_at = now
    consent.save(update_fields=["declined_at"])
    _hide(contact)
    audit.record(action="contact.consent_declined", obj=contact, by=None, consent=consent.pk)
    return consent


@transaction.atomic
def withdraw(*, consent: ContactConsent, by: User | None, now: dt.datetime | None = None) -> ContactConsent:
    """The consent ends for the future; the contact is no longer public. Refuses when it is not in force.

    `by` None: the person behind the address, by the link in the mail.
    """
    now = now or timezone.now()
    contact = _lock(consent.contact)
    consent = ContactConsent.objects.get(pk=consent.pk)
    if not ContactConsent.objects.in_force().filter(pk=consent.pk).exists():
        raise Refusal(_("This consent is not in force any more."))
    consent.withdrawn_at = now
    consent.save(update_fields=["withdrawn_at"])
    _hide(contact)
    letters.post(
        kind=mails_consent.WITHDRAWN,
        letter=mails_consent.withdrawn(consent),
        to=consent.email,
        language=consent.language,
    )
    audit.record(action="contact.consent_withdrawn", obj=contact, by=by, consent=consent.pk)
    return consent


def ask_again(*, now: dt.datetime | None = None) -> int:
    """Asks for every contact whose consent ended because its details were changed. Returns how many; may run twice."""
    now = now or timezone.now()
    ended = ContactConsent.objects.filter(
        given_at__isnull=False, withdrawn_at__isnull=True, ended_at__isnull=False
    )
    waiting = (
        Contact.objects.filter(consented_at__isnull=True, consents__in=ended).exclude(email="").distinct()
    )
    asked = 0
    for contact in waiting:
        newest = contact.consents.order_by("-pk").first()
        if newest is None or newest.given_at is None or newest.ended_at is None:
            continue  # asked since
        try:
            ask(contact=contact, by=None, now=now)
            asked += 1
        except Refusal:
            continue
    return asked


def is_own(contact: Contact, user: User) -> bool:
    """Whether the person has shown that the contact's address is theirs. At most one query."""
    if not contact.email:
        return False
    if contact.email.casefold() == user.email.casefold():
        return True
    own = EmailAddress.objects.filter(user_id=user.pk, verified=True, email__iexact=contact.email)
    return own.exists()


def shown_of(contact: Contact) -> dict[str, str]:
    """Exactly what becomes public."""
    return {
        "actor": contact.actor.name,
        **{
            f"function_{code}": getattr(contact, f"function_{code}") or ""
            for code, _name in settings.LANGUAGES
        },
        "function": contact.function,
        "email": contact.email,
        "phone": contact.phone,
    }


def url_of(key: str, language: str) -> str:
    """The link of the mails: answers, and later withdraws."""
    with translation.override(language):
        return f"{settings.PORTAL_BASE_URL}{reverse('contact-consent', args=[key])}"


def _lock(contact: Contact) -> Contact:
    rows = Contact.objects.select_for_update(of=("self",), no_key=True).select_related("actor")
    return rows.get(pk=contact.pk)


def _open(
    consent: ContactConsent, contact: Contact, now: dt.datetime, *, may_differ: bool = False
) -> ContactConsent:
    found = ContactConsent.objects.unanswered(now).filter(pk=consent.pk).first()
    if found is None:
        raise Refusal(_("This question has been answered, or the link is too old."))
    if not may_differ and _public_part(found.shown) != _public_part(shown_in(contact, found.language)):
        raise Refusal(
            _("The details of this contact have changed since you were asked. You will be asked again.")
        )
    return found


def _public_part(shown: dict[str, str]) -> dict[str, str]:
    """The name of the organisation may change: it is not the person's."""
    return {name: value for name, value in shown.items() if name != "actor"}


def _make(
    contact: Contact, *, key_hash: str, language: str, asked_at: dt.datetime, asked_by: User | None
) -> ContactConsent:
    return ContactConsent.objects.create(
        contact=contact, key_hash=key_hash, asked_at=asked_at, asked_by=asked_by, email=contact.email,
        language=language, wording_version=consent_wording.VERSION, wording=consent_wording.current(language),
        shown=shown_in(contact, language),
    )  # fmt: skip


def shown_in(contact: Contact, language: str) -> dict[str, str]:
    """What becomes public, named in a language."""
    with translation.override(language):
        return shown_of(contact) | {"actor": str(in_readers_language(contact.actor, "name")[0])}


def _publish(
    consent: ContactConsent, contact: Contact, *, key: str, by: User | None, now: dt.datetime
) -> ContactConsent:
    consent.given_at = now
    consent.save(update_fields=["given_at"])
    contact.consented_at, contact.visibility = now, Visibility.PUBLIC
    contact.save(update_fields=["consented_at", "visibility"])
    letter = mails_consent.confirmation(consent, url=url_of(key, consent.language))
    letters.post(kind=mails_consent.CONFIRMATION, letter=letter, to=consent.email, language=consent.language)
    audit.record(
        action="contact.consent_given",
        obj=contact,
        by=by,
        consent=consent.pk,
        version=consent.wording_version,
    )
    return consent


def _hide(contact: Contact) -> None:
    contact.consented_at = None
    contact.visibility = _before(contact)
    contact.save(update_fields=["consented_at", "visibility"])


def _before(contact: Contact) -> str:
    """The level without consent: what is narrower than public stays as it is."""
    if contact.visibility != Visibility.PUBLIC:
        return contact.visibility
    return Visibility.MATCHED if contact.is_personal else Visibility.MEMBERS


def _refuse_too_many(contact: Contact, now: dt.datetime) -> None:
    recent = contact.consents.filter(asked_at__gt=now - WITHIN, asked_at__lte=now)
    if recent.filter(
        asked_at__gt=now - ASKED_AGAIN_AFTER,
        ended_at__isnull=True,
        declined_at__isnull=True,
        given_at__isnull=True,
    ).exists():
        raise Refusal(_("This address was asked within the last day. Please wait for the answer."))
    if recent.filter(declined_at__isnull=False).exists():
        raise Refusal(_("The person has said no. Please do not ask again within 30 days."))
    if recent.count() >= MOST_QUESTIONS:
        raise Refusal(_("This address was asked three times within 30 days. Please speak with the person."))


def _language_of(contact: Contact) -> str:
    """The language of the account with this address, else the one the entry is written in."""
    user = User.objects.filter(email__iexact=contact.email).first()
    return user.language if user else contact.actor.source_language
