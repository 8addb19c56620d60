"""Export: the values of an environment as a file that its reader reads exactly."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from keystead.core import fields, reminders
from keystead.core.model import Secret
from keystead.core.revocation import is_revoked, why_revoked
from keystead.core.secret_types import SecretText
from keystead.core.selectors import duplicate, parse_selector
from keystead.errors import NotFound, Refused, UsageProblem
from keystead.formats.dotenv_write import header_for, render, written_by_keystead
from keystead.formats.profiles import DEFAULT_PROFILE
from keystead.formats.profiles import PROFILES as PROFILES
from keystead.formats.rendered import PreviewLine as PreviewLine
from keystead.formats.rendered import Rendered as Rendered
from keystead.formats.target import Profile as Profile
from keystead.services import environments, secrets, targets
from keystead.services.whereabouts import Whereabouts
from keystead.system.git import Exposure as Exposure
from keystead.system.git import exposure as exposure
from keystead.vault.bodies import Action
from keystead.vault.errors import Revoked
from keystead.vault.host import Host
from keystead.vault.session import OpenVault

BASE64 = "_BASE64"
"""Behind the name of a key that is written as base64."""
MAX_FILE = 64 * 1024 * 1024
MOST_NAMED = 20
"""Keys that one warning names; the others are counted."""
_MARK_BYTES = 256


@dataclass(frozen=True)
class Written:
    """A file that was written: where, how many keys, and what to know about it; ``private``:
    readable by this user alone, as every new file is."""

    path: Path
    keys: int
    warnings: tuple[str, ...]
    private: bool = True


def profile_of(name: str) -> Profile:
    """The export profile of that name; UsageProblem with ``candidates`` where there is none."""
    found = PROFILES.get(name or DEFAULT_PROFILE)
    if found is None:
        raise UsageProblem(
            f"There is no reader named {name}. There are: {', '.join(PROFILES)}.",
            candidates=list(PROFILES),
        )
    return found


def choose(vault: OpenVault, environment: str, names: Sequence[str] | None) -> list[Secret]:
    """The Secrets of ``select``; DuplicateName where two of them have one name."""
    return _told_apart(select(vault, environment, names))


def select(vault: OpenVault, environment: str, names: Sequence[str] | None) -> list[Secret]:
    """The Secrets to export, by name: those with a current value, or the ones named.

    A name may be NAME@ID.  Raises NotFound for a name that the environment does not have, or
    has no value for, Revoked for one whose value was revoked.
    """
    environments.find(vault, environment)
    live = [
        secret
        for secret in vault.secrets()
        if secret.environment == environment and secret.trashed is None and secret.current
    ]
    live.sort(key=lambda secret: (secret.name, secret.id))
    if names is None:
        return live
    wanted = {name: parse_selector(name, environment) for name in names}
    lost = {name: one for name, one in wanted.items() if not any(one.means(each) for each in live)}
    refused = revoked_in(vault, environment)
    why = {name: secret for name, one in lost.items() for secret in refused if one.means(secret)}
    if missing := sorted(set(lost) - set(why)):
        raise NotFound(f"{environment} has no value for {', '.join(missing)}.", names=missing)
    for secret in why.values():
        raise Revoked(f"{why_revoked(secret)} It is not given out any more.")
    selectors = wanted.values()
    return [one for one in live if any(each.means(one) for each in selectors)]


def _told_apart(chosen: list[Secret]) -> list[Secret]:
    """The same; DuplicateName where a name stands twice, since a reader would take one."""
    twins: dict[str, list[Secret]] = {}
    for secret in chosen:
        twins.setdefault(secret.name, []).append(secret)
    for found in twins.values():
        if len(found) > 1:
            raise duplicate(found)
    return chosen


def revoked_in(vault: OpenVault, environment: str) -> list[Secret]:
    """The live Secrets of an environment that were revoked and have no new value, by name:
    an export leaves them out."""
    found = [
        secret
        for secret in vault.secrets()
        if secret.environment == environment and secret.trashed is None and is_revoked(secret)
    ]
    return sorted(found, key=lambda secret: secret.name)


def left_out(vault: OpenVault, environment: str) -> list[str]:
    """A sentence for each key that an export of everything leaves out."""
    return [f"{why_revoked(one)} It was left out." for one in revoked_in(vault, environment)]


def expired(vault: OpenVault, chosen: Sequence[Secret]) -> list[str]:
    """A sentence that names the keys whose day of expiry is over, if there are any: they are
    given all the same."""
    at = reminders.moment(vault.clock.now())
    names = [one.name for one in chosen if reminders.marks_of(one, at) & reminders.EXPIRED]
    if not names:
        return []
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    verb, whose = ("has", "Its value was") if len(names) == 1 else ("have", "Their values were")
    return [f"{', '.join(names[:MOST_NAMED])}{more} {verb} expired. {whose} given all the same."]


def entries(
    vault: OpenVault,
    environment: str,
    names: Sequence[str] | None = None,
    as_base64: Sequence[str] = (),
) -> list[tuple[str, SecretText]]:
    """Names and current values to export, by name; they are decrypted for it.

    ``as_base64``: names whose value goes as `NAME_BASE64`, the base64 (RFC 4648) of its
    UTF-8, which every reader can hold.  Raises what ``choose`` raises.
    """
    return values_of(vault, environment, choose(vault, environment, names), as_base64)


def values_of(
    vault: OpenVault, environment: str, chosen: Sequence[Secret], as_base64: Sequence[str] = ()
) -> list[tuple[str, SecretText]]:
    """As ``entries``, of Secrets that were chosen."""
    missing = sorted(set(as_base64) - {secret.name for secret in chosen})
    if missing:
        raise NotFound(f"{environment} has no value for {', '.join(missing)}.", names=missing)
    found = [(secret.name, _value(vault, secret)) for secret in chosen]
    return [
        (f"{name}{BASE64}", _as_base64(value)) if name in as_base64 else (name, value)
        for name, value in found
    ]


def _as_base64(value: SecretText) -> SecretText:
    return SecretText(base64.b64encode(value.reveal().encode()).decode("ascii"))


def preview(
    vault: OpenVault,
    environment: str,
    profile: str = DEFAULT_PROFILE,
    names: Sequence[str] | None = None,
    as_base64: Sequence[str] = (),
) -> Rendered:
    """The finished file in memory.

    Raises CannotExpress, naming each value that the reader would not get back exactly;
    ``record`` puts the export into the journal.
    """
    reader = profile_of(profile)
    found = entries(vault, environment, names, as_base64)
    return render(reader, found, header_for(environment, reader))


def _value(vault: OpenVault, secret: Secret) -> SecretText:
    current = secret.current
    assert current is not None  # noqa: S101 - chosen for having one
    plain = vault.value(secret.environment_id, secret.id, current.id)
    return fields.check_value_bytes(plain)


def record(
    vault: OpenVault,
    environment: str,
    names: Sequence[str] | None,
    where: Whereabouts,
    as_base64: Sequence[str] = (),
) -> None:
    """Put the export of these Secrets into the journal, and so the file among their places."""
    chosen = choose(vault, environment, names)
    encoded = where.in_base64()
    vault.journal.add_all(
        secrets.use(
            vault,
            secret,
            secret.current,
            Action.EXPORT,
            encoded if secret.name in as_base64 else where,
        )
        for secret in chosen
        if secret.current is not None
    )


def warnings_for(path: Path) -> tuple[str, ...]:
    """What to say before a file with secrets is written there."""
    match exposure(path):
        case Exposure.EXPOSED:
            return (
                f"{path.name} is in a git work tree that does not ignore it. "
                f"Add the line {path.name} to .gitignore before you commit.",
            )
        case Exposure.TRACKED:
            return (
                f"{path.name} is tracked by git: the values would go into its history. "
                f"Take it out with: git rm --cached {path.name}",
            )
        case _:
            return ()


def check_target(host: Host, path: Path, force: bool) -> None:
    """Refused where something that Keystead did not write lies at ``path``.

    ``force`` allows a foreign file to be replaced, never what is no file; see
    ``targets.check``.
    """
    targets.check(path)
    if not host.exists(path) or force:
        return
    if not written_by_keystead(host.read(path, MAX_FILE)[:_MARK_BYTES]):
        raise Refused(
            f"{path} was not written by Keystead. Nothing was changed; "
            "use --update to change its keys alone, --force to replace it, or another name.",
            path=str(path),
        )


def write(host: Host, rendered: Rendered, path: Path, force: bool = False) -> Written:
    """Write the file, mode 0600, whole or not at all.

    Raises Refused as ``check_target``, FileProblem where the disk does not take it.
    """
    check_target(host, path, force)
    advice = tuple(f"{name}: {caution.text}" for name, caution in rendered.warnings())
    warnings = (*warnings_for(path), *advice)
    host.write_atomic(path, rendered.text.reveal().encode(), 0o600)
    return Written(path, len(rendered.lines), warnings)
