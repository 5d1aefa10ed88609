"""Private files: stored under random names, read only by those the purpose allows, never run by a browser."""

import datetime as dt
import io

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts import upload_purposes
from accounts.models import Upload
from accounts.services import retention, uploads
from actors.revisions import actor_logo
from platform_portal.core.errors import Refusal
from platform_portal.core.uploads import checked_picture
from tests.factories.actors import ActorFactory
from tests.factories.revisions import keeper_of, proposal


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.PORTAL_PRIVATE_ROOT = tmp_path / "private"
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def png():
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return out


def kept(actor, user):
    value = actor_logo.keep(actor=actor, user=user, picture=checked_picture(png()))
    return Upload.objects.get(pk=value.removeprefix("upload:"))


def signed_in(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def actor(db):
    return ActorFactory(slug="stadt-essen")


def test_who_keeps_the_entry_and_the_secretariat_see_the_picture(actor, secretariat):
    author = keeper_of(actor)
    upload = kept(actor, author)
    for user in (author, keeper_of(actor), secretariat):
        answer = signed_in(user).get(f"/de/account/files/{upload.pk}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer["Cache-Control"] == "private, no-store"


def test_everybody_else_gets_404_or_the_login(actor, member):
    upload = kept(actor, keeper_of(actor))
    assert signed_in(member).get(f"/de/account/files/{upload.pk}/").status_code == 404
    assert signed_in(keeper_of(ActorFactory())).get(f"/de/account/files/{upload.pk}/").status_code == 404
    assert Client().get(f"/de/account/files/{upload.pk}/").status_code == 302


def test_a_file_of_an_unknown_purpose_is_read_by_nobody(actor, secretariat):
    upload = kept(actor, secretariat)
    Upload.objects.update(purpose="unbekannt")
    assert signed_in(secretariat).get(f"/de/account/files/{upload.pk}/").status_code == 404


def test_files_lie_in_the_private_folder_under_random_names(actor, folders):
    upload = kept(actor, keeper_of(actor))
    path = uploads.location(upload.path)
    assert path.is_relative_to(folders / "private")
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert not upload.path.startswith("logo")


@pytest.mark.parametrize("path", ["../media/x.png", "/etc/passwd", "a/../../x", ""])
def test_no_path_leads_out_of_the_private_folder(path):
    with pytest.raises(ValueError, match="outside"):
        uploads.location(path)


def test_nobody_fills_the_disk(actor, monkeypatch):
    monkeypatch.setattr(uploads, "PER_DAY", 2)
    author = keeper_of(actor)
    kept(actor, author)
    kept(actor, author)
    with pytest.raises(Refusal):
        kept(actor, author)


def test_a_document_is_saved_and_not_shown(actor):
    from platform_portal.core.files import as_file

    answer = as_file(b"%PDF-1.7", "application/pdf", "file-1.pdf", is_private=True)
    assert answer["Content-Disposition"] == 'attachment; filename="file-1.pdf"'


@pytest.mark.django_db(transaction=True)
def test_an_accepted_logo_is_published_under_a_new_name_and_the_old_one_goes(
    actor, secretariat, folders, client
):
    from actors.services import revisions

    actor.is_trusted = True
    actor.save()
    author = keeper_of(actor)
    for _turn in range(2):
        proposal(actor, author, logo=f"upload:{kept(actor, author).pk}")
    actor.refresh_from_db()
    assert [path.name for path in (folders / "media/logos").iterdir()] == [actor.logo.name.split("/")[1]]
    assert not Upload.objects.exists()
    assert not [path for path in (folders / "private").rglob("*") if path.is_file()]
    answer = client.get(actor.logo.url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    removal = revisions.propose(actor=actor, author=author, changes={"logo": ""})
    assert removal.status == "decided"
    assert not list((folders / "media/logos").iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "logos/../../private/x.png",
        "logos/x.svg",
        "logos/index.html",
        f"logos/{'a' * 40}.svg",
        "x",
        "logos/%2e%2e/x",
    ],
)
def test_nothing_else_is_served_from_the_folder_of_published_pictures(client, db, folders, name):
    (folders / "media/logos").mkdir(parents=True)
    for bad in ("x.svg", "index.html", f"{'a' * 40}.svg"):
        (folders / "media/logos" / bad).write_text("<script>")
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_pictures_nobody_waits_for_are_removed_after_thirty_days(actor, folders):
    author = keeper_of(actor)
    waiting, forgotten = kept(actor, author), kept(actor, author)
    proposal(actor, author, logo=f"upload:{waiting.pk}")
    soon = timezone.now() + dt.timedelta(days=29)
    assert list(upload_purposes.overdue(soon)) == []
    retention.apply(now=timezone.now() + dt.timedelta(days=31))
    assert list(Upload.objects.all()) == [waiting]
    assert not uploads.location(forgotten.path).exists()
    assert uploads.location(waiting.path).exists()


@pytest.mark.django_db(transaction=True)
def test_a_refused_or_withdrawn_picture_is_removed(actor, secretariat):
    from actors.services import revisions
    from tests.factories.revisions import refuse

    author = keeper_of(actor)
    first = kept(actor, author)
    revision = proposal(actor, author, logo=f"upload:{first.pk}")
    revisions.decide(revision=revision, by=secretariat, verdicts=refuse("Kein Logo.", "logo"))
    second = kept(actor, author)
    revisions.withdraw(revision=proposal(actor, author, logo=f"upload:{second.pk}"), by=author)
    assert not Upload.objects.exists()
    assert not uploads.location(first.path).exists()
    assert not uploads.location(second.path).exists()


def test_private_files_never_lie_below_published_ones():
    from platform_portal.settings import base

    assert not base.PORTAL_PRIVATE_ROOT.is_relative_to(base.MEDIA_ROOT)
    assert not base.PORTAL_PRIVATE_ROOT.is_relative_to(base.STATIC_ROOT)
