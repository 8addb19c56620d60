"""What happens on two computers around one synced folder, step by step.

Each does what people do, while the sync service, the disk and the network do what they do.
What was acknowledged is kept (``acknowledged``); once everybody has synced (``settle``), all
of it must be there on both.
"""

import errno
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from keystead.core.drafts import SecretDraft
from keystead.core.model import Secret
from keystead.core.revocation import usable
from keystead.core.secret_types import SecretText
from keystead.errors import Conflicting, Damaged, KeysteadError, NotFound
from keystead.services import environments, maintenance, revocation, secrets
from keystead.services.owner import GONE_FOR, PUBLISH_AFTER, Decision
from keystead.vault import secret_fields
from keystead.vault.errors import EditedMeanwhile, VaultRolledBack
from keystead.vault.session import OpenVault
from tests.support.acknowledged import Said, Where, commits_in, expected, found
from tests.support.sync_service import Cloud
from tests.support.synced_computers import FILE, Computer, template
from tests.support.synced_values import Values

NAMES = ("A", "B", "C", "D")
ROUNDS = 12


class TwoComputers:
    """The world of one run; ``do`` takes one step."""

    def __init__(self, service: str) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="ks-sync-"))
        self.cloud = Cloud(service)
        self.cloud.put(FILE, template().file)
        self.computers = [Computer(number, self.root, self.cloud) for number in range(2)]
        for computer in self.computers:
            computer.client.sync()
        self.said: list[Said] = []
        self.values = Values()
        self.old_file_came_back = self.mishap = False
        self.uploaded: frozenset[bytes] = frozenset()
        self.count = 0

    def close(self) -> None:
        """Everything goes."""
        for computer in self.computers:
            computer.host.refuses = 0
            computer.lock()
        shutil.rmtree(self.root)

    # One step ------------------------------------------------------------------------------

    def do(self, computer: int, step: str, number: int) -> None:
        """Take a step on one computer; ``number`` chooses among what it could do."""
        self.count += 1
        one = self.computers[computer]
        self.mishap |= STEPS[step] in MISHAPS
        STEPS[step](self, one, number)
        self._check(one)
        self._check_files()

    def _check(self, one: Computer) -> None:
        """What must hold at any time."""
        if one.owner is None:
            return
        assert not one.owner.vault.state.quarantined
        problem = one.owner.publish_problem
        if isinstance(problem, VaultRolledBack):
            assert self.old_file_came_back, "the file was called rolled back, and was not"

    def _check_files(self) -> None:
        """What was uploaded once stays in some file, even if its computer never came back.

        Where the latest write wins, or a person put an old file back, the private copies of
        the computers alone can make up for it.
        """
        cloud = commits_in(self.cloud.files.values())
        self.uploaded |= cloud
        if self.mishap or self.cloud.service == "share":
            return
        clients = [one.client for one in self.computers]
        there = cloud.union(*(commits_in(client.local().values()) for client in clients))
        there |= commits_in(data for client in clients for data in client.torn.values())
        assert self.uploaded <= there, "an uploaded change is in no file any more"

    def _acknowledge(self, one: Computer, work: Callable[[OpenVault], None]) -> list[Said]:
        """Do it, and give what a write by this computer has to say of itself."""
        vault = one.opened().vault
        seen = frozenset(vault.state.commits)
        work(vault)
        made = vault.state.commits.keys() - seen
        one.opened().changed()
        return [Said((b"", ""), None, commit, seen) for commit in made]

    def _say(self, made: Sequence[Said], what: Where, content: object) -> None:
        self.said += [replace(one, what=what, content=content) for one in made]

    def _some(self, one: Computer, number: int, trashed: bool) -> Secret | None:
        found = [
            secret
            for secret in sorted(one.opened().vault.secrets(), key=lambda item: item.id)
            if (secret.trashed is not None) == trashed
        ]
        return found[number % len(found)] if found else None

    # What people do ------------------------------------------------------------------------

    def add(self, one: Computer, number: int) -> None:
        """A new Secret, often of a name that the other computer gives, too."""
        names = [item.name for item in one.opened().vault.environments()]
        draft = SecretDraft(name=NAMES[number % 4], environment=names[number % len(names)])
        text = f"value-{self.count}"
        made: list[Secret] = []
        try:
            told = self._acknowledge(
                one, lambda vault: made.append(secrets.add(vault, draft, SecretText(text)))
            )
        except Conflicting:
            return
        self._has_value(made[0], text)
        self._say(told, (made[0].id, "life"), secret_fields.ALIVE)
        self._say(told, (made[0].id, "value"), _current(made[0]))

    def _has_value(self, secret: Secret, text: str) -> None:
        self.values.texts[secret.id, _current(secret)] = text

    def edit(self, one: Computer, number: int) -> None:
        """Other notes, or another service."""
        secret = self._some(one, number, trashed=False)
        if secret is not None:
            self._edit(one, secret, ("notes", "service")[number % 2], f"text {self.count}")

    def _edit(self, one: Computer, secret: Secret, field: str, text: str) -> None:
        told = self._acknowledge(
            one, lambda vault: _ignore(secrets.edit(vault, secret, {field: text}))
        )
        self._say(told, (secret.id, field), text)
        self._say(told, (secret.id, "life"), secret_fields.ALIVE)

    def rotate(self, one: Computer, number: int) -> None:
        """A new value."""
        secret = self._some(one, number, trashed=False)
        if secret is None:
            return
        text, made = f"value-{self.count}", list[Secret]()
        told = self._acknowledge(
            one, lambda vault: made.append(secrets.edit(vault, secret, {}, SecretText(text)))
        )
        self._has_value(made[0], text)
        self._say(told, (secret.id, "life"), secret_fields.ALIVE)
        self._say(told, (secret.id, "value"), _current(made[0]))

    def revoke(self, one: Computer, number: int) -> None:
        """Whatever could be used of a Secret is out of use for good, and an incident opened."""
        secret = self._some(one, number, trashed=False)
        if secret is None or not usable(secret):
            return
        made: list[bytes] = []
        told = self._acknowledge(
            one, lambda vault: made.append(revocation.revoke(vault, [secret], "leaked"))
        )
        self.values.revoke(secret, made[0])
        self._say(told, (secret.id, "life"), secret_fields.ALIVE)

    def trash(self, one: Computer, number: int) -> None:
        """Into the trash."""
        secret = self._some(one, number, trashed=False)
        if secret is not None:
            told = self._acknowledge(one, lambda vault: secrets.trash(vault, [secret]))
            self._say(told, (secret.id, "life"), secret_fields.DELETED)

    def untrash(self, one: Computer, number: int) -> None:
        """Out of the trash, where no other has the name."""
        secret = self._some(one, number, trashed=True)
        if secret is None:
            return
        try:
            told = self._acknowledge(one, lambda vault: secrets.untrash(vault, [secret]))
        except Conflicting:
            return
        self._say(told, (secret.id, "life"), secret_fields.ALIVE)

    def purge(self, one: Computer, number: int) -> None:
        """Erase for good what is in the trash."""
        secret = self._some(one, number, trashed=True)
        if secret is not None:
            self._acknowledge(one, lambda vault: _ignore(maintenance.purge(vault, [secret])))
            self.values.purge(secret)

    def rename_environment(self, one: Computer, number: int) -> None:
        """Another name for dev, staging or prod."""
        known = one.opened().vault.environments()
        chosen, name = known[number % len(known)], f"env-{self.count}"
        told = self._acknowledge(
            one, lambda vault: _ignore(environments.rename(vault, chosen.name, name))
        )
        self._say(told, (chosen.id, "environment"), name)

    def open_editor(self, one: Computer, number: int) -> None:
        """Begin to edit; what is typed is saved later, whatever came in meanwhile."""
        secret = self._some(one, number, trashed=False)
        if secret is not None:
            one.editing = secret, f"typed {self.count}"

    def save_editor(self, one: Computer, _: int) -> None:
        """Save what was typed; where the field was changed meanwhile, look and save again."""
        if one.editing is None:
            return
        (secret, text), one.editing = one.editing, None
        one.opened().look()
        try:
            now = secrets.by_id(one.opened().vault, secret.id)
        except NotFound:
            return  # erased for good
        if now.notes not in (secret.notes, text):
            with pytest.raises(EditedMeanwhile):
                self._edit(one, secret, "notes", text)
            secret = now
        self._edit(one, secret, "notes", text)

    # What computers do ----------------------------------------------------------------------

    def tick(self, one: Computer, number: int) -> None:
        """A few seconds pass."""
        one.pass_time((0.5, PUBLISH_AFTER, 2 * GONE_FOR, 60.0)[number % 4])

    def sync_now(self, one: Computer, _: int, *, remove_copies: bool = False) -> None:
        """``keystead sync``."""
        try:
            one.opened().sync(remove_copies=remove_copies)
        except KeysteadError as problem:
            self._expected(one, problem)

    def remove_copies(self, one: Computer, _: int) -> None:
        """``keystead sync --remove-copies``."""
        self.sync_now(one, _, remove_copies=True)

    def _expected(self, one: Computer, problem: KeysteadError) -> None:
        """A sync may fail where disk, network or service are at fault, and says which."""
        if isinstance(problem, VaultRolledBack):
            assert self.old_file_came_back
        elif isinstance(problem, Damaged):
            assert one.client.torn or self.mishap, problem
        else:
            assert one.host.refuses or not one.path.exists(), problem

    def lock(self, one: Computer, _: int) -> None:
        """Lock; the next step unlocks."""
        one.lock()

    def crash(self, one: Computer, _: int) -> None:
        """The process ends without a farewell."""
        if one.owner is not None:
            one.owner.vault.close()
            one.owner._held.close()
            one.owner, one.editing = None, None

    def break_disk(self, one: Computer, number: int) -> None:
        """The disk is full or read-only, until it is mended."""
        one.host.refuses = (errno.ENOSPC, errno.EROFS)[number % 2]

    def mend_disk(self, one: Computer, _: int) -> None:
        """It takes writes again."""
        one.host.refuses = 0

    # What the service does ------------------------------------------------------------------

    def go_offline(self, one: Computer, _: int) -> None:
        """No network."""
        one.online = False

    def go_online(self, one: Computer, _: int) -> None:
        """Network; everything is exchanged."""
        one.online = True
        one.client.sync()

    def upload(self, one: Computer, _: int) -> None:
        """The client sends what changed."""
        if one.online:
            one.client.upload()

    def download(self, one: Computer, number: int) -> None:
        """The client fetches what changed, now and then by half."""
        if one.online:
            one.client.complete()
            one.client.download(torn=number % 4 == 0)

    def old_version(self, _: Computer, number: int) -> None:
        """Somebody puts an older version back on the service's web page."""
        self.old_file_came_back |= self.cloud.roll_back(FILE, number)

    def vanish(self, one: Computer, _: int) -> None:
        """The file goes to the trash of the desktop, perhaps before it was sent: what the
        service then fetches again is older."""
        if one.path.exists():
            self.old_file_came_back = True
            one.stash = one.path.read_bytes()
            one.path.unlink()

    def come_back(self, one: Computer, _: int) -> None:
        """And back from there, over whatever lies at its place."""
        if one.stash is not None:
            self.old_file_came_back |= one.path.exists() and one.path.read_bytes() != one.stash
            one.path.write_bytes(one.stash)
            one.stash = None

    def change_case(self, one: Computer, _: int) -> None:
        """A detour over a disk that ignores case."""
        if one.path.exists():
            one.path.rename(one.path.with_name("WORK.keystead"))

    # The end --------------------------------------------------------------------------------

    def settle(self) -> None:
        """All faults are mended and everybody syncs; then both have everything."""
        for one in self.computers:
            one.host.refuses, one.online = 0, True
        for _ in range(ROUNDS):
            for one in self.computers:
                one.client.sync()
                one.opened()
                one.pass_time(2 * GONE_FOR)
                one.pass_time(60.0)
                self._check(one)
                # Old, or half of a file that was trashed and put back: a person decides.
                if isinstance(one.opened().publish_problem, Damaged):
                    one.opened().sync(Decision.REPUBLISH)
                one.client.sync()
            if self._is_quiet():
                break
        self.old_file_came_back = self.mishap = False
        for one in self.computers:
            one.stash = None
        self._compare()

    def _is_quiet(self) -> bool:
        first, second = (one.opened().vault for one in self.computers)
        pending = any(one.opened().vault.publication.pending for one in self.computers)
        same = first.state.heads() == second.state.heads()
        files = [one.path.read_bytes() if one.path.exists() else b"" for one in self.computers]
        return same and not pending and files[0] == files[1] == self.cloud.files[FILE]

    def _compare(self) -> None:
        assert self._is_quiet(), "the computers never came to the same"
        pictures = [_picture(one.opened().vault) for one in self.computers]
        assert pictures[0] == pictures[1]
        for one in self.computers:
            assert one.opened().publish_problem is None
            self.values.check(one.opened().vault)
            for what in {told.what for told in self.said}:
                left = found(one.opened().vault, what)
                assert left == expected(self.said, what), f"{what[1]}: {left}"


def _ignore(_: object) -> None:
    """For a callable whose result does not matter."""


def _current(secret: Secret) -> bytes:
    assert secret.current is not None
    return secret.current.id


def _picture(vault: OpenVault) -> object:
    """All that is shown, alike on both computers."""
    shown = sorted(vault.secrets(), key=lambda secret: secret.id)
    return vault.environments(), shown, vault.state.heads(), sorted(vault.records())


Step = Callable[[TwoComputers, Computer, int], None]
_T = TwoComputers
PEOPLE: tuple[Step, ...] = (
    _T.add, _T.edit, _T.rotate, _T.revoke, _T.trash, _T.untrash, _T.purge, _T.rename_environment,
    _T.open_editor, _T.save_editor,
)  # fmt: skip
MACHINES: tuple[Step, ...] = (
    _T.tick, _T.sync_now, _T.remove_copies, _T.lock, _T.crash, _T.break_disk, _T.mend_disk,
    _T.go_offline, _T.go_online, _T.upload, _T.download,
)  # fmt: skip
MISHAPS: tuple[Step, ...] = (_T.old_version, _T.vanish, _T.come_back, _T.change_case)
STEPS: dict[str, Step] = {step.__name__: step for step in (*PEOPLE, *MACHINES, *MISHAPS)}
