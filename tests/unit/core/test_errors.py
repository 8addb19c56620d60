import inspect

import pytest

from keystead.core import errors
from keystead.errors import Conflicting, KeysteadError, NotFound, Refused, UsageProblem

ALL: list[type[KeysteadError]] = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if kind.__module__ == errors.__name__ and issubclass(kind, KeysteadError)
]


@pytest.mark.parametrize("kind", ALL)
def test_each_error_has_a_code_of_its_own(kind: type[KeysteadError]) -> None:
    assert "code" in vars(kind)
    assert sum(other.code == kind.code for other in ALL) == 1


def test_each_error_belongs_to_the_category_that_decides_its_exit_code() -> None:
    assert issubclass(errors.BadValue, UsageProblem)
    assert issubclass(errors.AmbiguousName, UsageProblem)
    assert issubclass(errors.NoSuchSecret, NotFound)
    assert issubclass(errors.DuplicateName, Conflicting)
    assert issubclass(errors.TooWeak, Refused)


@pytest.mark.parametrize("kind", ALL)
def test_the_module_says_where_each_error_stands(kind: type[KeysteadError]) -> None:
    assert kind.__name__ in (errors.__doc__ or "")
