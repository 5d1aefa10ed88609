"""Personal contacts are seen by the other side after acceptance, and by nobody else before: pages, interface, mails, exports."""

import pytest
from django.test import Client

from actors.models import Contact
from partnerships.models import Introduction
from partnerships.services.requests import introducing
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import UserFactory
from tests.factories.partnerships import PartnerFactory, PartnershipFactory
from tests.factories.requests import accepted, delivered, keeper_of, secretary, sides

pytestmark = pytest.mark.django_db
SECRET = "frau.beispiel@example.org"


def with_secret(actor) -> Contact:
    """A personal contact of an actor."""
    return Contact.objects.create(
        actor=actor,
        function="Ansprechperson",
        email=SECRET,
        phone="+49 201 4711",
        visibility="matched",
        is_personal=True,
    )


def everywhere(client: Client, *slugs: str) -> str:
    """Everything about the actors a reader can ask for."""
    paths = [f"/en/actors/{slug}/" for slug in slugs]
    paths += [
        "/en/actors/",
        "/en/actors/?format=csv",
        "/api/v1/actors/",
        "/en/requests/",
        "/en/requests/?box=sent",
    ]
    paths += ["/en/search/?q=Ansprechperson", "/en/account/data/"]
    return "".join(client.get(path).content.decode() for path in paths)


def test_before_acceptance_nobody_but_the_own_side_sees_a_personal_contact(as_user):
    sender, recipient, asking, asked = sides()
    with_secret(recipient)
    request = delivered(sender=sender, recipient=recipient)
    outsider = UserFactory()
    for client in (Client(), as_user(asking), as_user(outsider)):
        seen = (
            everywhere(client, sender.slug, recipient.slug)
            + client.get(f"/en/requests/{request.pk}/").content.decode()
        )
        assert SECRET not in seen
    assert SECRET not in "".join(OutboxMail.objects.values_list("text", flat=True))
    assert list(Contact.objects.visible_to(asking)) == []
    assert Contact.objects.visible_to(asked).count() == 1


def test_after_acceptance_the_other_side_sees_it_and_nobody_else(as_user):
    sender, recipient, asking, _asked = sides()
    with_secret(recipient)
    other = keeper_of(PartnerFactory())
    request = accepted(sender=sender, recipient=recipient)
    page = f"/en/requests/{request.pk}/introduction/"
    assert SECRET in as_user(asking).get(page).content.decode()
    assert SECRET in as_user(asking).get(f"/en/actors/{recipient.slug}/").content.decode()
    assert SECRET in OutboxMail.objects.get(to=asking.email, kind="request-introduction").text
    for client in (Client(), as_user(other)):
        assert SECRET not in everywhere(client, recipient.slug)
    assert as_user(other).get(page).status_code == 404


def test_what_is_for_the_secretariat_is_never_released():
    sender, recipient, asking, _asked = sides()
    Contact.objects.create(actor=recipient, function="Intern", email=SECRET, visibility="secretariat")
    accepted(sender=sender, recipient=recipient)
    assert list(Contact.objects.visible_to(asking)) == []


def test_in_a_bridge_all_three_see_each_other_only_after_the_last_yes():
    sender, recipient, asking, asked = sides()
    third = PartnerFactory()
    third_keeper = keeper_of(third)
    with_secret(third)
    request = delivered(sender=sender, recipient=recipient, third=third)
    from partnerships.services.requests import answering

    answering.answer(
        answer=request.answers.get(actor=recipient), kind="accept", by=asked, now=request.delivered_at
    )
    assert not Contact.objects.visible_to(asking).exists()
    answering.answer(
        answer=request.answers.get(actor=third), kind="accept", by=third_keeper, now=request.delivered_at
    )
    for user in (asking, asked):
        assert Contact.objects.visible_to(user).get().email == SECRET


def test_when_the_secretariat_ends_an_introduction_the_contacts_are_closed_again():
    sender, recipient, asking, _asked = sides()
    with_secret(recipient)
    accepted(sender=sender, recipient=recipient)
    assert Contact.objects.visible_to(asking).exists()
    introducing.close(introduction=Introduction.objects.get(), by=secretary())
    assert not Contact.objects.visible_to(asking).exists()


def test_partners_in_an_existing_partnership_are_matched_too():
    sender, recipient, asking, _asked = sides()
    with_secret(recipient)
    PartnershipFactory(parties=[sender, recipient])
    assert Contact.objects.visible_to(asking).get().email == SECRET


def test_files_and_calendar_of_an_introduction_are_for_its_sides(as_user, settings, tmp_path):
    from io import BytesIO

    from PIL import Image

    settings.PORTAL_PRIVATE_ROOT = tmp_path
    sender, recipient, asking, asked = sides()
    request = accepted(sender=sender, recipient=recipient)
    picture = BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    picture.seek(0)
    picture.name = "plan.png"
    page = f"/en/requests/{request.pk}/introduction/"
    as_user(asking).post(f"{page}files/", {"title": "Plan", "file": picture})
    upload = Introduction.objects.get().files.get().upload
    stranger = keeper_of(PartnerFactory())
    for path in (f"/en/account/files/{upload.pk}/", f"{page}call-1.ics"):
        assert as_user(asked).get(path).status_code == 200
        assert as_user(stranger).get(path).status_code == 404
    calendar = as_user(asked).get(f"{page}call-2.ics").content.decode()
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert "Berlin" in calendar.replace("\r\n ", "")
    assert "Kyiv" in calendar.replace("\r\n ", "")
    assert as_user(asked).get(f"{page}call-9.ics").status_code == 404
