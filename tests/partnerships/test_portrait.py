"""The portrait of a partnership is public only as all sides have released it."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.urls import reverse
from django.utils import translation
from PIL import Image

from accounts.models import Upload
from partnerships.models import Portrait, PortraitPicture
from partnerships.services.living import portraits
from platform_portal.core.errors import Refusal
from tests.factories.living import begun, confirmed
from tests.factories.requests import keeper_of

pytestmark = pytest.mark.django_db
ANSWERS = {"first_contact": "Über Zabrze.", "why_partner": "Weil es passt."}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> Iterator[None]:
    """Own folders for files; refusals in English."""
    settings.MEDIA_ROOT, settings.PORTAL_PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    with translation.override("en"):
        yield


def picture(kind: str = "PNG") -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, kind)
    out.seek(0)
    out.name = "bild.png"
    return out


def written(found=None):
    found = found or confirmed()
    portraits.write(partnership=found.partnership, language="de", answers=ANSWERS, by=found.german_keeper)
    return found


def add(found, **fields):
    known = {"file": picture(), "alt": "Zwei Bürgermeister", "credit": "Stadt Essen", "language": "de"}
    return portraits.add_picture(partnership=found.partnership, by=found.german_keeper, **(known | fields))


def release(found):
    for by in (found.german_keeper, found.ukrainian_keeper):
        result = portraits.release(partnership=found.partnership, by=by)
    return result


def url(name: str, found) -> str:
    return reverse(name, args=[found.partnership.slug])


def test_it_is_public_with_the_release_of_the_last_side_and_hidden_again_after_a_change(client):
    found = written()
    portraits.release(partnership=found.partnership, by=found.german_keeper)
    assert client.get(url("partnership-portrait", found)).status_code == 404
    assert release(found).public_at is not None
    assert "Über Zabrze." in client.get(url("partnership-portrait", found)).content.decode()
    portraits.write(
        partnership=found.partnership, language="uk", answers={"why_partner": "Бо"}, by=found.ukrainian_keeper
    )
    assert client.get(url("partnership-portrait", found)).status_code == 404


def test_writing_the_same_again_keeps_the_releases():
    found = written()
    release(found)
    assert Portrait.objects.exclude(public_at=None).count() == 1
    written(found)
    assert Portrait.objects.exclude(public_at=None).count() == 1


def test_one_language_never_touches_another():
    found = written()
    portraits.write(
        partnership=found.partnership, language="uk", answers={"why_partner": "Бо"}, by=found.ukrainian_keeper
    )
    row = Portrait.objects.get()
    assert (row.why_partner_de, row.why_partner_uk, row.source_language) == ("Weil es passt.", "Бо", "de")


def test_nothing_is_released_before_it_is_told_or_the_partnership_is_public():
    found = confirmed()
    with pytest.raises(Refusal, match="first two questions"):
        portraits.release(partnership=found.partnership, by=found.german_keeper)
    hidden = written(begun())
    with pytest.raises(Refusal, match="confirm the partnership first"):
        portraits.release(partnership=hidden.partnership, by=hidden.german_keeper)


def test_places_of_infrastructure_are_refused():
    found = confirmed()
    text = "Das Umspannwerk steht bei 50.6199, 26.2516."
    with pytest.raises(Refusal, match="where infrastructure is"):
        portraits.write(
            partnership=found.partnership,
            language="de",
            answers={"why_partner": text},
            by=found.german_keeper,
        )


def test_a_picture_is_private_until_the_portrait_is_public(client):
    found = written()
    private = add(found).address
    assert "/files/" in private
    client.force_login(
        keeper_of(begun().german), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(private).status_code == 404
    client.force_login(found.ukrainian_keeper, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(private).status_code == 200
    release(found)
    shown = PortraitPicture.objects.get()
    assert (shown.upload, shown.width, Upload.objects.exists()) == (None, 40, False)
    page = client.get(url("partnership-portrait", found)).content.decode()
    assert all(text in page for text in (shown.file.url, "Zwei Bürgermeister", "Stadt Essen"))


@pytest.mark.parametrize("missing", [{"alt": " "}, {"credit": ""}])
def test_a_picture_needs_credit_and_alternative_text(missing):
    with pytest.raises(Refusal, match="what the picture shows"):
        add(written(), **missing)


def test_removing_a_picture_removes_its_file():
    found = written()
    portraits.remove_picture(picture=add(found), by=found.ukrainian_keeper)
    assert (Upload.objects.count(), PortraitPicture.objects.count()) == (0, 0)


def test_the_text_for_linkedin_needs_no_script(client):
    found = written()
    release(found)
    page = client.get("/de" + url("partnership-portrait", found).removeprefix("/en"))
    assert page.context["linkedin"].splitlines()[2] == "Weil es passt."
    assert "linkedin.com" not in page.content.decode()


def test_the_sides_write_and_release_it_on_its_page(client):
    found = confirmed()
    edit = url("partnership-portrait-edit", found)
    for user in (found.german_keeper, found.ukrainian_keeper):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(edit).status_code == 200
        if user == found.german_keeper:
            client.post(f"{edit}?language=de", ANSWERS)
            file = picture()
            client.post(
                url("partnership-picture-add", found),
                {"file": file, "alt": "Foto", "credit": "Essen", "language": "de"},
            )
        client.post(url("partnership-portrait-release", found))
    row = Portrait.objects.get()
    assert (row.public_at is not None, row.pictures.count()) == (True, 1)
    client.post(url("partnership-portrait-withdraw", found))
    assert client.get(url("partnership-portrait", found)).status_code == 404
