import pytest

from keystead.vault import object_fields as fields
from keystead.vault.cbor import Cbor
from keystead.vault.errors import VaultDamaged


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (fields.NAME, "x"),
        (fields.ORDER, 3),
        (fields.COLOUR, ""),
        (99, ["anything"]),
        (fields.FINGERPRINT_KEY, bytes(fields.KEY_SIZE)),
    ],
)
def test_values_of_the_right_type_are_kept(number: int, value: Cbor):
    assert fields.check(number, value) == value


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (fields.NAME, 1),
        (fields.ORDER, "3"),
        (fields.ORDER, True),
        (fields.COLOUR, None),
        (fields.FINGERPRINT_KEY, "key"),
        (fields.FINGERPRINT_KEY, bytes(31)),
    ],
)
def test_other_types_and_sizes_are_damage(number: int, value: Cbor):
    with pytest.raises(VaultDamaged):
        fields.check(number, value)
