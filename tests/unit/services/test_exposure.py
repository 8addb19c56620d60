from pathlib import Path

from keystead.core.drafts import SecretDraft
from keystead.core.secret_types import SecretText
from keystead.services import secrets
from keystead.services.exposure import exposed, renewed_at
from keystead.services.kit import Compromised, PassphraseChange
from tests.support.homes import MadeVault, home_at, parts

NEW = SecretText("another passphrase")


def test_what_is_older_than_the_renewal_is_to_be_rotated(tmp_path: Path, clock):
    home = home_at(tmp_path / "home", parts(clock))
    made = MadeVault(home, tmp_path)
    vault = made.unlock().vault
    for name, environment in (("B", "prod"), ("A", "prod"), ("C", "dev"), ("D", "dev")):
        draft = SecretDraft(name=name, environment=environment)
        found = secrets.add(vault, draft, SecretText("value"))
    secrets.trash(vault, [found])
    assert renewed_at(vault) is None
    assert exposed(vault.secrets(), None) == []
    change = Compromised(home, made.entry, vault, NEW)
    change.apply()
    change.finish()
    renewed = renewed_at(vault)
    assert renewed == int(clock.now())
    names = [one.name for one in exposed(vault.secrets(), renewed)]
    assert names == ["C", "A", "B"]
    clock.advance(1)
    first = exposed(vault.secrets(), renewed)[0]
    secrets.edit(vault, first, {}, SecretText("new"))
    secrets.add(vault, SecretDraft(name="E", environment="dev"), SecretText("value"))
    assert [one.name for one in exposed(vault.secrets(), renewed)] == ["A", "B"]
    vault.close()


def test_a_changed_passphrase_exposes_nothing(tmp_path: Path, clock):
    home = home_at(tmp_path / "home", parts(clock))
    made = MadeVault(home, tmp_path)
    vault = made.unlock().vault
    change = PassphraseChange(home, made.entry, vault, NEW)
    change.apply()
    change.finish()
    assert renewed_at(vault) is None
    vault.close()
