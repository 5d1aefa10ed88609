"""The list of sessions: end one, end all; never those of others."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from accounts.selectors.sessions import device
from tests.factories.accounts import UserFactory

LIST = "/de/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_the_list_shows_every_browser_this_one_first(user, sign_in):
    sign_in(user, HTTP_USER_AGENT=FIREFOX)
    places = sign_in(user).get(LIST).context["places"]
    assert [(place.is_current, place.device) for place in places] == [(True, ""), (False, "Firefox, Linux")]


def test_an_ended_session_is_signed_out(user, sign_in):
    other, here = sign_in(user), sign_in(user)
    session = UserSession.objects.get(session_key=other.session.session_key)
    here.post(f"{LIST}{session.pk}/end/")
    assert other.get(LIST).status_code == 302
    assert here.get(LIST).status_code == 200


def test_sessions_of_others_are_not_found(user, sign_in):
    stranger = sign_in(UserFactory())
    session = UserSession.objects.get()
    answer = sign_in(user).post(f"{LIST}{session.pk}/end/")
    assert (answer.status_code, stranger.get(LIST).status_code) == (404, 200)


def test_logging_out_everywhere_ends_all_sessions_of_this_person_only(user, sign_in):
    browsers = [sign_in(user), sign_in(user)]
    stranger = sign_in(UserFactory())
    browsers[0].post(f"{LIST}everywhere/")
    assert [browser.get(LIST).status_code for browser in browsers] == [302, 302]
    assert stranger.get(LIST).status_code == 200


def test_sessions_that_no_list_knows_end_too(user, sign_in, client):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.all().delete()
    sign_in(user).post(f"{LIST}everywhere/")
    assert client.get(LIST).status_code == 302


def test_reading_the_list_writes_nothing_and_costs_the_same_for_many(
    user, sign_in, django_assert_num_queries
):
    client = sign_in(user)
    for _ in range(2):
        with django_assert_num_queries(4):  # session, user, list, which are open
            client.get(LIST)
        for _ in range(5):
            sign_in(user)
    Session.objects.exclude(session_key=client.session.session_key).delete()
    client.get(LIST)
    assert UserSession.objects.count() == 11


def test_ending_a_session_is_a_post(user, sign_in):
    client = sign_in(user)
    assert client.get(f"{LIST}everywhere/").status_code == 405
    assert client.get(LIST).status_code == 200


def test_a_browser_is_named_in_two_words():
    assert device(FIREFOX) == "Firefox, Linux"
    assert device("curl/8.0 " + "x" * 500) == ("curl/8.0 " + "x" * 500)[:60]
