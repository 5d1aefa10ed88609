"""Funding programmes: what is known is shown, what is not is said, deadlines come back, reminders come once."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from typing import Any

import icalendar
import pytest
from django.core.cache import cache
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from actors.enums import ActorKind
from partnerships.enums_funding import MONTHS, DeadlineKind, Repeats
from partnerships.models import FundingDeadline, FundingProgramme, FundingReminder
from partnerships.selectors.funding import Applicant, fitting, open_programmes
from partnerships.selectors.funding_dates import next_deadline, occurrences
from partnerships.selectors.funding_partners import fitting_request
from partnerships.selectors.living import projects_of
from partnerships.services import funding, funding_reminders
from platform_portal.core.models import OutboxMail
from tests.factories.partnerships import PartnershipFactory, TopicFactory, topic_slugs
from tests.factories.places import CountryFactory, RegionFactory
from tests.factories.requests import delivered, sides

TODAY = dt.date(2026, 6, 1)
NOW = dt.datetime(2026, 6, 1, 8, tzinfo=dt.UTC)
SEED_TOPICS = (
    "wiederaufbau-infrastruktur", "regionalpartnerschaft", "partnerschaftsanbahnung", "betreiberpartnerschaften",
    "wasserversorgung", "abfallwirtschaft", "kommunale-aussenpolitik",
)  # fmt: skip


@pytest.fixture
def oblast(db: None) -> Any:
    """Oblast Dnipropetrowsk."""
    return RegionFactory(
        slug="oblast-dnipropetrowsk", name_de="Oblast Dnipropetrowsk", country=CountryFactory(code="UA")
    )


@pytest.fixture
def seeds(oblast: Any) -> int:
    """The programmes of the sources."""
    topic_slugs(*SEED_TOPICS)
    return funding.load_programmes()


def programme(on: dt.date | None = None, repeats: str = Repeats.NEVER, **values: Any) -> FundingProgramme:
    """A programme with a deadline."""
    texts = {
        "name_de": "Programm",
        "name_en": "Programme",
        "name_uk": "Програма",
        "checked_on": timezone.localdate(),
    }
    made = FundingProgramme.objects.create(
        **{"slug": f"p{FundingProgramme.objects.count()}", **texts} | values,
        deadline_kind=DeadlineKind.DATES if on else DeadlineKind.UNKNOWN,
    )
    if on:
        FundingDeadline.objects.create(programme=made, on=on, repeats=repeats)
    cache.clear()
    return made


def test_the_programmes_of_the_sources_are_loaded_once(seeds):
    assert seeds == 5
    assert funding.load_programmes() == 0


def test_what_the_sources_do_not_say_stays_empty(seeds):
    for row in FundingProgramme.objects.all():
        assert (row.amount_from, row.amount_to, row.deadline_kind) == (None, None, DeadlineKind.UNKNOWN)
        assert not row.deadlines.exists()
        assert row.source
        assert all(getattr(row, f"name_{language}") for language in ("de", "uk", "en"))


@pytest.mark.parametrize(
    ("language", "word"), [("de", "Engagement Global"), ("uk", "Engagement Global"), ("en", "unknown")]
)
def test_a_programme_has_its_page(seeds, client, language, word):
    page = client.get(f"/{language}/funding/wiederaufbauprojekte-nrw-dnipropetrowsk/")
    assert page.status_code == 200
    assert word in page.content.decode()


def test_the_list_filters(seeds, client):
    everything = client.get("/en/funding/").content.decode()
    water = client.get("/en/funding/?who=utility&topic=wasserversorgung").content.decode()
    assert everything.count("pw-card__title") == 5
    assert water.count("pw-card__title") == 1
    assert "not checked for a year" in water


@pytest.mark.parametrize(
    "query", ["?who=nobody", "?topic=x", "?deadline=7", "?page=0", "?format=pdf", "?q=" + "x" * 10_000]
)
def test_nonsense_is_refused(seeds, client, query):
    assert client.get(f"/de/funding/{query}").status_code == 400


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_takes_the_same_number_of_queries(client, number, django_assert_max_num_queries, db):
    for _ in range(number):
        programme(TODAY)
    client.get("/en/funding/")
    with django_assert_max_num_queries(8):
        client.get("/en/funding/")


def test_the_file_holds_every_programme(seeds, client):
    answer = client.get("/de/funding/?format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(answer)))
    assert len(rows) == 5
    assert {row["applications"] for row in rows} == {"unknown"}


def test_unpublished_programmes_are_nowhere(client, db):
    hidden = programme(TODAY, is_published=False)
    assert client.get(f"/de/funding/{hidden.slug}/").status_code == 404
    assert hidden.get_absolute_url() not in client.get("/de/funding/").content.decode()
    assert b"BEGIN:VEVENT" not in client.get("/de/funding/calendar.ics").content


@given(
    start=st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    ahead=st.integers(0, 4000),
    repeats=st.sampled_from(sorted(MONTHS)),
)
def test_every_occurrence_lies_in_the_window_and_months_apart(start, ahead, repeats):
    deadline = FundingDeadline(on=start, repeats=repeats)
    begin = start + dt.timedelta(days=ahead)
    days = list(occurrences(deadline, begin, begin + dt.timedelta(days=1500)))
    months = [day.year * 12 + day.month for day in days]
    assert all(begin <= day for day in days)
    assert days == sorted(days)
    assert {later - earlier for earlier, later in itertools.pairwise(months)} <= {MONTHS[repeats]}
    assert (days[0] - begin).days <= 31 * MONTHS[repeats] + 3


def test_the_31st_becomes_the_last_day_of_shorter_months():
    deadline = FundingDeadline(on=dt.date(2026, 1, 31), repeats=Repeats.MONTHLY)
    days = list(occurrences(deadline, dt.date(2026, 2, 1), dt.date(2026, 4, 30)))
    assert days == [dt.date(2026, 2, 28), dt.date(2026, 3, 31), dt.date(2026, 4, 30)]


def test_the_last_day_ends_the_row():
    deadline = FundingDeadline(on=dt.date(2026, 1, 1), repeats=Repeats.YEARLY, until_on=dt.date(2027, 6, 1))
    assert list(occurrences(deadline, dt.date(2026, 1, 1), dt.date(2030, 1, 1)))[-1] == dt.date(2027, 1, 1)


def test_the_calendar_holds_whole_days_with_lasting_names(client, db):
    soon = timezone.localdate() + dt.timedelta(days=20)
    programme(soon, Repeats.YEARLY)
    first, second = (client.get(f"/{language}/funding/calendar.ics") for language in ("de", "uk"))
    events = [icalendar.Calendar.from_ical(answer.content).walk("VEVENT") for answer in (first, second)]
    assert first.headers["Content-Type"].startswith("text/calendar")
    assert [len(found) for found in events] == [2, 2]
    assert events[0][0].decoded("dtstart") == soon
    assert [event["uid"] for event in events[0]] == [event["uid"] for event in events[1]]


def applicant(**values: Any) -> Applicant:
    """A municipality in North Rhine-Westphalia."""
    return Applicant(
        **{"kind": ActorKind.MUNICIPALITY, "country": "DE", "region": 1, "topics": frozenset()} | values
    )


def test_a_programme_fits_with_reasons_and_what_is_unknown(oblast):
    made = programme(applicant_kinds=["municipality"])
    made.partner_regions.add(oblast)
    partner = applicant(country="UA", region=oblast.pk)
    (found,) = fitting(open_programmes(), [applicant()], [partner])
    assert len(found.reasons) == 2
    assert found.unknown == []
    assert fitting(open_programmes(), [applicant(kind=ActorKind.COMPANY)], [partner]) == []
    assert fitting(open_programmes(), [applicant()], []) == []
    assert fitting(open_programmes(), [applicant(region=oblast.pk)], [partner]) == []


def test_a_programme_for_other_countries_never_fits(db):
    programme(applicant_kinds=["municipality"], partner_countries=["US", "GB", "IT"])
    assert fitting(open_programmes(), [applicant()], [applicant(country="UA", region=2)]) == []


def test_of_a_programme_nothing_is_known_about_nothing_is_claimed(db):
    programme()
    assert fitting(open_programmes(), [applicant()]) == []


def test_partnerships_and_profiles_show_what_fits(client, db):
    programme(
        timezone.localdate() + dt.timedelta(days=10),
        applicant_kinds=["municipality"],
        partner_countries=["UA"],
    )
    partnership = PartnershipFactory()
    page = client.get(f"/en/partnerships/{partnership.slug}/").content.decode()
    assert "Funding that may fit" in page
    assert "10 days left" in page
    german = partnership.parties.get(actor__place__country="DE").actor
    assert "Funding that may fit" in client.get(german.get_absolute_url()).content.decode()


def test_requests_show_what_fits_their_sides_and_topics(client, db):
    request = delivered(**dict(zip(("sender", "recipient"), sides()[:2], strict=True)))
    made = programme(
        timezone.localdate() + dt.timedelta(days=46),
        applicant_kinds=["municipality"],
        partner_countries=["UA"],
    )
    made.topics.add(request.request_topics.get().topic)
    (found,) = fitting_request(request)
    assert len(found.reasons) == 3
    client.force_login(
        User.objects.get(memberships__actor=request.recipient),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    page = client.get(f"/en/requests/{request.pk}/").content.decode()
    assert "Funding that may fit" in page
    assert "46 days left" in page


def test_projects_without_funding_show_what_fits_their_topic(client, db):
    topic, other = TopicFactory(), TopicFactory()
    made = programme(
        timezone.localdate() + dt.timedelta(days=10),
        applicant_kinds=["municipality"],
        partner_countries=["UA"],
    )
    made.topics.add(topic)
    partnership = PartnershipFactory()
    on_topic, funded = (
        partnership.projects.create(title="Schulen", topic=topic, funding=funding) for funding in (None, made)
    )
    off_topic = partnership.projects.create(title="Sport", topic=other)
    found = {shown.project.pk: shown.fitting for shown in projects_of(partnership)}
    assert {pk: [len(fit.reasons) for fit in fits] for pk, fits in found.items()} == {
        on_topic.pk: [3],
        off_topic.pk: [2],
        funded.pk: [],
    }
    page = client.get(f"/en/partnerships/{partnership.slug}/").content.decode()
    assert page.count("10 days left") == 3


def test_reminders_are_asked_for_and_ended_by_a_button(member_client, member, client, db):
    made = programme(TODAY)
    url = f"/en/funding/{made.slug}/remind/"
    assert client.post(url, {"wanted": "yes"}).status_code == 302
    assert FundingReminder.objects.count() == 0
    for _ in range(2):
        member_client.post(url, {"wanted": "yes"})
    assert FundingReminder.objects.get().user == member
    assert "End the reminders" in member_client.get(f"/en/funding/{made.slug}/").content.decode()
    assert member_client.get(url).status_code == 405
    member_client.post(url, {"wanted": "no"})
    assert FundingReminder.objects.count() == 0


@pytest.mark.parametrize(("days", "mails"), [(60, 0), (43, 0), (42, 1), (15, 1), (14, 1), (0, 1)])
def test_mails_come_six_and_two_weeks_before(member, db, days, mails):
    made = programme(TODAY + dt.timedelta(days=days))
    funding_reminders.ask(programme=made, by=member)
    for _ in range(2):
        funding_reminders.send_due(now=NOW)
    assert OutboxMail.objects.filter(kind="funding-reminder").count() == mails


def test_both_reminders_of_one_deadline_and_those_of_the_next(member, db):
    made = programme(TODAY + dt.timedelta(days=40), Repeats.YEARLY)
    funding_reminders.ask(programme=made, by=member)
    for day in range(0, 366):
        funding_reminders.send_due(now=NOW + dt.timedelta(days=day))
    assert OutboxMail.objects.filter(to=member.email).count() == 3


def test_who_has_ended_the_reminder_gets_none(member, db):
    made = programme(TODAY + dt.timedelta(days=10))
    funding_reminders.ask(programme=made, by=member)
    funding_reminders.end(programme=made, by=member)
    assert funding_reminders.send_due(now=NOW) == 0


def test_a_check_makes_an_entry_current_and_can_be_taken_back(secretariat, db):
    made = programme(checked_on=None)
    assert made.is_outdated()
    assert not funding.mark_checked(programme=made, by=secretariat).is_outdated()
    assert funding.take_back_check(programme=made, before="", by=secretariat).is_outdated()


def test_the_next_deadline_is_the_nearest_of_several(db):
    made = programme(TODAY - dt.timedelta(days=1))
    FundingDeadline.objects.create(programme=made, on=TODAY + dt.timedelta(days=5))
    assert next_deadline(made, TODAY) == TODAY + dt.timedelta(days=5)


def test_the_secretariat_edits_programmes_at_the_desk(seeds, secretariat_client):
    assert secretariat_client.get("/admin/partnerships/fundingprogramme/").status_code == 200
    assert secretariat_client.get("/admin/partnerships/fundingprogramme/add/").status_code in (200, 403)
    assert secretariat_client.get("/admin/partnerships/matchround/").url == "/admin/match-rounds/"
