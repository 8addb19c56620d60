"""Rotation in steps: a new value waits, goes to its places, becomes the current one.

The new value is written before anything else, so that whatever stops a rotation, both values
are in the vault and it can go on.  Until the old value is retired all of it can be undone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import structs

from keystead.core import fields, policy, renewal
from keystead.core.drafts import check_expiry
from keystead.core.model import Place, Placed, Renewal, Secret, Stage, Step, Version
from keystead.core.places import FILE, PROGRAM
from keystead.core.renewal import UNSAID, Expiry, Unsaid
from keystead.core.secret_types import SecretText
from keystead.core.texts import check_line
from keystead.errors import Conflicting, NotFound, Refused, UsageProblem
from keystead.formats.profiles import DEFAULT_PROFILE
from keystead.services import met, placing, recognition, secrets, whereabouts
from keystead.services.errors import NoRotation, RotationUnderway
from keystead.services.placing import Outcome, Wanted
from keystead.system import computer
from keystead.vault.bodies import Action, Event
from keystead.vault.session import OpenVault
from keystead.vault.writer import Demotion, SecretChange, new_id

MAX_NOTE = 500


@dataclass(frozen=True)
class Computer:
    """This computer as places name it; ``profile``: what files are read with where nobody
    noted it; ``default``: what is tried first without one."""

    name: str = field(default_factory=computer.name)
    profile: str | None = None
    default: str = DEFAULT_PROFILE


# Beginning --------------------------------------------------------------------------------


def begin(vault: OpenVault, secret: Secret, value: SecretText, expires: Expiry = UNSAID) -> Secret:
    """Write the new value, pending, and the list of places; nothing else changes.

    ``expires``: the last day of the new value, which the key has from the switch on; where
    nobody says it, what the value tells, else as many days as the old one was to last.
    Raises RotationUnderway, BadValue, BadDate, and UsageProblem for the value that the key has.
    """
    vault.write([_beginning(vault, secret, value, expires)])
    return secrets.by_id(vault, secret.id)


def begin_all(vault: OpenVault, items: Sequence[tuple[Secret, SecretText]]) -> None:
    """The same for many keys, in one commit or none."""
    vault.write([_beginning(vault, secret, value, UNSAID) for secret, value in items])


def _beginning(vault: OpenVault, seen: Secret, value: SecretText, expires: Expiry) -> SecretChange:
    secret = secrets.by_id(vault, seen.id)
    if renewal.underway(secret) is not None:
        raise RotationUnderway(
            f"A rotation of {secret.name} is under way. Go on with it, or undo it first.",
            name=secret.name,
            environment=secret.environment,
        )
    plain = fields.check_value(value)
    if secrets.same_value(vault, secret, value):
        raise UsageProblem(
            f"This is the value that {secret.name} has already. Nothing was changed.",
            name=secret.name,
        )
    one = _renewal(vault, secret, new_id(), value, expires)
    return SecretChange(
        secret.environment_id,
        secret.id,
        {"renewal": one},
        plain,
        pending=True,
        version=one.version,
        judged=recognition.assess(value, recognition.identify(value)),
    )


def _renewal(
    vault: OpenVault, secret: Secret, version: bytes, value: SecretText, expires: Expiry
) -> Renewal:
    former, today = secret.current, secrets.today(vault)
    if not isinstance(expires, Unsaid):
        expires = check_expiry(expires, today)
    else:
        told = recognition.identify(value)
        expires = (told and told.expires) or renewal.expiry_as_before(secret, today)
    return Renewal(
        version=version,
        former=b"" if former is None else former.id,
        started=int(vault.clock.now()),
        steps=renewal.first_steps(secret),
        expires=expires,
        former_expires=secret.expires,
    )


def resume(vault: OpenVault, secret: Secret) -> Secret:
    """The rotation that is under way; else one is taken up for a new value that waits, as
    when two devices began apart.  Raises NoRotation where there is neither."""
    secret = secrets.by_id(vault, secret.id)
    if renewal.underway(secret) is not None:
        return secret
    left = renewal.waiting(secret)
    if not left:
        raise no_rotation(secret)
    one = _renewal(vault, secret, left[0].id, _value(vault, secret, left[0]), UNSAID)
    return _write(vault, secret, {"renewal": one})


# Places -----------------------------------------------------------------------------------


def place_all(
    vault: OpenVault, secret: Secret, here: Computer, numbers: Iterable[int] | None = None
) -> Secret:
    """Rewrite the files of open places on this computer; each that cannot be is told by its note.

    ``numbers``: only these, from 1.  Raises NoRotation, NotFound for a number.
    """
    secret = secrets.by_id(vault, secret.id)
    one, new = _underway(secret)
    found = list(renewal.steps(secret))
    chosen = set(range(len(found))) if numbers is None else _indices(found, numbers)
    wanted = _wanted(vault, secret, new, [_former(secret)])
    events: list[tuple[bytes, Event]] = []
    for at in sorted(chosen):
        step = found[at]
        if step.placed is not Placed.OPEN or not renewal.is_rewritable(step.place, here.name):
            continue
        outcome = _put(vault, step.place, wanted, here)
        found[at] = _after(step, outcome, here, int(vault.clock.now()))
        events += _noted(vault, secret, new, step.place, here, outcome)
    return _save_steps(vault, secret, one, found, events)


def _put(vault: OpenVault, place: Place, wanted: Wanted, here: Computer) -> Outcome:
    return placing.put(vault.host, place, wanted, here.profile, here.default)


def _after(step: Step, outcome: Outcome, here: Computer, now: int) -> Step:
    if outcome.reason:
        return structs.replace(step, note=outcome.reason[:MAX_NOTE])
    place = structs.replace(step.place, host=here.name, form=outcome.form)
    return Step(place, Placed.DONE, now, "")


def _noted(
    vault: OpenVault, secret: Secret, version: Version, place: Place, here: Computer, done: Outcome
) -> list[tuple[bytes, Event]]:
    if done.reason:
        return []
    where = replace(whereabouts.of_file(Path(place.where), done.form), host=here.name)
    return [secrets.use(vault, secret, version, Action.EXPORT, where)]


def _wanted(
    vault: OpenVault, secret: Secret, version: Version, before: Iterable[Version | None]
) -> Wanted:
    old = tuple(_value(vault, secret, one) for one in before if one is not None and not one.purged)
    return Wanted(secret.name, secret.environment, _value(vault, secret, version), old)


def mark(
    vault: OpenVault, secret: Secret, numbers: Iterable[int], placed: Placed, note: str = ""
) -> Secret:
    """Say how far places are, by their numbers from 1; NotFound, BadText for the note."""
    secret = secrets.by_id(vault, secret.id)
    one, _ = _underway(secret)
    found = list(renewal.steps(secret))
    said = check_line(note, "The note", MAX_NOTE)
    now = int(vault.clock.now())
    for at in _indices(found, numbers):
        found[at] = structs.replace(found[at], placed=placed, at=now, note=said)
    return _save_steps(vault, secret, one, found, [])


def _indices(found: Sequence[Step], numbers: Iterable[int]) -> set[int]:
    wanted = set(numbers)
    wrong = sorted(number for number in wanted if not 1 <= number <= len(found))
    if wrong:
        there = f"There are {len(found)}." if found else "There are none."
        raise NotFound(f"The rotation has no place number {wrong[0]}. {there}")
    return {number - 1 for number in wanted}


def _save_steps(
    vault: OpenVault,
    secret: Secret,
    one: Renewal,
    found: Sequence[Step],
    events: list[tuple[bytes, Event]],
) -> Secret:
    if events:
        vault.journal.add_all(events)
    if tuple(found) == one.steps:
        return secrets.by_id(vault, secret.id)
    return _write(vault, secret, {"renewal": renewal.with_steps(one, found)})


# From the check to the end ----------------------------------------------------------------


def verified(vault: OpenVault, secret: Secret, how: str) -> Secret:
    """Note that the new value works; ``how``: a short word, such as ``by hand``."""
    secret = secrets.by_id(vault, secret.id)
    one, _ = _underway(secret)
    said = check_line(how, "How it was checked", MAX_NOTE)
    now = int(vault.clock.now())
    return _write(vault, secret, {"renewal": structs.replace(one, verified=now, verified_by=said)})


def switch(vault: OpenVault, secret: Secret, force: bool = False) -> Secret:
    """The new value becomes the current one, the old stays ``previous`` for the overlap.

    Raises Refused, unless ``force``, where places are open or nobody checked the value.
    """
    secret = secrets.by_id(vault, secret.id)
    one, new = _underway(secret)
    if renewal.is_switched(secret):
        raise Refused(f"v{new.number} is the current value of {secret.name} already.")
    _check_settled(secret)
    left = len(renewal.open_steps(secret))
    if not force and (left or not one.verified):
        raise Refused(_unready(secret, new, left), places=left, verified=bool(one.verified))
    now = int(vault.clock.now())
    former = secret.current
    demoted = [Demotion(new.id, Stage.PREVIOUS)]  # what it is once another is the current one
    after: Renewal | None = None
    if former is not None:
        demoted.append(Demotion(former.id, Stage.PREVIOUS, now + policy.overlap(secret)))
        after = structs.replace(one, former=former.id, switched=now, steps=renewal.steps(secret))
    content: dict[str, object] = {
        "renewal": after,
        "last_rotated": now,
        "expires": renewal.expiry_after(secret),
    }
    content["hint"] = recognition.prefix_of(_value(vault, secret, new))
    return _write(vault, secret, content, tuple(demoted), new.id)


def _unready(secret: Secret, new: Version, left: int) -> str:
    places = "One place" if left == 1 else f"{left} places"
    verb = "has" if left == 1 else "have"
    what = (
        f"{places} of {secret.name} {verb} not got v{new.number} yet"
        if left
        else f"Nobody has checked that v{new.number} of {secret.name} works"
    )
    return f"{what}. The current value was not changed."


@dataclass(frozen=True)
class Undone:
    """The key as it was before, and the places that may still have the new value."""

    secret: Secret
    left: tuple[Step, ...]


def undo(vault: OpenVault, secret: Secret, here: Computer) -> Undone:
    """The old value is the current one again, and goes back to the files here that hold the
    new one; the new one is retired.

    What cannot be put back is in ``left``, with the reason.  Raises NoRotation where there is
    nothing to undo.
    """
    secret = secrets.by_id(vault, secret.id)
    one, new = _underway(secret)
    _check_settled(secret)
    former = _former(secret)
    secret, found = _files_opened(vault, secret, one)
    left: list[Step] = []
    if former is not None and not former.purged:
        wanted = _wanted(vault, secret, former, [new])
        for step in found:
            left += _put_back(vault, secret, former, step, wanted, here)
    content: dict[str, object] = {"renewal": None}
    demoted = [Demotion(new.id, Stage.RETIRED)]
    if renewal.is_switched(secret) and former is not None:
        demoted.append(Demotion(former.id, Stage.PREVIOUS))
        content["last_rotated"] = former.created if former.number > 1 else None
        content["hint"] = recognition.prefix_of(_value(vault, secret, former))
        content["expires"] = one.former_expires
        return Undone(_write(vault, secret, content, tuple(demoted), former.id), tuple(left))
    return Undone(_write(vault, secret, content, tuple(demoted)), tuple(left))


def _files_opened(
    vault: OpenVault, secret: Secret, one: Renewal
) -> tuple[Secret, tuple[Step, ...]]:
    """The places as they were; those that are files count as open from here on, so that a
    rotation whose undoing was stopped does not take them for done."""
    found, now = renewal.steps(secret), int(vault.clock.now())
    opened = tuple(
        structs.replace(step, placed=Placed.OPEN, at=now)
        if step.place.kind == FILE and step.placed is Placed.DONE
        else step
        for step in found
    )
    if opened == one.steps:
        return secret, found
    return _write(vault, secret, {"renewal": renewal.with_steps(one, opened)}), found


def _put_back(
    vault: OpenVault, secret: Secret, former: Version, step: Step, wanted: Wanted, here: Computer
) -> list[Step]:
    """Nothing where the place has the old value; else the place with the reason."""
    had_it = step.placed is Placed.DONE
    if not renewal.is_rewritable(step.place, here.name):
        by_hand = had_it and step.place.kind != PROGRAM
        return [structs.replace(step, placed=Placed.OPEN, note="")] if by_hand else []
    outcome = _put(vault, step.place, wanted, here)
    if outcome.reason:
        note = outcome.reason[:MAX_NOTE]
        return [structs.replace(step, placed=Placed.OPEN, note=note)] if had_it else []
    if outcome.written:
        vault.journal.add_all(_noted(vault, secret, former, step.place, here, outcome))
    return []


def finish(vault: OpenVault, secret: Secret) -> Secret:
    """Retire the old values; the rotation is over and cannot be undone any more.

    Works for a key that got its new value at once, too.  Raises Refused before the switch,
    NoRotation where no old value is left.
    """
    secret = secrets.by_id(vault, secret.id)
    _check_settled(secret)
    one = renewal.underway(secret)
    if one is not None and not renewal.is_switched(secret):
        raise Refused(
            f"The new value of {secret.name} is not the current one yet. Switch first, or undo "
            "the rotation."
        )
    old = [version for version in secret.versions if version.stage is Stage.PREVIOUS]
    if not old:
        raise no_rotation(secret)
    demoted = tuple(Demotion(version.id, Stage.RETIRED, version.overlap_until) for version in old)
    return _write(vault, secret, {"renewal": None}, demoted)


def no_rotation(secret: Secret) -> NoRotation:
    """The error for a key of which nothing is under way; says so where two values met."""
    return NoRotation(
        f"No rotation of {secret.environment}/{secret.name} is under way{met.why(secret)}.",
        name=secret.name,
        environment=secret.environment,
    )


def _check_settled(secret: Secret) -> None:
    if "value" in secret.conflicts:
        raise Conflicting(
            f"Two values of {secret.name} met. Choose one of them first. {met.how(secret)}.",
            name=secret.name,
        )


def _underway(secret: Secret) -> tuple[Renewal, Version]:
    one, new = renewal.underway(secret), renewal.new_version(secret)
    if one is None or new is None:
        raise no_rotation(secret)
    return one, new


def _former(secret: Secret) -> Version | None:
    return renewal.former_version(secret)


def _value(vault: OpenVault, secret: Secret, version: Version) -> SecretText:
    plain = vault.value(secret.environment_id, secret.id, version.id)
    return fields.check_value_bytes(plain)


def _write(
    vault: OpenVault,
    secret: Secret,
    content: Mapping[str, object],
    demoted: tuple[Demotion, ...] = (),
    current: bytes | None = None,
) -> Secret:
    change = SecretChange(
        secret.environment_id, secret.id, content, demote=demoted, current=current
    )
    vault.write([change])
    return secrets.by_id(vault, secret.id)
