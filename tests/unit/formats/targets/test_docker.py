import pytest

from keystead.formats.target import Misread
from keystead.formats.targets.docker import READER


def test_everything_behind_the_equals_sign_is_the_value():
    text = "\ufeffA='1' # x\n  B= two \n#C=3\n\nD=\nE\nF=a\r\n"
    assert READER.read(text) == {"A": "'1' # x", "B": " two ", "D": "", "F": "a"}


@pytest.mark.parametrize("text", ["export A=1\n", "=1\n", "A\tB=1\n", f"A={'x' * 65_534}\n"])
def test_what_docker_refuses(text: str):
    with pytest.raises(Misread):
        READER.read(text)


def test_the_longest_line():
    assert READER.read(f"A={'x' * 65_533}\n") == {"A": "x" * 65_533}
