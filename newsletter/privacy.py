"""Personal data of the newsletter: who reads it, the proof that they want to, what was sent to them, who edits it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from newsletter.addresses import hashes, normalised
from newsletter.enums import ConsentKind, SubscriberState
from newsletter.models import (
    Block,
    ConsentNetwork,
    ConsentRecord,
    Delivery,
    Edition,
    EditionContent,
    LedgerTally,
    MailReport,
    SendingLimit,
    SendingLogEntry,
    Subscriber,
    Subscription,
    Suppression,
)
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

if TYPE_CHECKING:
    from accounts.models import User

SECRETARIAT = Visibility.SECRETARIAT
CONSENT, TASK = LegalBasis.CONSENT, LegalBasis.PUBLIC_TASK
KEEP_LEFT = dt.timedelta(days=30)
KEEP_PROOF = dt.timedelta(days=3 * 365)
KEEP_RECIPIENTS = dt.timedelta(days=365)
KEEP_REPORTS = dt.timedelta(days=90)


def keys_of(user: User) -> set[str]:
    """Keys of all addresses of an account."""
    keys = set()
    for address in {user.email, *user.emailaddress_set.values_list("email", flat=True)}:  # type: ignore[attr-defined]
        try:
            keys.add(normalised(address))
        except ValidationError:  # an address of before there were rules
            continue
    return keys


def subscribers_of(user: User) -> QuerySet[Subscriber]:
    """The subscriber of an account: linked to it, or with one of its addresses."""
    return Subscriber.objects.filter(Q(user_id=user.pk) | Q(address_key__in=keys_of(user)))


def records_of(user: User) -> QuerySet[ConsentRecord]:
    """Records of consent of an account, by number or by the hash of an address."""
    known = [one for key in keys_of(user) for one in hashes(key)]
    return ConsentRecord.objects.filter(Q(subscriber__in=subscribers_of(user)) | Q(address_hash__in=known))


def deliveries_of(user: User) -> QuerySet[Delivery]:
    """Mails to any address of the account."""
    return Delivery.objects.filter(Q(subscriber__in=subscribers_of(user)) | Q(address_key__in=keys_of(user)))


def proof_nobody_needs(now: dt.datetime) -> QuerySet[ConsentRecord]:
    """What the database lets go: see the trigger `kept_as_proof`."""
    proof = ConsentRecord.objects.filter(kind__in=(ConsentKind.CONFIRMED, ConsentKind.IMPORTED))
    recent = ConsentRecord.objects.filter(at__gt=now - KEEP_PROOF)
    return ConsentRecord.objects.exclude(subscriber__in=Subscriber.objects.all()).exclude(
        address_hash__in=proof.filter(address_hash__in=recent.values("address_hash")).values("address_hash")
    )


privacy.register(
    Subscriber,
    title=_("My subscription of the newsletter"),
    purpose=_("Sending the newsletter to those who asked for it."),
    legal_basis=CONSENT,
    retention=Retention(
        _("until 30 days after leaving; without confirmation seven days"),
        lambda now: Subscriber.objects.filter(
            Q(pk__in=Subscriber.objects.unconfirmed(now))
            | Q(
                state__in=(SubscriberState.LEFT, SubscriberState.SUPPRESSED), state_since__lt=now - KEEP_LEFT
            )
        ),
    ),
    fields={
        "address": SECRETARIAT, "language": SECRETARIAT, "frequency": SECRETARIAT, "state": SECRETARIAT,
        "confirmed_at": SECRETARIAT, "created_at": SECRETARIAT,
    },
    sealed=("address_key",),
    impersonal={"user": "the link to the account"},
    rows_of=subscribers_of,
)  # fmt: skip
privacy.register(
    Subscription,
    title=_("What I read"),
    purpose=_("Sending only what somebody asked for."),
    legal_basis=CONSENT,
    retention=Retention(_("as long as the subscription of the newsletter")),
    fields={"kind": SECRETARIAT, "working_group": SECRETARIAT, "region": SECRETARIAT, "since": SECRETARIAT},
    rows_of=lambda user: Subscription.objects.filter(subscriber__in=subscribers_of(user)),
)
privacy.register(
    ConsentRecord,
    title=_("Proof of my consent to the newsletter"),
    purpose=_("Proving that somebody asked for the newsletter, with the wording that was read (Art. 7 (1) GDPR)."),
    legal_basis=LegalBasis.LEGAL_DUTY,
    retention=Retention(
        _(
            "three years after the last record about the address, once the person has left; holds a number and a"
            " keyed hash, no address"
        ),
        proof_nobody_needs,
    ),
    fields={
        "kind": SECRETARIAT, "at": SECRETARIAT, "channel": SECRETARIAT, "wording_version": SECRETARIAT,
        "wording": SECRETARIAT, "language": SECRETARIAT, "source_page": SECRETARIAT, "message_id": SECRETARIAT,
        "topics": SECRETARIAT,
    },
    sealed=("address_hash",),
    impersonal={"details": "plain words and numbers"},
    rows_of=records_of,
    on_erasure=OnErasure.KEEP,
)  # fmt: skip
privacy.register(
    ConsentNetwork,
    title=_("Internet addresses from which I confirmed the newsletter"),
    purpose=_("Proving who confirmed, where the operator has decided to keep it."),
    legal_basis=LegalBasis.LEGAL_DUTY,
    retention=Retention(
        _("as many days as PORTAL_NEWSLETTER_KEEP_IP_DAYS says; not recorded where it says nothing"),
        lambda now: ConsentNetwork.objects.filter(
            at__lt=now - dt.timedelta(days=settings.PORTAL_NEWSLETTER_KEEP_IP_DAYS)
        ),
    ),
    fields={"ip": SECRETARIAT, "at": SECRETARIAT},
    rows_of=lambda user: ConsentNetwork.objects.filter(record__in=records_of(user)),
)
privacy.register(
    Suppression,
    title=_("Addresses that are never written to again"),
    purpose=_("Keeping the promise never to write to an address again, also after its erasure."),
    legal_basis=LegalBasis.LEGAL_DUTY,
    retention=Retention(_("as long as the portal runs; holds a keyed hash, no address")),
    fields={},
    sealed=("address_hash",),
    on_erasure=OnErasure.KEEP,
)
privacy.register(
    Delivery,
    title=_("Newsletters sent to me"),
    purpose=_("Sending every newsletter once, and answering questions about whether it was sent."),
    legal_basis=CONSENT,
    retention=Retention(
        _("one year after sending; then the row stays without the person, because it is counted"),
        lambda now: Delivery.objects.filter(
            edition__started_at__lt=now - KEEP_RECIPIENTS, address_key__isnull=False
        ),
        detaches=True,
    ),
    fields={"address": SECRETARIAT, "edition": SECRETARIAT, "state": SECRETARIAT, "sent_at": SECRETARIAT},
    sealed=("address_key", "answer"),
    impersonal={
        "domain": "the domain of a mail provider", "claimed_by": "a process of the portal",
        "message_id": "made by the portal", "language": "a choice",
    },
    rows_of=deliveries_of,
    on_erasure=OnErasure.DETACH,
    detach={"subscriber": None, "address": "", "address_key": None, "answer": ""},
)  # fmt: skip
privacy.register(
    MailReport,
    title=_("Bounces and complaints about mails to me"),
    purpose=_("Not writing again to mailboxes that do not exist or do not want it."),
    legal_basis=LegalBasis.LEGAL_DUTY,
    retention=Retention(
        _("90 days without the person; the row stays, because it is counted"),
        lambda now: MailReport.objects.filter(at__lt=now - KEEP_REPORTS).filter(
            Q(subscriber__isnull=False) | ~Q(diagnostic="")
        ),
        detaches=True,
    ),
    fields={"kind": SECRETARIAT, "at": SECRETARIAT},
    sealed=("diagnostic",),
    impersonal={"status": "a code", "event_key": "a fingerprint of the notification"},
    rows_of=lambda user: MailReport.objects.filter(subscriber__in=subscribers_of(user)),
    on_erasure=OnErasure.DETACH,
    detach={"subscriber": None, "diagnostic": ""},
)
privacy.register(
    Edition,
    title=_("Editions of the newsletter I wrote or released"),
    purpose=_("Knowing who wrote and who released what was sent in the name of the platform."),
    legal_basis=TASK,
    retention=Retention(_("as long as the edition, without the person once the account is erased")),
    fields={"subject": Visibility.PUBLIC, "author": SECRETARIAT, "created_at": SECRETARIAT},
    impersonal={
        "released_by": "a member of the secretariat at work", "lead": "written to be public",
        "reply_to": "a function mailbox", "about_slug": "part of an address", "slug": "part of an address",
        "audience_kinds": "choices", "languages": "choices", "audience_languages": "choices",
        "outdated_translations": "names of fields", "database_mark": "number of a database",
    },
    rows_of=lambda user: Edition.objects.filter(author_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"author": None},
)  # fmt: skip
privacy.register(
    SendingLogEntry,
    title=_("What I did while a newsletter was sent"),
    purpose=_("Knowing who stopped and resumed a sending."),
    legal_basis=TASK,
    retention=Retention(_("as long as the edition, without the person once the account is erased")),
    fields={"kind": SECRETARIAT, "at": SECRETARIAT, "by": SECRETARIAT},
    impersonal={"note": "plain words of the portal"},
    rows_of=lambda user: SendingLogEntry.objects.filter(by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"by": None},
)
privacy.impersonal(Block, because="Parts of a newsletter, written to be public; pictures with their credit.")
privacy.impersonal(EditionContent, because="What was sent, with placeholders where a mail is personal.")
privacy.impersonal(LedgerTally, because="Numbers.")
privacy.impersonal(SendingLimit, because="Numbers, and the domain of a mail provider.")
