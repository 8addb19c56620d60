import pytest

from keystead import errors
from keystead.errors import KeysteadError


def categories() -> list[type[KeysteadError]]:
    return [KeysteadError, *KeysteadError.__subclasses__()]


def test_an_error_shows_its_message_and_keeps_its_data():
    problem = errors.NotFound("There is no key of that name.", name="STRIPE", near=["STRIPE_KEY"])
    assert str(problem) == problem.message == "There is no key of that name."
    assert problem.data == {"name": "STRIPE", "near": ["STRIPE_KEY"]}


def test_codes_are_stable_words_for_programs():
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type))
    ours = {kind.__name__: kind.code for kind in kinds if issubclass(kind, KeysteadError)}
    assert len(set(ours.values())) == len(ours)
    assert (
        ours.items()
        >= {
            "KeysteadError": "failed",
            "UsageProblem": "usage",
            "AccessDenied": "locked",
            "NotFound": "not-found",
            "Refused": "refused",
            "Damaged": "damaged",
            "Conflicting": "conflict",
        }.items()
    )


def test_one_except_catches_them_all():
    for kind in categories():
        with pytest.raises(KeysteadError, match=r"^m$"):
            raise kind("m")
