"""Choices of subscribers and editions, and the tables of their transitions; values are stored and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class SubscriberState(models.TextChoices):
    """Where a subscriber stands. Mails go to `active` ones only, and to `paused` ones whose pause is over."""

    PENDING = "pending", pgettext_lazy("subscriber state", "Not confirmed yet")
    ACTIVE = "active", pgettext_lazy("subscriber state", "Active")
    PAUSED = "paused", pgettext_lazy("subscriber state", "Paused")
    LEFT = "left", pgettext_lazy("subscriber state", "Left")
    SUPPRESSED = "suppressed", pgettext_lazy("subscriber state", "Suppressed")


#: State → states that may follow. From `left` and `suppressed` only a new double opt-in (or an undo of leaving) leads back.
SUBSCRIBER_TRANSITIONS: dict[str, frozenset[str]] = {
    SubscriberState.PENDING: frozenset(
        {SubscriberState.ACTIVE, SubscriberState.LEFT, SubscriberState.SUPPRESSED}
    ),
    SubscriberState.ACTIVE: frozenset(
        {SubscriberState.PAUSED, SubscriberState.LEFT, SubscriberState.SUPPRESSED}
    ),
    SubscriberState.PAUSED: frozenset(
        {SubscriberState.ACTIVE, SubscriberState.LEFT, SubscriberState.SUPPRESSED}
    ),
    SubscriberState.LEFT: frozenset(
        {SubscriberState.PENDING, SubscriberState.ACTIVE, SubscriberState.PAUSED, SubscriberState.SUPPRESSED}
    ),
    SubscriberState.SUPPRESSED: frozenset({SubscriberState.PENDING, SubscriberState.LEFT}),
}


class MailFrequency(models.TextChoices):
    """How many mails a subscriber wants. `monthly` holds back topical mails, never the quarterly newsletter."""

    EVERY = "every", pgettext_lazy("newsletter frequency", "Every mail")
    MONTHLY = (
        "monthly",
        pgettext_lazy("newsletter frequency", "At most one mail a month besides the newsletter"),
    )


class SubscriptionKind(models.TextChoices):
    """What one can subscribe to. Working groups and regions are named one by one."""

    QUARTERLY = "quarterly", pgettext_lazy("subscription", "Quarterly newsletter")
    SPECIAL = "special", pgettext_lazy("subscription", "Special editions “Im Blickpunkt”")
    EVENTS = "events", pgettext_lazy("subscription", "Events")
    WORKING_GROUP = "working_group", pgettext_lazy("subscription", "A working group")
    REGION = "region", pgettext_lazy("subscription", "Partnerships of a region")


class ConsentKind(models.TextChoices):
    """What happened to a consent. Each is one record; none is ever changed."""

    ASKED = "asked", pgettext_lazy("consent record", "Asked for by form, confirmation mail sent")
    CONFIRMED = "confirmed", pgettext_lazy("consent record", "Confirmed")
    CHANGED = "changed", pgettext_lazy("consent record", "Choice changed")
    PAUSED = "paused", pgettext_lazy("consent record", "Paused")
    RESUMED = "resumed", pgettext_lazy("consent record", "Taken up again")
    LEFT = "left", pgettext_lazy("consent record", "Left")
    RETURNED = "returned", pgettext_lazy("consent record", "Leaving undone")
    IMPORTED = "imported", pgettext_lazy("consent record", "Imported with proof")
    SUPPRESSED = "suppressed", pgettext_lazy("consent record", "Suppressed")
    ERASED = "erased", pgettext_lazy("consent record", "Personal data erased")


class ConsentChannel(models.TextChoices):
    """How it reached the portal."""

    FORM = "form", pgettext_lazy("consent channel", "Form")
    LINK = "link", pgettext_lazy("consent channel", "Link of a mail")
    ONE_CLICK = "one_click", pgettext_lazy("consent channel", "One click in the mail program")
    MAIL = "mail", pgettext_lazy("consent channel", "By mail")
    ACCOUNT = "account", pgettext_lazy("consent channel", "Account")
    DESK = "desk", pgettext_lazy("consent channel", "Secretariat")
    IMPORT = "import", pgettext_lazy("consent channel", "Import")
    PORTAL = "portal", pgettext_lazy("consent channel", "Portal")


class SuppressionReason(models.TextChoices):
    """Why an address is never written to again."""

    HARD_BOUNCE = "hard_bounce", pgettext_lazy("suppression", "The mailbox does not exist")
    SOFT_BOUNCES = "soft_bounces", pgettext_lazy("suppression", "Undeliverable three times within 30 days")
    COMPLAINT = "complaint", pgettext_lazy("suppression", "Reported as spam")
    OBJECTION = "objection", pgettext_lazy("suppression", "Asked never to be written to again")
    IMPORTED = "imported", pgettext_lazy("suppression", "From the list of a former system")


class EditionKind(models.TextChoices):
    """What an edition is."""

    QUARTERLY = "quarterly", pgettext_lazy("edition kind", "Quarterly newsletter")
    SPECIAL = "special", pgettext_lazy("edition kind", "Special edition “Im Blickpunkt”")
    WORKING_GROUP = "working_group", pgettext_lazy("edition kind", "Mail of a working group")
    EVENT = "event", pgettext_lazy("edition kind", "Event mail")


#: Whom an edition is for unless the editor says otherwise.
USUAL_AUDIENCE: dict[str, SubscriptionKind] = {
    EditionKind.QUARTERLY: SubscriptionKind.QUARTERLY,
    EditionKind.SPECIAL: SubscriptionKind.SPECIAL,
    EditionKind.WORKING_GROUP: SubscriptionKind.WORKING_GROUP,
    EditionKind.EVENT: SubscriptionKind.EVENTS,
}


class EditionState(models.TextChoices):
    """Where an edition stands. From `released` on its content is frozen; from `sending` on there is a ledger."""

    DRAFT = "draft", pgettext_lazy("edition state", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("edition state", "To be released by a second person")
    RELEASED = "released", pgettext_lazy("edition state", "Released")
    SCHEDULED = "scheduled", pgettext_lazy("edition state", "Scheduled")
    SENDING = "sending", pgettext_lazy("edition state", "Being sent")
    PAUSED = "paused", pgettext_lazy("edition state", "Paused")
    FINISHED = "finished", pgettext_lazy("edition state", "Finished")
    CANCELLED = "cancelled", pgettext_lazy("edition state", "Cancelled")


#: State → states that may follow. `finished` is left only when a doubtful mail is sent again.
EDITION_TRANSITIONS: dict[str, frozenset[str]] = {
    EditionState.DRAFT: frozenset({EditionState.IN_REVIEW, EditionState.CANCELLED}),
    EditionState.IN_REVIEW: frozenset({EditionState.DRAFT, EditionState.RELEASED, EditionState.CANCELLED}),
    EditionState.RELEASED: frozenset(
        {EditionState.DRAFT, EditionState.SCHEDULED, EditionState.SENDING, EditionState.CANCELLED}
    ),
    EditionState.SCHEDULED: frozenset(
        {EditionState.DRAFT, EditionState.RELEASED, EditionState.SENDING, EditionState.CANCELLED}
    ),
    EditionState.SENDING: frozenset({EditionState.PAUSED, EditionState.FINISHED, EditionState.CANCELLED}),
    EditionState.PAUSED: frozenset({EditionState.SENDING, EditionState.CANCELLED}),
    EditionState.FINISHED: frozenset({EditionState.SENDING}),
    EditionState.CANCELLED: frozenset(),
}

#: States in which an edition may still be edited.
EDITABLE = (EditionState.DRAFT,)
#: States with a ledger.
STARTED = (EditionState.SENDING, EditionState.PAUSED, EditionState.FINISHED, EditionState.CANCELLED)


class BlockKind(models.TextChoices):
    """What a block of an edition shows. All but lead, free text and contact are pulled from the data."""

    LEAD = "lead", pgettext_lazy("block", "Lead text")
    PORTRAIT = "portrait", pgettext_lazy("block", "Portrait of a partnership")
    EVENTS = "events", pgettext_lazy("block", "Events")
    ACTORS = "actors", pgettext_lazy("block", "New actors")
    POSTINGS = "postings", pgettext_lazy("block", "Needs and offers")
    FUNDING = "funding", pgettext_lazy("block", "Funding deadlines")
    KNOWLEDGE = "knowledge", pgettext_lazy("block", "Knowledge products")
    TEXT = "text", pgettext_lazy("block", "Free text with picture")
    CONTACT = "contact", pgettext_lazy("block", "Contact")
