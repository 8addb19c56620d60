"""The primitives' errors: their categories, codes and wording."""

import inspect

import pytest

from keystead.crypto import errors
from keystead.errors import Damaged, KeysteadError, Refused, UsageProblem

CATEGORIES = {
    "DecryptionFailed": Damaged,
    "SignatureInvalid": Damaged,
    "BadParameters": Refused,
    "OutOfMemory": KeysteadError,
    "BadKitCode": UsageProblem,
    "BadPassphrase": UsageProblem,
    "BadCode": UsageProblem,
    "BadSigningKey": UsageProblem,
}


def test_the_exports_are_these() -> None:
    own = {
        name
        for name, value in vars(errors).items()
        if inspect.isclass(value) and value.__module__ == errors.__name__
    }
    assert own == set(CATEGORIES)


@pytest.mark.parametrize("name", CATEGORIES)
def test_each_has_its_category_and_a_code_of_its_own(name: str) -> None:
    kind = getattr(errors, name)
    assert issubclass(kind, CATEGORIES[name])
    assert kind.code not in {parent.code for parent in kind.__mro__[1:-3]}
    assert name in (errors.__doc__ or "")


def test_codes_are_unique() -> None:
    assert len({getattr(errors, name).code for name in CATEGORIES}) == len(CATEGORIES)
