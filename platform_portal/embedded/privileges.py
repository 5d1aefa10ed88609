"""As which user PostgreSQL runs: it refuses root, and there may be no account to change to."""

import enum
import os
import pwd
from collections.abc import Callable
from pathlib import Path

from platform_portal.embedded.trouble import Trouble

NOBODY = 65534


class Owner(enum.Enum):
    """Who a process is and whose files it needs."""

    SELF = "self"
    NAMESPACE = "namespace"  # root outside, nobody inside: files stay root's, nothing is to be set up
    NOBODY = "nobody"


def for_postgresql(programs: Path, home: Path) -> Owner:
    """An ordinary user stays; root and a user without account (in some containers) take a user namespace.

    Where the kernel allows none, root takes the account nobody.
    """
    if os.geteuid() != 0 and has_account():
        return Owner.SELF
    if tried(lambda: become(Owner.NAMESPACE)):
        return Owner.NAMESPACE
    if os.geteuid() != 0:
        return Owner.SELF

    def reach_everything_as_nobody() -> None:
        become(Owner.NOBODY)
        os.stat(f"{programs}/.")
        os.stat(f"{home}/.")

    home.chmod(0o711)  # others may pass through to what belongs to them, and see nothing else
    if tried(reach_everything_as_nobody):
        return Owner.NOBODY
    raise Trouble(
        "PostgreSQL refuses to run as root, and here neither a user namespace nor the account nobody can be "
        "used; start ./run as an ordinary user or set DATABASE_URL."
    )


def has_account() -> bool:
    """Whether the system knows a name for this user; initdb asks for it."""
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return True


def become(owner: Owner) -> None:
    """Changes the user of the calling process for good."""
    if owner is Owner.NAMESPACE:
        user, group = os.geteuid(), os.getegid()
        os.unshare(os.CLONE_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{NOBODY} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{NOBODY} {group} 1")
    elif owner is Owner.NOBODY:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def tried(action: Callable[[], None]) -> bool:
    """Whether the action succeeds, found out in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1] == 0


def hand_over(folder: Path, owner: Owner) -> None:
    """Gives a folder with all its content to the user a process will have."""
    wanted = NOBODY if owner is Owner.NOBODY else os.geteuid()
    if not folder.exists() or folder.stat().st_uid == wanted:
        return
    os.chown(folder, wanted, wanted)
    for path, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            os.chown(Path(path) / name, wanted, wanted, follow_symlinks=False)
