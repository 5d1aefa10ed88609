"""Statements that are kept find and write the same as the ORM does."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from events.models import Event
from events.selectors import event_row
from platform_portal.core.models import OutboxMail
from platform_portal.core.ready_rows import Lookup, insert
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db


def mail(message_id: str = "eine@example.org") -> OutboxMail:
    return OutboxMail(
        kind="test", to="leser@example.org", subject="Neu", text="100 % „Text“\n", message_id=message_id
    )


def values(obj):
    return {field.attname: getattr(obj, field.attname) for field in type(obj)._meta.concrete_fields}


def test_a_lookup_finds_what_its_queryset_finds_whatever_was_asked_before():
    lookup = Lookup(lambda slug: Event.objects.public().filter(slug=slug))
    first, second = EventFactory(), EventFactory()
    hidden = EventFactory(audience="members")
    for event in (first, second, first):
        (found,) = lookup.ask(event.slug)
        assert values(found) == values(Event.objects.get(pk=event.pk))
    assert [lookup.ask(hidden.slug), lookup.ask("%s'; --")] == [[], []]


def test_the_event_of_a_page_is_what_the_orm_reads_in_the_same_query(django_assert_num_queries):
    event = EventFactory()
    with django_assert_num_queries(1):
        found = event_row.event_by_slug(AnonymousUser(), event.slug)
        beside = (found.place, found.place and found.place.region, found.series, found.working_group)
    assert values(found) == values(Event.objects.get(pk=event.pk))
    assert beside[0] == event.place
    hidden = EventFactory(audience="members")
    assert event_row.event_by_slug(AnonymousUser(), hidden.slug) is None


def test_an_object_written_by_a_kept_statement_is_what_saving_it_would_have_made():
    made = mail()
    insert(made)
    assert not made._state.adding
    assert values(made) == values(OutboxMail.objects.get(pk=made.pk))


def test_what_the_database_refuses_is_refused_here_too():
    insert(mail())
    with pytest.raises(IntegrityError):
        insert(mail())
