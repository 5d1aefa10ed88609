"""`./run`: everything the portal consists of, started in order, watched, and stopped together."""

import contextlib
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import FrameType

from platform_portal.embedded import processes, services
from platform_portal.embedded.freshness import is_prepared
from platform_portal.embedded.instance import ROOT, Instance
from platform_portal.embedded.trouble import Trouble

SECONDS_UNTIL_PAGES = 60
MOST_RESTARTS = 5  # within a minute; more means that it cannot live
POLL_SECONDS = 0.3


class StopRequested(BaseException):
    """Ctrl-C, or the request to end."""


def start() -> int:
    """Starts everything and returns after it was asked to stop."""
    instance, port = Instance.configured(), services.port()
    started_at = time.monotonic()
    if not instance.acquire():
        state = instance.state() or {}
        where = state.get("url", "it is just starting")
        raise Trouble(f"The portal runs already: {where} (process {instance.holder()}).")
    with stop_on_signals():
        instance.prepare_folders()
        processes.end_leftovers(instance.home)
        services.refuse_taken_port(port)
        try:
            run(instance, port, started_at)
        except StopRequested:
            services.say("Stopping …")
    services.say("Stopped.")
    return 0


def run(instance: Instance, port: int, started_at: float) -> None:
    """The life of the portal, until StopRequested or something that does not come back."""
    services.say("Starting database, queue and mail catcher")
    url = f"http://127.0.0.1:{port}"
    with services.running(instance) as started:
        environment = services.environment(instance, started.addresses, "embedded") | {
            processes.MARK: str(instance.home)
        }
        portal = portal_processes(instance, environment, port)
        with instance.published(addresses=started.addresses, url=url):
            if not is_prepared(instance, environment["DATABASE_URL"]):
                prepare(instance, environment)
            services.say("Starting web server, worker, sender and scheduler")
            try:
                for child in portal:
                    child.start()
                wait_for_pages(portal[0], url)
                announce(instance, url, started, time.monotonic() - started_at)
                watch([*started.children, *portal])
            finally:
                hold_signals()
                processes.stop(portal)


def portal_processes(instance: Instance, environment: dict[str, str], port: int) -> list[processes.Child]:
    """Web server, worker, sender of newsletters and scheduler."""
    log = instance.folder("log")
    celery = [sys.executable, "-m", "celery", "-A", "platform_portal"]
    schedule = instance.folder("beat") / "schedule"
    commands = {
        "web server": web_server(port),
        "worker": [
            *celery,
            "worker",
            "--concurrency=1",
            "--loglevel=INFO",
            "--without-gossip",
            "--without-mingle",
        ],
        # Newsletters have a process of their own: mails of accounts and registrations never wait behind one.
        "sender": [sys.executable, str(ROOT / "manage.py"), "send_newsletter", "--forever"],
        "scheduler": [*celery, "beat", "--loglevel=INFO", f"--schedule={schedule}", "--pidfile="],
    }
    return [
        processes.Child(
            name=name,
            command=command,
            log=log / f"{name.split()[0]}.log",
            environment=environment,
            folder=ROOT,
            patience=6,
        )
        for name, command in commands.items()
    ]


def web_server(port: int) -> list[str]:
    """Two processes with four threads each: enough for a town hall, small enough for a laptop."""
    options = {
        "interface": "wsgi",
        "host": "127.0.0.1",
        "port": str(port),
        "workers": "2",
        "blocking-threads": "4",
        "backlog": "1024",
        "workers-kill-timeout": "3",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [
        sys.executable,
        "-m",
        "platform_portal.web",
        *words,
        "--no-ws",
        "--respawn-failed-workers",
        "platform_portal.wsgi:application",
    ]


def prepare(instance: Instance, environment: dict[str, str]) -> None:
    """Brings tables, data, translations and static files up to date."""
    command = [sys.executable, "-m", "platform_portal.embedded.prepare", str(instance.home)]
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        status = process.wait()
    except StopRequested:
        process.terminate()
        process.wait()
        raise
    if status:
        raise Trouble("The portal could not be prepared; the reason stands above.")


def wait_for_pages(web: processes.Child, url: str) -> None:
    """Returns when the web server answers."""
    deadline = time.monotonic() + SECONDS_UNTIL_PAGES
    while web.is_alive() and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()  # noqa: S310
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise Trouble(f"The web server did not start (details: {web.log}).")


def announce(instance: Instance, url: str, started: services.Services, seconds: float) -> None:
    """What a person needs to know now."""
    mails = str(instance.home / "mail") if started.keeps_mails else "sent through PORTAL_MAIL_URL"
    lines = ["", f"  The portal is running:  {url}   (started in {seconds:.0f} s)", ""]
    if logins := instance.stamp("logins"):
        lines += ["  Example logins:", *(f"    {login}" for login in logins.splitlines()), ""]
    lines += [f"  Mails:  {mails}", f"  Logs:   {instance.home / 'log'}", "  Stop:   Ctrl-C", ""]
    services.say("\n".join(lines))


def watch(children: list[processes.Child]) -> None:
    """Restarts what ends by itself; gives up on what keeps ending."""
    ends: dict[str, list[float]] = {child.name: [] for child in children}
    while True:
        time.sleep(POLL_SECONDS)
        for child in children:
            if child.is_alive():
                continue
            now = time.monotonic()
            ends[child.name] = [moment for moment in ends[child.name] if now - moment < 60] + [now]
            if len(ends[child.name]) > MOST_RESTARTS:
                raise Trouble(f"{child.name} keeps ending; the portal stops (details: {child.log}).")
            services.say(f"{child.name} has ended unexpectedly; starting it again (details: {child.log})")
            time.sleep(min(len(ends[child.name]), 3) - 1)
            (child.restart or child.start)()


@contextlib.contextmanager
def stop_on_signals() -> Iterator[None]:
    """Inside, Ctrl-C, a request to end and a closed terminal raise StopRequested, once."""

    def raise_stop(_number: int, _frame: FrameType | None) -> None:
        hold_signals()
        raise StopRequested

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, raise_stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def hold_signals() -> None:
    """While everything is being stopped, impatience must not interrupt it."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda _number, _frame: None)
