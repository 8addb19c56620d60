"""The device key in a real Secret Service, from creation to forgetting."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

WHOLE_LIFE = """
import sys
from dataclasses import replace
from pathlib import Path
from keystead.core.secret_types import SecretText
from keystead.services.home import Home
from keystead.services.kit import PassphraseChange
from keystead.system.errors import DeviceKeyMissing
from keystead.system.keyring_store import KeyringStore
from tests.support.homes import MadeVault, Phone, home_at, parts

folder = Path(sys.argv[1])
home = home_at(folder / "home", replace(parts(), keyring=lambda: KeyringStore(time_out=20)))
first, second = MadeVault(home, folder, name="A"), MadeVault(home, folder, name="B")
first.unlock().vault.close()
vault = second.unlock().vault
change = PassphraseChange(home, second.entry, vault, SecretText("new"))
phone = Phone(change.totp_uri, second.clock)
change.apply()
change.finish()
vault.close()
second.unlock(SecretText("new"), phone).vault.close()
print(first.entry.capsule.hex(), second.entry.capsule.hex())
gone = first.entry.capsule.hex()
home.forget(first.entry)
try:
    KeyringStore().load(gone)
except DeviceKeyMissing:
    print("missing")
"""


def run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        command,
        env=environment | {"PYTHONPATH": f"{ROOT / 'app'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def entries(environment: dict[str, str]) -> list[str]:
    """The accounts that the keyring holds for Keystead, by an independent program."""
    done = subprocess.run(
        ["secret-tool", "search", "--all", "service", "keystead"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    lines = (done.stdout + done.stderr).splitlines()
    return [line.split("= ")[1] for line in lines if line.startswith("attribute.username")]


def test_a_whole_life_in_a_real_keyring(secret_service: dict[str, str], tmp_path: Path):
    output = run(secret_service, sys.executable, "-c", WHOLE_LIFE, str(tmp_path)).split()
    assert len(set(output[:2])) == 2
    assert output[2] == "missing"
    assert entries(secret_service) == [output[1]]
