"""Bad input gets a clear page or a JSON error, never a 500."""

from urllib.parse import quote

import pytest

LISTS = ("actors/", "partnerships/", "postings/", "search/", "matchmaking/", "")
ODD = {
    "an unknown filter value": "topic=gibt-es-nicht&group=x&region=nirgends&country=XX&direction=7",
    "page a billion": "page=1000000000",
    "page minus one": "page=-1",
    "page of letters": "page=zwei",
    "a term of 10,000 characters": "q=" + quote("ж" * 10_000),
    "a NUL byte": "q=a%00b",
    "broken percent encoding": "q=%ff%fe",
    "half an escape": "q=%zz%",
    "an injection": "q=" + quote("'; DROP TABLE actors_actor; --"),
    "a pattern": "q=" + quote("%_\\((*[" * 5),
    "a formula": "q=" + quote("=cmd|' /C calc'!A0"),
    "a format nobody has": "format=exe",
    "the same field 500 times": "&".join(["topic=abwasser"] * 500),
    "right to left marks": "q=" + quote("\u202e\u200f\ufeff"),
}
FINE = {200, 400, 404}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("odd", ODD, ids=ODD.keys())
def test_a_list_answers_odd_input_clearly(portal, path, odd):
    answer = portal.reader().get(f"/de/{path}?{ODD[odd]}")
    assert answer.status in FINE
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", ["places/", "actors/", "partnerships/", "proposals/"])
@pytest.mark.parametrize("odd", ODD, ids=ODD.keys())
def test_the_interface_answers_odd_input_with_json(portal, path, odd):
    answer = portal.reader().get(f"/api/v1/{path}?{ODD[odd]}")
    assert answer.status in FINE
    if answer.status != 200:
        assert answer.text.startswith('{"detail"')


@pytest.mark.parametrize("size", ["0", "-1", "201", "x", "1e2"])
def test_a_page_size_that_is_none_is_refused(portal, size):
    answer = portal.reader().get(f"/api/v1/actors/?page_size={size}")
    assert (answer.status, answer.text.startswith('{"detail"')) == (400, True)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/fr/", 404),
        ("/de/actors/gibt-es-nicht/", 404),
        ("/uk/partnerships/gibt-es-nicht/", 404),
        ("/en/regions/gibt-es-nicht/", 404),
        ("/de/matchmaking/place/1/", 404),
        ("/de/matchmaking/place/99999999999999999999/", 404),
        ("/de/matchmaking/gibt-es-nicht/", 404),
        ("/de/actors/%00/", 404),
        ("/de/actors/" + "x" * 3000 + "/", 404),
        ("/wp-login.php", 404),
        ("/de/gibt/es/nicht", 404),
    ],
)
def test_an_address_that_leads_nowhere_says_so(portal, path, status):
    answer = portal.reader().get(path)
    assert answer.status == status
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("path", ["/de/", "/de/actors/", "/de/partnerships/", "/de/search/", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_wrong_method_is_refused(portal, path, method):
    assert portal.reader().get(path, method=method).status == 405


def test_an_unknown_address_of_the_interface_is_json(portal):
    answer = portal.reader().get("/api/v1/gibt-es-nicht/")
    assert (answer.status, answer.text.startswith('{"detail"')) == (404, True)
