"""Brings an instance up to date: tables, places, topics, example world, translations, static files.

Runs as a process of its own inside `./run`. Every step is repeatable; one whose inputs have not changed
since it was last done here is skipped, so that a later start takes seconds.
"""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError

from platform_portal.embedded.freshness import (
    DATA_FILES,
    STATIC_FILES,
    TRANSLATION_FILES,
    fingerprint,
    remember_prepared,
)
from platform_portal.embedded.instance import ROOT, Instance
from platform_portal.embedded.services import say
from platform_portal.embedded.trouble import sentence_for


def main(home: Path) -> None:
    """All steps in order, for the instance in a folder."""
    instance = Instance(home)
    compile_texts(instance)
    django.setup()
    known = get_commands()
    say("Bringing the database up to date")
    call_command("migrate", interactive=False, verbosity=0)
    database = os.environ["DATABASE_URL"]
    if "load_places" in known:
        step(instance, "load_places", "Loading the places", DATA_FILES, database)
    if "load_topics" in known:
        step(instance, "load_topics", "Loading topics and groups", DATA_FILES, database)
    if "load_example" in known and settings.PORTAL_EXAMPLE_WORLD:
        step(instance, "load_example", "Building the example world", DATA_FILES, database)
    step(instance, "collectstatic", "Collecting static files", STATIC_FILES)
    instance.set_stamp("logins", example_logins())
    remember_prepared(instance, database)


def compile_texts(instance: Instance) -> None:
    """In a process of its own, before this one reads them: whoever has read texts once keeps what was there then."""
    wanted = fingerprint(TRANSLATION_FILES, "")
    if instance.stamp("translations") != wanted:
        say("Compiling translations")
        command = [sys.executable, str(ROOT / "manage.py"), "translations", "compile"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        instance.set_stamp("translations", wanted)


def example_logins() -> str:
    """Who can sign in to try things out, one per line; empty without the example world."""
    if not settings.PORTAL_EXAMPLE_WORLD:
        return ""
    from accounts.example import LOGINS, PASSWORD

    width = max(len(login.email) for login in LOGINS)
    return "\n".join(f"{login.email:<{width}}  {PASSWORD}  {login.name}" for login in LOGINS)


def step(instance: Instance, command: str, title: str, patterns: Iterable[str], target: str = "") -> None:
    """Runs a command unless it has been run here for the same files (and the same database) before."""
    name, *arguments = command.split()
    wanted = fingerprint(patterns, target)
    if instance.stamp(name) == wanted:
        return
    say(title)
    options = {"interactive": False} if name == "collectstatic" else {}
    call_command(name, *arguments, verbosity=0, **options)
    instance.set_stamp(name, wanted)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]))
    except CommandError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(sentence_for(error))
