import pytest

from keystead.core.sizes import size_in_words


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1_000, "1.0 kB"),
        (3_449, "3.4 kB"),
        (9_949, "9.9 kB"),
        (9_950, "10 kB"),
        (999_499, "999 kB"),
        (999_500, "1.0 MB"),
        (12_300_000, "12 MB"),
        (1 << 30, "1.1 GB"),
        (5_000_000_000_000, "5,000 GB"),
    ],
)
def test_a_size_is_said_as_a_desktop_says_it(octets, words):
    assert size_in_words(octets) == words
