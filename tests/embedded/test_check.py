"""What `./run check` finds by itself, and what it leaves alone."""

from pathlib import Path

import pytest

from platform_portal.embedded import checks

ADDRESS = "https" + "://registry.example.org/"
OWN_HOME = "/ro" + "ot/portal"  # written apart, or the check would find it here


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("package-lock.json", f'"resolved": "{ADDRESS}x.tgz",', "address of a package registry"),
        ("requirements.lock", f"--index-url {ADDRESS}", "address of a package registry"),
        (".npmrc", f"registry={ADDRESS}", "address of a package registry"),
        ("pyproject.toml", f"tool @ git+{ADDRESS}tool", "address of a package registry"),
        ("docs/operations.md", f"cd {OWN_HOME}", "path of one machine"),
        ("deploy/x.txt", "-----BEGIN " + "PRIVATE KEY-----", "private key"),
        ("package-lock.json", '"integrity": "sha512-abc"', ""),
        ("README.md", f"see {ADDRESS}", ""),
        ("Dockerfile", "RUN useradd portal", ""),
        ("docs/a.md", "the work/main part", ""),
    ],
)
def test_a_line_is_judged_by_its_file(name: str, line: str, reason: str):
    assert checks.forbidden_in(name, line) == reason


def test_one_failed_step_fails_the_whole_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    steps = [checks.Step("bad", lambda: ["found it"]), checks.Step("good", list)]
    monkeypatch.setattr(checks, "steps", lambda: steps)
    assert checks.check([]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith("FAILED  bad")
    assert "        found it\nok      good" in printed
    assert "1 of 2 checks passed\nfailed: bad" in printed


def test_without_a_failure_the_status_is_0(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(checks, "steps", lambda: [checks.Step("good", list)])
    assert checks.check([]) == 0


def test_a_failing_command_shows_what_it_said():
    ok, output = checks.run_command(["sh", "-c", "echo out; echo err >&2; exit 3"])
    assert (ok, output) == (False, "out\nerr\n")


def test_lock_entries_are_read_with_their_hashes(tmp_path: Path):
    file = tmp_path / "x.lock"
    file.write_text(
        "# c\na==1 \\\n    --hash=sha256:1 \\\n    --hash=sha256:2\nb==2 \\\n    --hash=sha256:3\n"
    )
    assert checks.locked(file) == {
        "a==1": ["--hash=sha256:1", "--hash=sha256:2"],
        "b==2": ["--hash=sha256:3"],
    }
