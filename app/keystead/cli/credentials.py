"""``passwd``, ``kit``, ``recover`` and ``setup-device``: changing how a vault is opened.

The first two are done by whoever holds the vault; the others need it locked.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from keystead.cli import asking, enrolling, environment, options, output, problems
from keystead.cli.context import Context, JsonObject, Remote, warn_of_failures
from keystead.cli.options import Args, Parser
from keystead.core.secret_types import SecretText
from keystead.errors import KeysteadError, UsageProblem

if TYPE_CHECKING:
    from keystead.cli.session import Session
    from keystead.services.key_change import KeyChange


def options_passwd(name: str, summary: str) -> Parser:
    """The parser of ``passwd``."""
    parser = options.parser(name, summary, ["keystead passwd"])
    options.credentials(parser)
    options.confirming(parser)
    return parser


def run_passwd(context: Context, args: Args) -> int:
    """New passphrase, authenticator entry and Secret Key; the vault is locked afterwards."""
    return _change(context, args, "passwd")


def options_kit(name: str, summary: str) -> Parser:
    """The parser of ``kit``."""
    parser = options.parser(name, summary, ["keystead kit", "keystead kit --compromised"])
    parser.add_argument(
        "--compromised",
        action="store_true",
        help="somebody may have the kit, the passphrase or the computer: new keys throughout",
    )
    options.credentials(parser)
    options.confirming(parser)
    return parser


def run_kit(context: Context, args: Args) -> int:
    """New sheets; the vault is locked afterwards."""
    if args.device_key_file is not None and not args.compromised:
        raise UsageProblem("A new kit leaves the device key where it is. Use 'keystead passwd'.")
    return _change(context, args, "compromised" if args.compromised else "kit")


def _change(context: Context, args: Args, kind: str) -> int:
    enrolling.check_ways(args)
    passphrase, code = context.credentials()
    params: JsonObject = {"kind": kind, "passphrase": passphrase, "code": code}
    if kind != "kit":
        params["new_passphrase"] = _new_passphrase(context, args).reveal()
    if args.device_key_file is not None:
        params["key_file"] = os.path.abspath(args.device_key_file)
    session = _holder(context, (passphrase, code))
    try:
        result = _steps(session, args, params)
    finally:
        session.close()
    _print(result, args)
    return problems.DONE


def _holder(context: Context, credentials: tuple[str, str]) -> "Session":
    """Whoever holds the vault; else it is unlocked here, which proves the credentials."""
    connection = context.running()
    if connection is not None:
        return Remote(connection, enrolling.progress)
    vaults = context.vaults
    entry = vaults.entry(context.vault)
    local, status = vaults.unlock_here(entry, credentials, enrolling.progress)
    warn_of_failures(status)
    return local


def _steps(session: "Session", args: Args, params: JsonObject) -> JsonObject:
    new = session.call("change.begin", params)
    uri, secret_text = new.get("totp_uri"), new.get("totp_secret")
    secret_key, recovery = _text(new.get("secret_key")), _text(new.get("recovery_code"))
    confirm = not args.no_confirm
    if confirm and isinstance(uri, str):
        enrolling.show_entry(uri, str(secret_text))
        enrolling.confirm_code(lambda code: _ignore(session.call("change.confirm", {"code": code})))
    session.call("change.apply")
    if not args.json or confirm:
        enrolling.show_kit(secret_key, recovery)
    if confirm and secret_key is not None:
        enrolling.confirm_kit(
            lambda key, code: _ignore(
                session.call("change.check", {"secret_key": key, "recovery_code": code})
            ),
            with_recovery=recovery is not None,
        )
    return session.call("change.finish")


def options_recover(name: str, summary: str) -> Parser:
    """The parser of ``recover``."""
    parser = options.parser(name, summary, ["keystead recover ~/work.keystead"])
    parser.add_argument("path", nargs="?", metavar="PATH", help="the vault file")
    options.confirming(parser)
    return parser


def run_recover(context: Context, args: Args) -> int:
    """Recovery code in, new passphrase, authenticator entry and kit out."""
    from keystead.services.recovery import Recovery

    enrolling.check_ways(args)
    code = _kit_code(context.given.recovery_code, "Recovery code: ", environment.RECOVERY_CODE)
    home, path = context.vaults.home, _path(context, args)
    change = Recovery(home, path, code, _new_passphrase(context, args), _key_file(args))
    return _set_up(context, args, change)


def options_setup_device(name: str, summary: str) -> Parser:
    """The parser of ``setup-device``."""
    parser = options.parser(name, summary, ["keystead setup-device ~/shared/work.keystead"])
    parser.add_argument("path", nargs="?", metavar="PATH", help="the vault file")
    parser.add_argument(
        "--passphrase-fd",
        type=int,
        metavar="N",
        help="read the passphrase from the open file descriptor N",
    )
    options.confirming(parser)
    return parser


def run_setup_device(context: Context, args: Args) -> int:
    """Passphrase and Secret Key in, an authenticator entry of this device out."""
    from keystead.services.recovery import DeviceSetup

    enrolling.check_ways(args)
    passphrase = asking.passphrase(context.given, args.passphrase_fd)
    key = _kit_code(context.given.secret_key, "Secret Key: ", environment.SECRET_KEY)
    home, path = context.vaults.home, _path(context, args)
    change = DeviceSetup(home, path, passphrase, key, _key_file(args))
    return _set_up(context, args, change)


def _set_up(context: Context, args: Args, change: "KeyChange") -> int:
    """The steps of a change that is made here; whoever holds the vault ends first."""
    confirm, uri = not args.no_confirm, change.totp_uri
    try:
        if confirm and uri is not None and change.totp_secret_text is not None:
            enrolling.show_entry(uri.reveal(), change.totp_secret_text.reveal())
            enrolling.confirm_code(change.confirm)
        context.vaults.end_owner(change.entry)
        change.apply(enrolling.progress)
        secret_key, recovery = change.secret_key, change.recovery_code
        if secret_key is not None and (not args.json or confirm):
            enrolling.show_kit(secret_key.reveal(), recovery.reveal() if recovery else None)
        if confirm and secret_key is not None:
            enrolling.confirm_kit(change.check_kit, with_recovery=recovery is not None)
        result = change.finish()
    except (KeysteadError, KeyboardInterrupt):
        change.abort()
        raise
    _print(dict(result.to_json()), args)
    return problems.DONE


def _path(context: Context, args: Args) -> Path:
    """The vault file: the one given, or that of the vault that is meant."""
    if args.path is not None:
        return Path(os.path.abspath(os.path.expanduser(args.path)))
    given = context.vault
    if given is not None and os.path.isfile(given):
        return Path(os.path.abspath(given))
    return context.vaults.entry(given).path


def _key_file(args: Args) -> Path | None:
    return None if args.device_key_file is None else Path(os.path.abspath(args.device_key_file))


def _kit_code(given: str | None, prompt: str, variable: str) -> SecretText:
    if given is not None:
        return SecretText(given)
    if not asking.can_ask():
        raise UsageProblem(f"Set {variable}, or run this in a terminal.")
    return asking.hidden(prompt)


def _new_passphrase(context: Context, args: Args) -> SecretText:
    typed = asking.new_passphrase(context.given)
    if context.given.new_passphrase is None and not args.no_confirm:
        enrolling.rate(typed.reveal())
    return typed


def _print(result: JsonObject, args: Args) -> None:
    if args.json:
        output.print_json(result)
        return
    output.note("Done. The vault is locked; 'keystead unlock' opens it.")
    aside = result.get("aside")
    if isinstance(aside, list) and aside:
        output.note("This device's copy of the vault did not open and was made again.")
        for path in aside:
            output.note(f"Kept as it was: {path}")
    rotate = result.get("rotate")
    if isinstance(rotate, list) and rotate:
        output.note("Rotate these at their issuers now, since their values may be known:")
        print("\n".join(map(str, rotate)))


def _text(found: object) -> str | None:
    return found if isinstance(found, str) else None


def _ignore(_answer: object) -> None:
    """For callbacks whose answer says no more than that it went well."""
