"""Second stage of `./run`: finds the command, and tells what is wrong outside in one sentence."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from platform_portal.embedded.trouble import Trouble, sentence_for

COMMANDS = {
    "test": "commands.test",
    "bench": "commands.bench",
    "manage": "commands.manage",
    "reset": "commands.reset",
    "check": "checks.check",
}
USAGE = "Usage: ./run [test [pytest arguments] | check | bench [name] | manage COMMAND … | reset [--yes]]"


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns its exit status."""
    if not arguments:
        return command("supervisor.start")()
    name, *rest = arguments
    if name in {"help", "-h", "--help"}:
        print(USAGE)
        return 0
    if name not in COMMANDS:
        print(f"Unknown command {name!r}. {USAGE}", file=sys.stderr)
        return 2
    return command(COMMANDS[name])(rest)


def command(path: str) -> Callable[..., int]:
    """The function behind a command, imported only when it is used."""
    module, _, function = path.partition(".")
    return getattr(import_module(f"platform_portal.embedded.{module}"), function)


if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
    except Trouble as trouble:
        sys.exit(str(trouble))
    except OSError as error:
        sys.exit(sentence_for(error))
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(status)
