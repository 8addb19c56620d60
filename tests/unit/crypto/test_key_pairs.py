"""Key pairs, read back by the readers that people have."""

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_pem_public_key,
    load_ssh_private_key,
    load_ssh_public_key,
)

from keystead.crypto import key_pairs

KINDS = [kind for kind in key_pairs.STRENGTHS if kind != ("rsa", 4096)]


@pytest.mark.parametrize(("algorithm", "bits"), KINDS)
def test_both_halves_are_read_back_in_both_forms(algorithm: str, bits: int) -> None:
    key = key_pairs.new(algorithm, bits)
    message = key_pairs.public_text(key, ssh=False)
    pem = load_pem_private_key(key_pairs.private_text(key, ssh=False), None)
    ssh = load_ssh_private_key(key_pairs.private_text(key, ssh=True), None)
    assert ssh.public_key() == pem.public_key()
    assert load_pem_public_key(message) == key.public_key() == pem.public_key()
    assert load_ssh_public_key(key_pairs.public_text(key, ssh=True)) == ssh.public_key()
    assert getattr(key, "key_size", 256) == bits


def test_an_unknown_size_is_no_key() -> None:
    with pytest.raises(KeyError):
        key_pairs.new("rsa", 1024)


def test_ssh_keygen_reads_it(tmp_path: Path) -> None:
    key = key_pairs.new("ed25519", 256)
    file = tmp_path / "id"
    file.touch(0o600)
    file.write_bytes(key_pairs.private_text(key, ssh=True))
    done = subprocess.run(["ssh-keygen", "-y", "-f", str(file)], capture_output=True, check=True)
    assert done.stdout.split()[:2] == key_pairs.public_text(key, ssh=True).split()[:2]
