"""The example logins of the README work, and never exist in production."""

import pytest
from django.contrib.auth import authenticate

from accounts.example import LOGINS, PASSWORD, ensure_logins
from accounts.models import User
from platform_portal.core.errors import Refusal


@pytest.mark.django_db
def test_every_example_login_works():
    ensure_logins()
    for login in LOGINS:
        user = authenticate(None, email=login.email, password=PASSWORD)
        assert (user and user.email, user and user.is_staff) == (login.email, login.is_staff)


@pytest.mark.django_db
def test_creating_them_again_changes_nothing():
    first = ensure_logins()
    first[0].set_password("ein-anderes-kennwort")
    first[0].save()
    assert ensure_logins()[0].check_password("ein-anderes-kennwort")
    assert User.objects.count() == len(LOGINS)


@pytest.mark.django_db
def test_outside_the_example_world_they_are_refused(settings):
    settings.PORTAL_EXAMPLE_WORLD = False
    with pytest.raises(Refusal):
        ensure_logins()
    assert not User.objects.exists()
