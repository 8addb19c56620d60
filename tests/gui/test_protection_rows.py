from dataclasses import replace

from keystead.crypto.kdf import Argon2Params
from keystead.gui.vault.protection_rows import cost_words, facts_of, rows_of
from tests.support.screens_protection import FACTS


def test_the_table_says_what_is_left():
    rows = {row.has: (row.way, row.level) for row in rows_of(FACTS)}
    assert len(rows) == 8
    assert rows["A copy of the vault file, even with your passphrase"][1] == 3
    assert rows["Your recovery code and the vault file"] == (
        "Nothing: keep the sheet locked away",
        1,
    )


def test_a_key_file_has_no_keyring_that_locks():
    facts = replace(FACTS, key_file=True, device_key="the device key file '/stick/device.key'")
    said = " ".join(row.has for row in rows_of(facts))
    assert "keyring" not in said
    assert "key file" in said
    fact = facts_of(facts, "27 Dec 2027", "")[2]
    assert (fact.value, fact.remark, fact.warns) == ("in a file", "/stick/device.key", True)


def test_costs_are_said_in_the_unit_that_fits():
    assert cost_words(Argon2Params(1024 * 1024, 3)) == "1 GiB, 3 passes"
    assert cost_words(Argon2Params(1536 * 1024, 10)) == "1.5 GiB, 10 passes"
    assert cost_words(Argon2Params(64 * 1024, 1)) == "64 MiB, 1 pass"
    assert cost_words(Argon2Params(64, 1)) == "64 KiB, 1 pass"


def test_what_is_in_place_today():
    passphrase, heavy, key, codes, kit = facts_of(FACTS, "27 Dec 2027", "14 Aug 2026")
    assert passphrase.value == "64 MiB, 3 passes"
    assert heavy.value == "1 GiB, 3 passes"
    assert key.value == "Secret Service"
    assert codes.value == "until 27 Dec 2027"
    assert (kit.value, kit.remark) == ("made 14 Aug 2026", "two sheets, generation 1")


def test_the_kit_in_its_generations():
    def kit(**changes):
        found = facts_of(replace(FACTS, **changes), "", "")[4]
        return found.value, found.remark, found.warns

    assert kit(secret_key=2, recovery_code=2) == ("generation 2", "two sheets", False)
    assert kit(secret_key=3) == ("two sheets", "Secret Key 3, recovery code 1", False)
    assert kit(two_kits=True) == ("two kits", "the old one still opens the vault", True)


def test_a_key_that_cannot_be_reached_and_one_of_another_name():
    gone = facts_of(replace(FACTS, device_key_problem="No answer."), "", "")[2]
    assert (gone.value, gone.warns) == ("not reachable now", True)
    plain = facts_of(replace(FACTS, device_key="memory"), "", "")[2]
    assert plain.value == "memory"
