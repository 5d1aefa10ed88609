"""Statements that are kept find and write the same as the ORM does, are planned once, and count as queries; what a page asks several
times is asked once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection
from django.http import HttpRequest, HttpResponse

from actors.models import Actor, Topic
from events.models import Event
from events.selectors import event_row
from platform_portal.core import prepared
from platform_portal.core.models import OutboxMail
from platform_portal.core.reading import asked_once, read_only
from platform_portal.core.ready_rows import Lookup, Part, insert, keys_of, keys_seen_by, keys_seen_by_all
from tests.factories.actors import ActorFactory
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db

STATEMENT = "SELECT 4711 + %s::int"


def mail(message_id: str = "eine@example.org") -> OutboxMail:
    return OutboxMail(
        kind="test", to="leser@example.org", subject="Neu", text="100 % „Text“\n", message_id=message_id
    )


def values(obj):
    return {field.attname: getattr(obj, field.attname) for field in type(obj)._meta.concrete_fields}


def test_a_lookup_finds_what_its_queryset_finds_whatever_was_asked_before():
    lookup = Lookup(lambda slug: Event.objects.public().filter(slug=slug).values("pk"))
    first, second = EventFactory(), EventFactory()
    hidden = EventFactory(audience="members")
    for event in (first, second, first):
        assert prepared.rows(*lookup.statement(event.slug)) == [(event.pk,)]
    for nothing in (hidden.slug, "%s'; --"):
        assert prepared.rows(*lookup.statement(nothing)) == []


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


def test_a_statement_is_planned_once_and_each_use_counts_as_a_query(django_assert_num_queries):
    with django_assert_num_queries(8):
        assert [prepared.rows(STATEMENT, (number,)) for number in range(8)] == [
            [(4711 + number,)] for number in range(8)
        ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT 4711%'")
        assert cursor.fetchone() == (1,)


def test_rows_without_columns_are_rows_and_a_statement_without_an_answer_finds_nothing():
    assert [prepared.rows("SELECT"), prepared.rows("SELECT WHERE false")] == [[()], []]
    assert prepared.rows("UPDATE actors_topic SET slug = slug WHERE id = %s", [0]) == []


def test_the_keys_of_a_queryset_stand_in_a_statement():
    mine, _other = ActorFactory(slug="mine"), ActorFactory(slug="other")
    keys, values = keys_of(Actor.objects.filter(slug="mine"))
    assert prepared.rows(f"SELECT id FROM actors_actor WHERE id IN ({keys})", values) == [(mine.pk,)]
    keys, values = keys_of(Actor.objects.none())
    assert prepared.rows(f"SELECT id FROM actors_actor WHERE id IN ({keys})", values) == []


def test_rows_of_another_table_come_inside_a_column():
    topic = Topic.objects.create(slug="wasser", name_de="Wasser", name_uk="Вода", name_en="Water")
    part = Part(Topic, "t", ("id", "slug", "name_uk"))
    ((rows,),) = prepared.rows(f"SELECT ARRAY(SELECT {part.packed} FROM actors_topic t)")
    (found,) = [part.read(row) for row in rows]
    assert found == topic
    assert found.name_uk == "Вода"


def test_a_page_asks_once_and_the_next_page_asks_again():
    asked = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    @read_only
    def page(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{asked_once(ask)} {asked_once(ask)}")

    request = HttpRequest()
    request.method = "GET"
    assert [page(request).text, page(request).text] == ["1 1", "2 2"]
    assert [asked_once(ask), asked_once(ask)] == [3, 4]


def test_what_visitors_see_is_written_once_a_day_and_members_are_asked_for_each_time(member):
    asked = []

    def scope(reader: object) -> object:
        asked.append(reader)
        return Actor.objects.published()

    for reader in (AnonymousUser(), AnonymousUser(), member, member):
        keys_seen_by(reader, scope)
    assert asked == [AnonymousUser(), member, member]
    keys_seen_by_all(scope, dt.date(2020, 1, 1))
    assert len(asked) == 4
