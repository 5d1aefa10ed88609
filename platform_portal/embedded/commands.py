"""Commands that run in the foreground: `manage`, `test`, `bench`, `reset`."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from types import FrameType

from platform_portal.embedded import processes, services
from platform_portal.embedded.freshness import is_prepared, migrations_applied
from platform_portal.embedded.instance import ROOT, Instance
from platform_portal.embedded.trouble import Trouble

NEED_NO_SERVICES = {"help", "version", "--help", "-h", "--version", "translations", "collectstatic"}
BUILD_THE_DATA = {
    *("check", "dbshell", "flush", "load_places", "load_topics", "makemigrations", "migrate", "shell"),
    *("showmigrations", "sqlmigrate"),
}


def manage(arguments: Sequence[str]) -> int:
    """A Django command with the services of the running portal, or with its own for as long as it takes."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    instance = Instance.configured()
    if not arguments or arguments[0] in NEED_NO_SERVICES or "--help" in arguments:
        return foreground(command, services.environment(instance_with_folder(instance), {}, "embedded"))

    def nothing_there(database_url: str) -> bool:
        return arguments[0] not in BUILD_THE_DATA and not migrations_applied(database_url)

    return with_services(instance, command, "embedded", nothing_there)


def test(arguments: Sequence[str]) -> int:
    """The tests, on services of their own; without arguments on all cores."""
    chosen = list(arguments) or ["-n", "auto", "--dist", "loadfile"]
    os.chdir(ROOT)
    compile_translations()
    return with_services(Instance.configured("test"), [sys.executable, "-m", "pytest", *chosen], "test")


def compile_translations() -> None:
    """Brings the files of the interface texts up to date: once, before several processes read them."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "platform_portal.settings.test"}
    command = [sys.executable, str(ROOT / "manage.py"), "translations", "compile"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


def bench(arguments: Sequence[str]) -> int:
    """Measurements, on services of their own."""
    os.chdir(ROOT)
    command = [sys.executable, str(ROOT / "manage.py"), "bench", *arguments]
    instance = Instance.configured("bench")
    return with_services(instance, command, "embedded", lambda url: not is_prepared(instance, url))


def reset(arguments: Sequence[str]) -> int:
    """Stops the running portal and deletes its folder."""
    instance = Instance.configured()
    if not instance.home.exists():
        services.say(f"Nothing to delete: {instance.home} does not exist.")
        return 0
    if not looks_like_ours(instance):
        raise Trouble(f"{instance.home} does not look like a data folder of the portal; nothing was deleted.")
    if "--yes" not in arguments and not confirmed(f"Delete all data in {instance.home}? [y/N] "):
        services.say("Nothing was deleted.")
        return 1
    for part in (instance, *(Instance.configured(name) for name in ("test", "bench"))):
        stop_running(part)
        processes.end_leftovers(part.home)
        part.remove_private_sockets()
    shutil.rmtree(instance.home)
    services.say(f"Deleted {instance.home}.")
    return 0


def looks_like_ours(instance: Instance) -> bool:
    """Guards against PORTAL_DATA_DIR pointing at somebody's home."""
    names = {entry.name for entry in instance.home.iterdir()}
    return not names or (bool(names & {"lock", "postgres", "test", "bench"}) and ".git" not in names)


def confirmed(question: str) -> bool:
    """Asks at the terminal; no terminal means no."""
    try:
        return input(question).strip().lower() in {"y", "yes", "j", "ja"}
    except EOFError:
        return False


def stop_running(instance: Instance) -> None:
    """Asks the holder of an instance to stop, and waits until it has."""
    if not instance.is_running():
        return
    processes.send(instance.holder(), signal.SIGTERM)
    deadline = time.monotonic() + 60
    while instance.is_running():
        if time.monotonic() > deadline:
            raise Trouble(f"The process {instance.holder()} uses {instance.home} and does not stop.")
        time.sleep(0.1)


def with_services(
    instance: Instance, command: Sequence[str], settings: str, wants_data: Callable[[str], bool] | None = None
) -> int:
    """Runs a command with the services of an instance: those of its holder, or its own.

    `wants_data` decides, from the address of the database, whether it has to be prepared before.
    """
    while not instance.acquire():
        if state := instance.attach():
            addresses = own_database(state["addresses"]) if settings == "test" else state["addresses"]
            return foreground(command, services.environment(instance, addresses, settings))
        if instance.is_running():
            raise Trouble(
                f"The process {instance.holder()} uses {instance.home}; its services do not come up."
            )
    with services.running(instance) as started:
        environment = services.environment(instance, started.addresses, settings)
        with instance.published(addresses=started.addresses):
            if wants_data and wants_data(environment["DATABASE_URL"]):
                prepare(instance, environment)
            status = foreground(command, environment)
        instance.wait_for_users()
    return status


def prepare(instance: Instance, environment: dict[str, str]) -> None:
    """Tables and data for a command that finds none; its own output stays clean."""
    command = [sys.executable, "-m", "platform_portal.embedded.prepare", str(instance.home)]
    if subprocess.run(command, env=environment, stdout=sys.stderr, check=False).returncode:
        services.say("The data could not be prepared; going on without.", sys.stderr)


def own_database(addresses: dict[str, str]) -> dict[str, str]:
    """A second test run at the same time gets a database name of its own."""
    address = addresses["DATABASE_URL"].replace("/portal?", f"/portal_{os.getpid()}?")
    return addresses | {"DATABASE_URL": address}


def foreground(command: Sequence[str], environment: dict[str, str]) -> int:
    """Runs a command on this terminal; Ctrl-C is the command's affair, a request to end is passed on."""
    process = subprocess.Popen(command, env=environment, close_fds=False)

    def pass_on(number: int, _frame: FrameType | None) -> None:
        processes.send(process.pid, signal.Signals(number))

    before = {number: signal.signal(number, pass_on) for number in (signal.SIGTERM, signal.SIGHUP)}
    before[signal.SIGINT] = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        status = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return status if status >= 0 else 128 - status


def instance_with_folder(instance: Instance) -> Instance:
    """Makes sure the folder is there for a command that needs no services."""
    instance.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return instance
