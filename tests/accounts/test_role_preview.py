"""The secretariat looks at the portal as another role: read-only, visible, recorded."""

import pytest
from django.http import HttpRequest
from django.test import Client

from accounts.preview import PreviewRole
from platform_portal.core.models import AuditEntry
from platform_portal.core.visibility import Visibility, levels_open_to

CHOOSE, END = "/de/account/preview/", "/de/account/preview/end/"


@pytest.fixture
def looking(secretariat_client):
    def as_role(role: str) -> Client:
        secretariat_client.post(CHOOSE, {"role": role})
        return secretariat_client

    return as_role


@pytest.mark.parametrize("role", PreviewRole.values)
def test_the_banner_is_on_the_page_until_the_preview_ends(looking, role):
    client = looking(role)
    assert END in client.get("/de/imprint/").content.decode()
    client.post(END)
    assert END not in client.get("/de/imprint/").content.decode()


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        ("visitor", (Visibility.PUBLIC,)),
        ("member", (Visibility.PUBLIC, Visibility.MEMBERS)),
        ("coordinator", (Visibility.PUBLIC, Visibility.MEMBERS)),
    ],
)
def test_visibility_follows_the_role(looking, role, levels):
    request: HttpRequest = looking(role).get("/de/imprint/").wsgi_request
    assert levels_open_to(request.user) == levels
    assert not request.user.has_perm("actors.change_actor")


def test_the_admin_is_closed_meanwhile(looking):
    assert looking("member").get("/admin/").status_code in {302, 403}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written_meanwhile(looking, method):
    client = looking("member")
    answer = getattr(client, method)("/de/account/sessions/everywhere/")
    assert answer.status_code == 403
    client.post(END)
    assert client.get("/de/account/sessions/").status_code == 200


def test_the_stand_in_cannot_be_saved(looking):
    request = looking("member").get("/de/imprint/").wsgi_request
    with pytest.raises(RuntimeError):
        request.user.save()
    assert request.real_user.is_staff


def test_begin_and_end_are_recorded_with_the_real_person(looking, secretariat):
    looking("visitor").post(END)
    entries = AuditEntry.objects.order_by("pk").values_list("action", "user_id", "details")
    assert list(entries) == [
        ("preview.begun", secretariat.pk, {"role": "visitor"}),
        ("preview.ended", secretariat.pk, {"role": "visitor"}),
    ]


def test_for_members_the_page_does_not_exist(member_client):
    assert member_client.get(CHOOSE).status_code == 404
    assert member_client.post(CHOOSE, {"role": "visitor"}).status_code == 404


def test_an_unknown_role_begins_nothing(looking):
    client = looking("administrator")
    assert "preview_role" not in client.session
    assert not AuditEntry.objects.filter(action="preview.begun").exists()


def test_who_leaves_the_secretariat_has_no_preview(looking, secretariat):
    client = looking("visitor")
    secretariat.is_staff = False
    secretariat.save()
    assert client.get("/de/account/sessions/").status_code == 200
