"""`rank_world`: the scoring of the portal on a world in a file, without a database."""

import json

import pytest
from django.core.management import CommandError, call_command

from bench.matching import found_planted
from partnerships.matchmaking import portal_topics
from partnerships.matchmaking.interchange import WorldError, rank, read_world

FULL = {
    "actors": [
        {"id": "essen", "side": "de", "kind": "city", "country": "DE", "region": "nrw", "population": 580_000, "lat": 51.4,
         "lon": 7.0, "needs": [{"topic": "kultur-museen", "urgency": 1}], "offers": ["wasserversorgung"], "languages": ["de", "en"],
         "capacity": 2, "open_requests": 0},
        {"id": "hagen", "side": "de", "population": 190_000},
        {"id": "rivne", "side": "ua", "kind": "hromada", "population": 243_000, "needs": [{"topic": "wasserversorgung", "urgency": 3}],
         "offers": ["kultur-museen"], "languages": ["uk", "en"]},
        {"id": "uzhhorod", "side": "ua", "population": 115_000, "offers": ["sport"]},
        {"id": "works", "side": "ua", "kind": "utility"},
        {"id": "empty", "side": "ua"},
    ],
    "ties": [["essen", "zabrze"], ["zabrze", "rivne"], ["hagen", "uzhhorod"]],
    "declined": [["empty", "essen"]],
    "length": 5,
}  # fmt: skip


@pytest.fixture
def ranked(tmp_path):
    """Runs the command on a world and reads its lists."""

    def run(world):
        source, target = tmp_path / "WORLD.json", tmp_path / "LISTS.json"
        source.write_text(json.dumps(world), encoding="utf-8")
        call_command("rank_world", "--in", str(source), "--out", str(target), verbosity=0)
        return json.loads(target.read_text(encoding="utf-8"))["lists"]

    return run


def test_lists_of_both_sides_with_score_and_reasons(ranked):
    lists = ranked(FULL)
    assert set(lists) == {actor["id"] for actor in FULL["actors"]}
    assert [entry["id"] for entry in lists["essen"]] == ["rivne", "uzhhorod"]
    assert lists["essen"][0]["reasons"][:2] == ["cover", "size"]
    assert "bridge" in lists["essen"][0]["reasons"]
    assert lists["essen"][0]["score"] > lists["essen"][1]["score"]
    assert lists["rivne"][0]["id"] == "essen"


def test_partners_declined_pairs_and_foreign_kinds_are_not_proposed(ranked):
    lists = ranked(FULL)
    shown = {key: {entry["id"] for entry in entries} for key, entries in lists.items()}
    assert "uzhhorod" not in shown["hagen"]
    assert "empty" not in shown["essen"]
    assert "works" not in shown["essen"]
    assert "works" in shown["hagen"]


def test_only_id_and_side_are_needed(ranked):
    lists = ranked({"actors": [{"id": "a", "side": "de"}, {"id": 7, "side": "ua"}]})
    assert [entry["id"] for entry in lists["a"]] == ["7"]
    assert lists["a"][0]["reasons"] == []


def test_null_and_odd_values_are_unknown_not_errors(ranked):
    odd = {
        "population": None,
        "needs": None,
        "offers": [None, "no-such-topic"],
        "languages": "de",
        "capacity": None,
        "lat": "x",
    }
    lists = ranked(
        {
            "actors": [
                {"id": "a", "side": "de", **odd},
                {"id": "u", "side": "ua", "needs": ["no-such-topic"], **{"ties": 3}},
            ]
        }
    )
    assert lists["a"][0]["id"] == "u"
    assert lists["a"][0]["reasons"] == ["cover"]


def test_an_empty_world_has_empty_lists(ranked):
    assert ranked({"actors": []}) == {}
    assert ranked({"actors": [{"id": "a", "side": "de"}]}) == {"a": []}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1, 2", "is not a world"),
        ("[]", "must be a JSON object"),
        ('{"actors": 3}', "“actors” must be a list"),
        ('{"actors": [{"side": "de"}]}', "has no id"),
        ('{"actors": [{"id": "a", "side": "pl"}]}', "side must be"),
        ('{"actors": [{"id": "a", "side": "de"}, {"id": "a", "side": "ua"}]}', "same id"),
        ('{"actors": [], "ties": [["a"]]}', "pairs of ids"),
    ],
)
def test_a_bad_file_gives_one_clear_sentence(tmp_path, text, message):
    source = tmp_path / "WORLD.json"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        call_command("rank_world", "--in", str(source), "--out", str(tmp_path / "L.json"))
    assert not (tmp_path / "L.json").exists()


def test_a_missing_file_gives_one_clear_sentence(tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("rank_world", "--in", str(tmp_path / "none.json"), "--out", str(tmp_path / "L.json"))


def test_the_same_world_gives_the_same_lists():
    first, second = (rank(*read_world(FULL, portal_topics())) for _ in range(2))
    assert first == second


def test_an_actor_in_demand_moves_down_and_above_load_two_leaves_the_lists(ranked):
    def order(requests):
        candidates = [
            {"id": f"u{i}", "side": "ua", "population": p} for i, p in enumerate((100_000, 60_000, 30_000))
        ]
        candidates[0]["open_requests"] = requests
        lists = ranked({"actors": [{"id": "a", "side": "de", "population": 100_000}, *candidates]})
        return [entry["id"] for entry in lists["a"]]

    assert order(0) == ["u0", "u1", "u2"]
    assert order(1.5)[-1] == "u0"
    assert "u0" not in order(3)


def test_two_sides_of_one_world_may_not_be_called_otherwise():
    with pytest.raises(WorldError):
        read_world({"actors": [{"id": "a"}]}, portal_topics())


@pytest.mark.parametrize(("missing", "least"), [(0.0, 0.95), (0.3, 0.80)])
def test_planted_partners_are_among_the_first_five_with_cover_as_first_reason(missing, least):
    assert sum(found_planted(seed, missing) for seed in (11, 12, 13)) / 3 >= least
