import inspect

from keystead import errors as categories
from keystead.errors import KeysteadError
from keystead.vault import errors


def test_every_error_has_a_category_and_a_code_of_its_own():
    found = [
        error
        for _, error in inspect.getmembers(errors, inspect.isclass)
        if error.__module__ == errors.__name__ and issubclass(error, KeysteadError)
    ]
    assert len(found) > 15
    for error in found:
        assert error.__bases__[0].__module__ == categories.__name__
        assert error.__doc__
    # Both say that what was typed does not open the vault any more.
    codes = [error.code for error in found if error is not errors.VaultLocked]
    assert len(codes) == len(set(codes))
