"""Every command: where it is, and what it does in one line.  Nothing is loaded for it."""


class Command:
    """``module`` has ``options_NAME(name, summary) -> parser`` and
    ``run_NAME(context, args) -> exit code``."""

    __slots__ = ("group", "module", "summary")

    def __init__(self, module: str, group: str, summary: str) -> None:
        self.module, self.group, self.summary = module, group, summary


_VAULT, _KEYS, _FILES, _KEEP, _ACCESS, _PROGRAM = (
    "Vault",
    "Keys",
    "Files",
    "Safe keeping",
    "Passphrase and kit",
    "Program",
)

COMMANDS = {
    "init": Command("creating", _VAULT, "create a vault"),
    "demo": Command("demo", _VAULT, "try a throw-away vault with sample keys"),
    "unlock": Command("locking", _VAULT, "open the vault for this terminal session"),
    "lock": Command("locking", _VAULT, "lock the vault now"),
    "status": Command("locking", _VAULT, "is it locked, who holds it, until when"),
    "forget": Command("forgetting", _VAULT, "take a vault off this device; its file stays"),
    "env": Command("environments", _VAULT, "list, add or rename environments"),
    "list": Command("reading", _KEYS, "list keys, or search them"),
    "show": Command("reading", _KEYS, "all of one key but its value"),
    "get": Command("reading", _KEYS, "print a value"),
    "copy": Command("copying", _KEYS, "copy a value; the clipboard is cleared again"),
    "add": Command("writing", _KEYS, "add a key"),
    "edit": Command("writing", _KEYS, "change a key, or give it a new value"),
    "rm": Command("writing", _KEYS, "put keys into the trash, or take them out again"),
    "generate": Command("generating", _KEYS, "print a new random value"),
    "identify": Command("identifying", _KEYS, "say what a value is, by its form"),
    "rotate": Command("rotating", _KEYS, "give a key a new value, step by step, and undo it"),
    "places": Command("placing", _KEYS, "where a key was put"),
    "policy": Command("ruling", _KEYS, "how often keys are rotated, and when to remind"),
    "health": Command("health", _KEYS, "what is wrong with keys, and what to do next"),
    "due": Command("reminding", _KEYS, "what expires or must be rotated soon"),
    "snooze": Command("reminding", _KEYS, "say nothing about a key for some days"),
    "revoke": Command("revoking", _KEYS, "revoke a key that somebody may have, or many at once"),
    "incident": Command("incidents", _KEYS, "what was revoked, what is left to do, the record"),
    "review": Command("reviewing", _KEYS, "is each key still needed as it is, one by one"),
    "export": Command("files", _FILES, "write a .env file for a named reader"),
    "import": Command("files", _FILES, "take in a .env file"),
    "run": Command("running", _FILES, "start a program with values in its variables"),
    "audit": Command("auditing", _KEEP, "what happened, and the proof that nobody changed it"),
    "sync": Command("syncing", _KEEP, "exchange changes with the vault file now"),
    "verify": Command("keeping", _KEEP, "check every signature and value"),
    "repair": Command("keeping", _KEEP, "save what is whole in a damaged vault"),
    "purge": Command("keeping", _KEEP, "erase keys in the trash for good"),
    "backup": Command("backing_up", _KEEP, "write a verified copy of the vault, or list them"),
    "restore": Command("backing_up", _KEEP, "make the vault what it was in a backup"),
    "passwd": Command("credentials", _ACCESS, "change the passphrase"),
    "kit": Command("credentials", _ACCESS, "make a new Emergency Kit"),
    "recover": Command("credentials", _ACCESS, "get in with the recovery code"),
    "setup-device": Command("credentials", _ACCESS, "set up this device with the Secret Key"),
    "config": Command("settings", _PROGRAM, "show or change settings of this device"),
    "gui": Command("starting", _PROGRAM, "open the window"),
    "agent": Command("starting", _PROGRAM, "hold the vault in the foreground"),
}


def overview() -> str:
    """The text of ``keystead --help``."""
    lines = [
        "usage: keystead [COMMAND] [OPTIONS]",
        "",
        "The desktop vault that knows where every API key lives, when it must change, and",
        "who can read it. Without a command, the window opens.",
    ]
    for group in (_VAULT, _KEYS, _FILES, _KEEP, _ACCESS, _PROGRAM):
        lines += ["", f"{group}:"]
        lines += [
            f"  {name:<13} {one.summary}" for name, one in COMMANDS.items() if one.group == group
        ]
    lines += [
        "",
        "A key is named by NAME, by ENV/NAME, or by keystead://ENV/NAME. The vault is chosen by",
        "--vault NAME or PATH, by KEYSTEAD_VAULT, or is the only one.",
        "",
        "examples:",
        "  keystead init ~/work.keystead",
        "  keystead add STRIPE_SECRET_KEY --env dev --service Stripe --expires 2027-01-31",
        "  keystead list 'env:prod is:due'",
        "  keystead export --env dev --for npm-dotenv -o .env",
        "",
        "exit codes: 0 done; 1 failed; 2 usage; 3 locked or wrong credentials; 4 not found;",
        "  5 refused; 6 vault damaged or rolled back; 7 conflict; 10 something is due",
        "",
        "'keystead COMMAND --help' tells more.",
    ]
    return "\n".join(lines)


def nearest(word: str) -> str | None:
    """The command that was probably meant, or None."""
    import difflib

    close = difflib.get_close_matches(word.casefold(), COMMANDS, n=1, cutoff=0.6)
    return close[0] if close else None
