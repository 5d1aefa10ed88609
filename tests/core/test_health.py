"""Health pages and the id of a request."""

import json
import logging

import pytest

from platform_portal.core.logs import JsonFormatter, request_id


def test_healthz_needs_no_database(client):
    assert client.get("/healthz").json()["status"] == "ok"


@pytest.mark.django_db
def test_readyz_says_which_part_answers(client):
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "redis": "ok"}


@pytest.mark.django_db
def test_without_redis_the_portal_is_still_ready(client, settings):
    settings.CACHES = settings.CACHES | {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["redis"]) == (200, "unavailable")


@pytest.mark.parametrize(("given", "kept"), [("0123456789abcdef", True), ("x y\nz", False), ("", False)])
def test_a_sane_request_id_of_the_proxy_is_kept(client, given, kept):
    answer = client.get("/healthz", headers={"X-Request-ID": given})
    assert (answer.headers["X-Request-ID"] == given) is kept


def test_a_log_line_is_one_json_object_with_the_request_id():
    token = request_id.set("abc12345")
    line = JsonFormatter().format(logging.makeLogRecord({"msg": "Zeile\nzwei", "levelname": "INFO"}))
    request_id.reset(token)
    assert json.loads(line) | {"time": ""} == {
        "time": "",
        "level": "INFO",
        "logger": None,
        "message": "Zeile\nzwei",
        "request_id": "abc12345",
    }
