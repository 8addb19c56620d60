from dataclasses import replace

import pytest

from keystead.core.secret_types import SecretText
from keystead.crypto import kit_codes
from keystead.services.emergency_kit import KitResult, Sheets, last_group
from keystead.services.errors import WrongKitPart


def test_two_new_codes_each_time():
    first, second = Sheets(), Sheets()
    assert first.secret_key != second.secret_key
    assert first.recovery != second.recovery
    assert kit_codes.decode(first.secret_key_text.reveal(), 20) == first.secret_key.reveal()
    assert first.recovery_text is not None
    assert first.recovery is not None
    assert kit_codes.decode(first.recovery_text.reveal(), 32) == first.recovery.reveal()


def test_the_last_groups_prove_that_the_sheets_are_there():
    sheets = Sheets()
    assert sheets.recovery_text is not None
    key, code = last_group(sheets.secret_key_text), last_group(sheets.recovery_text)
    assert len(key) == len(code) == 5
    sheets.check(key, code)
    sheets.check(f" {key.lower()} ", sheets.recovery_text.reveal())
    sheets.check(key.replace("0", "O").replace("1", "l"), code)
    for wrong in ((code, key), (key, ""), ("", code), (key[:4], code), (key, code + "0")):
        with pytest.raises(WrongKitPart, match="old sheet stays valid"):
            sheets.check(*wrong)


def test_without_a_new_recovery_code_only_the_secret_key_is_asked():
    sheets = Sheets(with_recovery=False)
    assert sheets.recovery_text is None
    sheets.check(last_group(sheets.secret_key_text))
    with pytest.raises(WrongKitPart):
        sheets.check("00000")


def test_what_a_command_prints_and_what_a_traceback_shows():
    result = KitResult("/v", "ab", SecretText("otpauth://x"), SecretText("KEY"), None)
    assert result.to_json() == {
        "vault": "/v",
        "vault_id": "ab",
        "totp_uri": "otpauth://x",
        "secret_key": "KEY",
        "recovery_code": None,
    }
    kept = replace(result, aside=("/replica.db.damaged-1",))
    assert kept.to_json() == {**result.to_json(), "aside": ["/replica.db.damaged-1"]}
    assert "KEY" not in repr(result)
    assert "otpauth" not in repr(result)
