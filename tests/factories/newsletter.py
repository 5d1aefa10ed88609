"""Factories for the newsletter: subscribers who have confirmed, editions in any state with frozen content, rows of the ledger."""

from __future__ import annotations

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from newsletter import placeholders
from newsletter.addresses import domain_of, hashed, normalised
from newsletter.enums import (
    BlockKind,
    ConsentChannel,
    ConsentKind,
    EditionKind,
    EditionState,
    SubscriberState,
    SubscriptionKind,
)
from newsletter.models import (
    Block,
    ConsentRecord,
    Delivery,
    Edition,
    EditionContent,
    Subscriber,
    Subscription,
)
from tests.factories.accounts import UserFactory

CONFIRMED = dt.datetime(2026, 1, 15, 9, 30, tzinfo=dt.UTC)
TEXT = f"Guten Tag\n\nEinstellungen: {placeholders.PREFERENCES}\nAbmelden: {placeholders.LEAVE}\n"
HTML = (
    f'<!doctype html><html lang="de"><body><h1>Guten Tag</h1><p><a href="{placeholders.PREFERENCES}">Einstellungen</a>'
    f' <a href="{placeholders.LEAVE}">Abmelden</a></p></body></html>'
)


class SubscriberFactory(DjangoModelFactory):
    """An active reader of the quarterly newsletter in German; `reads` names other kinds, `()` none."""

    class Meta:
        model = Subscriber
        skip_postgeneration_save = True

    address = factory.Sequence(lambda n: f"leser{n}@example.org")
    address_key = factory.LazyAttribute(lambda made: normalised(made.address))
    language = "de"
    state = SubscriberState.ACTIVE
    confirmed_at = CONFIRMED

    @factory.post_generation
    def reads(self, create: bool, extracted: tuple[str, ...] | None, **kwargs: object) -> None:
        """Subscriptions without an object."""
        for kind in (SubscriptionKind.QUARTERLY,) if extracted is None else extracted:
            Subscription.objects.create(subscriber=self, kind=kind)


class ConsentRecordFactory(DjangoModelFactory):
    """A confirmation by link."""

    class Meta:
        model = ConsentRecord

    subscriber = factory.SubFactory(SubscriberFactory)
    address_hash = factory.LazyAttribute(lambda made: hashed(made.subscriber.address_key))
    kind = ConsentKind.CONFIRMED
    channel = ConsentChannel.LINK
    at = CONFIRMED
    wording_version = "2026-01"
    wording = "Ja, ich möchte den Newsletter."


class EditionFactory(DjangoModelFactory):
    """A quarterly edition in draft, in German; `contents` makes it frozen content (languages), `released` does and releases it."""

    class Meta:
        model = Edition
        skip_postgeneration_save = True

    kind = EditionKind.QUARTERLY
    slug = factory.Sequence(lambda n: f"ausgabe-{n}")
    subject_de = factory.Sequence(lambda n: f"Newsletter Nr. {n}")
    languages = factory.LazyFunction(lambda: ["de"])
    fallback_language = "de"
    audience_kinds = factory.LazyFunction(lambda: [SubscriptionKind.QUARTERLY])
    author = factory.SubFactory(UserFactory, is_staff=True)

    class Params:
        released = factory.Trait(
            state=EditionState.RELEASED,
            released_at=factory.LazyFunction(timezone.now),
            released_by=factory.SubFactory(UserFactory, is_staff=True),
        )

    @factory.post_generation
    def contents(self, create: bool, extracted: tuple[str, ...] | None, **kwargs: object) -> None:
        """Frozen content in these languages; by default in all of a released edition."""
        frozen = self.languages if extracted is None and self.state != EditionState.DRAFT else extracted
        for language in frozen or ():
            EditionContentFactory(edition=self, language=language)


class BlockFactory(DjangoModelFactory):
    """A free text."""

    class Meta:
        model = Block

    edition = factory.SubFactory(EditionFactory)
    position = factory.Sequence(lambda n: n % 30_000)
    kind = BlockKind.TEXT
    heading_de = "Aus den Themenkreisen"
    text_de = "<p>Ein Absatz.</p>"


class EditionContentFactory(DjangoModelFactory):
    """Content with what every mail needs."""

    class Meta:
        model = EditionContent

    edition = factory.SubFactory(EditionFactory)
    language = "de"
    subject = "Newsletter Nr. 1 – Wiederaufbau"
    text = TEXT
    html = HTML
    web = "<p>Guten Tag</p>"
    sha256 = factory.LazyAttribute(
        lambda made: placeholders.digest(subject=made.subject, text=made.text, html=made.html)
    )


class DeliveryFactory(DjangoModelFactory):
    """A row of the ledger that waits."""

    class Meta:
        model = Delivery

    edition = factory.SubFactory(EditionFactory)
    subscriber = factory.SubFactory(SubscriberFactory)
    address = factory.LazyAttribute(lambda made: made.subscriber.address)
    address_key = factory.LazyAttribute(lambda made: made.subscriber.address_key)
    domain = factory.LazyAttribute(lambda made: domain_of(made.address_key))
    language = "de"
    message_id = factory.Sequence(lambda n: f"<n{n}@example.org>")
