import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from keystead.core.errors import BadSetting
from keystead.crypto.errors import BadPassphrase, OutOfMemory
from keystead.crypto.totp import provisioning_uri
from keystead.gui.pages import unlock_words
from keystead.gui.pages.unlock_words import (
    SET_UP,
    action_of,
    clock_words,
    entry_of,
    locked_words,
    said_of,
    wait_words,
)
from keystead.services.owner import LockReason, OwnedElsewhere
from keystead.system.errors import DeviceKeyMissing, DiskFull, KeyringTimedOut, KeyringUnavailable
from keystead.system.keyring_store import _WAY_OUT
from keystead.vault.errors import (
    CapsuleDamaged,
    KeysRenewed,
    NewerFormat,
    TableEnded,
    VaultDamaged,
    WaitForNextCode,
    WrongCredentials,
    WrongVault,
)


def test_a_wrong_passphrase_and_a_wrong_code_look_alike():
    said = said_of(WrongCredentials("Passphrase or code is wrong."), "Work")
    assert (said.slot, said.marks) == ("Passphrase or code is wrong.", True)
    assert (said.title, said.words) == ("", "")


def test_waiting_says_the_seconds_and_marks_nothing():
    said = said_of(WaitForNextCode("Wait for the next code.", seconds=11.6), "Work")
    assert said.slot == "Wait for the next code: 12 s. Each code works once."
    assert not said.marks
    assert (
        said_of(WaitForNextCode("Wait for the next code."), "W").slot == "Wait for the next code."
    )
    assert wait_words(0.2) == "The next code is there now."


def test_a_passphrase_that_cannot_be_one_is_explained_in_the_slot():
    assert said_of(BadPassphrase("It is empty."), "Work").slot == "It is empty."


@pytest.mark.parametrize(
    "kind",
    [
        TableEnded,
        KeyringUnavailable,
        KeyringTimedOut,
        DeviceKeyMissing,
        WrongVault,
        NewerFormat,
        OwnedElsewhere,
        OutOfMemory,
    ],
)
def test_what_needs_more_words_has_a_title_of_its_own_and_all_words_below(kind):
    said = said_of(kind("What happened. What to do."), "Work")
    assert said.title != "The vault was not opened"
    assert said.words == "What happened. What to do."
    assert "below" in said.slot


def test_without_a_keyring_the_way_to_a_key_file_is_the_one_that_the_banner_offers():
    error = KeyringUnavailable(f"There is none. {_WAY_OUT}")
    assert said_of(error, "Work").words.endswith(
        "or set up this computer anew with your Secret Key, its part in a file."
    )
    assert action_of(error) == SET_UP


def test_damage_names_the_command_that_repairs():
    assert "`keystead repair --vault Work`" in said_of(VaultDamaged("Damaged."), "Work").words
    assert "--vault 'My keys'" in said_of(VaultDamaged("Damaged."), "My keys").words
    known = said_of(VaultDamaged("Run keystead repair."), "Work")
    assert known.words == "Run keystead repair."


def test_what_the_title_says_is_not_said_again_below():
    said = said_of(DiskFull("The disk is full. Nothing was changed."), "Work")
    assert (said.title, said.words) == ("The disk is full", "Nothing was changed.")
    assert said_of(DiskFull("The disk is full."), "Work").words == "The disk is full."


def test_an_error_without_a_title_still_has_its_words():
    said = said_of(BadSetting("The settings are broken."), "Work")
    assert (said.title, said.words) == ("The vault was not opened", "The settings are broken.")


def test_every_title_belongs_to_an_error_that_exists():
    app = Path(unlock_words.__file__).parents[2]
    text = "\n".join(path.read_text() for path in app.rglob("*.py"))
    codes = set(re.findall(r'^    code(?:: ClassVar\[str\])? = "([a-z-]+)"', text, re.M))
    assert set(unlock_words._TITLES) <= codes
    assert codes >= unlock_words.SHORT


@pytest.mark.parametrize("reason", list(LockReason))
def test_each_reason_of_a_lock_is_told(reason):
    words = locked_words(reason.value, "19:12", 300)
    assert words.startswith("Locked at 19:12: ")
    assert "the vault was locked" not in words


def test_the_idle_time_is_told_in_minutes():
    assert locked_words("idle", "19:12", 300) == "Locked at 19:12: the computer was idle for 5 min"
    assert locked_words("idle", "19:12") == "Locked at 19:12: the computer was idle"
    assert locked_words("else", "19:12") == "Locked at 19:12: the vault was locked"


def test_the_clock_is_the_one_on_the_wall():
    assert clock_words(1_767_225_600.0 + 19 * 3600 + 12 * 60) == "19:12"


@pytest.mark.parametrize(
    ("error", "action"),
    [
        (KeysRenewed("The keys were renewed."), "Set up this computer"),
        (CapsuleDamaged("The unlock file is damaged."), "Set up this computer"),
        (VaultDamaged("The vault file is damaged."), ""),
    ],
)
def test_where_another_set_up_helps_it_is_offered(error, action):
    assert action_of(error) == action


def test_the_entry_is_named_as_the_authenticator_shows_it():
    uri = provisioning_uri(bytes(20), "a: Studio", "vm")
    label = unquote(uri.removeprefix("otpauth://totp/").split("?")[0])
    assert label == "Keystead:a  Studio (vm)"
    assert entry_of("a: Studio") == "Keystead entry “a  Studio (this computer)”"
