"""The one entry: ``main(argv, parts)`` hands over to window, command line, agent or helper.

Everything is loaded lazily: a command that asks the agent pays for nothing else.
"""

import sys
from collections.abc import Callable, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from keystead.cli.environment import Given
    from keystead.services.entries import VaultEntry
    from keystead.services.home import Home
    from keystead.services.parts import Parts

MakeParts = Callable[[], "Parts"]
TABLE, CLIPBOARD = "make-table", "hold-clipboard"
"""The children that Keystead starts itself; no commands for people."""


def main(argv: Sequence[str], parts: MakeParts) -> int:
    """Do what ``argv`` (without the program's name) says; the exit code.

    ``parts`` is called when they are needed: clock, KDF policy, keyring, and the commands
    that start the other processes.
    """
    from keystead.system import hardening, streams

    streams.complete()
    hardening.start()
    words = list(argv)
    if words[:1] == [TABLE]:
        from keystead.services import table_child

        hardening.hide_memory()
        return table_child.main(sys.stdin.buffer, sys.stdout.buffer)
    from keystead.cli import environment
    from keystead.cli.main import run, split

    given = environment.take(hardening.erase_variable)
    if words[:1] == [CLIPBOARD]:
        from keystead.gui.clipboard_helper import hold

        hardening.hide_memory()
        return hold(sys.stdin.buffer, sys.stdout.buffer)
    before, name, rest = split(words)
    options = {"-h", "--help", "--version"}
    if name == "agent" and not options & {*before, *rest}:
        return _guarded(lambda: _agent([*before, *rest], given, parts))
    if name in (None, "gui") and not options & {*before, *rest}:
        return _guarded(lambda: _window([*before, *rest], given, parts))
    return run(words, given, lambda: home_of(given, parts()))


def home_of(given: "Given", parts: "Parts") -> "Home":
    """The folders of this user, or those under KEYSTEAD_HOME."""
    from keystead.services.home import Home
    from keystead.system.paths import Paths

    return Home(Paths.of(given.home, given.runtime_root), parts)


def shipped_parts() -> "Parts":
    """What an installed Keystead runs on: real time, cost, keyring and processes."""
    from keystead.services.shipped import shipped

    at_login = (*own_command("gui"), "--tray")
    return shipped(own_command(TABLE), own_command("agent"), own_command(CLIPBOARD), at_login)


def own_command(word: str) -> tuple[str, ...]:
    """How this very program is started again, from a bundle or by the interpreter."""
    if getattr(sys, "frozen", False):
        return (sys.executable, word)
    # -P: the folder that the user is in must not be able to stand in for our modules.
    return (sys.executable, "-P", "-m", "keystead", word)


def _guarded(work: Callable[[], int]) -> int:
    """The exit code of ``work``, its errors told as the command line tells them."""
    from keystead.cli import problems
    from keystead.errors import KeysteadError

    try:
        return work()
    except KeysteadError as error:
        return problems.report(error)
    except KeyboardInterrupt:
        return problems.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last place: no traceback may leave the program
        return problems.unforeseen(error)


def _window(words: list[str], given: "Given", parts: MakeParts) -> int:
    from keystead.cli.starting import options_gui

    args = options_gui("gui", "open the window").parse_args(words)
    import gc

    # Loading the window makes many objects and frees hardly one: collecting would cost a fifth
    # of the time to the first paint. It begins again when all is loaded.
    gc.disable()
    given.home = args.home or given.home
    from keystead.gui.application import run

    return run(home_of(given, parts()), args.file or args.vault or given.vault, hidden=args.tray)


def _agent(words: list[str], given: "Given", parts: MakeParts) -> int:
    from keystead.agent.process import serve
    from keystead.cli.starting import ask_first, options_agent
    from keystead.services.choice import choose
    from keystead.system.hardening import hide_memory

    args = options_agent("agent", "hold the vault in the foreground").parse_args(words)
    hide_memory()
    given.home = args.home or given.home
    home = home_of(given, parts())
    if args.detached:
        return serve(home, _entry_of(home, args.vault_id, args.vault))
    entry = choose(home, args.vault or given.vault)
    return serve(home, entry, ask_first(given, args))


def _entry_of(home: "Home", vault_id: str | None, path: str | None) -> "VaultEntry":
    """The vault that a command means, whatever lies at its path by now."""
    from dataclasses import replace
    from pathlib import Path

    entry = home.entry_of(bytes.fromhex(vault_id)) if vault_id else None
    if entry is None:
        return home.find(path)
    return entry if path is None else replace(entry, path=Path(path))
