"""The interface answers quick readers and tells too quick ones to wait."""

import pytest


@pytest.fixture
def limited(settings):
    settings.PORTAL_API_REQUESTS = 3
    settings.PORTAL_API_SECONDS = 3600


def _statuses(client, count: int, **headers: str) -> list[int]:
    return [client.get("/api/v1/places/?q=Essen", headers=headers).status_code for _ in range(count)]


@pytest.mark.django_db
def test_beyond_the_limit_the_answer_is_429_with_the_time_to_wait(client, limited):
    assert _statuses(client, 4) == [200, 200, 200, 429]
    answer = client.get("/api/v1/places/?q=Essen")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert list(answer.json()) == ["detail"]


@pytest.mark.django_db
def test_the_answer_says_in_plain_words_how_long_to_wait(client, limited):
    _statuses(client, 3)
    answer = client.get("/api/v1/places/?q=Essen", headers={"Accept-Language": "en"})
    seconds = answer.headers["Retry-After"]
    expected = "Too many requests from your address. Please wait"
    assert answer.json()["detail"].startswith(f"{expected} {seconds} second")


@pytest.mark.django_db
def test_each_address_behind_the_proxy_has_its_own_limit(client, limited, settings):
    settings.PORTAL_TRUSTED_PROXIES = 1
    first = _statuses(client, 4, **{"X-Forwarded-For": "192.0.2.1"})
    other = _statuses(client, 1, **{"X-Forwarded-For": "192.0.2.2"})
    assert (first[-1], other) == (429, [200])


@pytest.mark.django_db
def test_an_invented_address_in_front_does_not_help(client, limited, settings):
    settings.PORTAL_TRUSTED_PROXIES = 1
    answers = [_statuses(client, 1, **{"X-Forwarded-For": f"198.51.100.{n}, 192.0.2.1"})[0] for n in range(4)]
    assert answers == [200, 200, 200, 429]


def test_the_usual_limit_is_at_least_twenty_a_second():
    from platform_portal.settings import base

    assert base.PORTAL_API_REQUESTS / base.PORTAL_API_SECONDS >= 20
