from keystead.core.checksums import BASE62, base62, crc32_base62, ends_with_crc32


def test_the_checksum_is_that_of_github() -> None:
    # A token that GitHub issued and revoked, published with its checksum worked out.
    assert crc32_base62("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ") == "0mLq17"
    assert ends_with_crc32("zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ0mLq17")
    assert not ends_with_crc32("zQWBuTSOoRi4A9spHcVY5ncnsDkxkK0mLq17")


def test_base_62_counts_digits_capitals_small_letters() -> None:
    assert [base62(n, 2) for n in (0, 9, 10, 36, 61, 62)] == ["00", "09", "0A", "0a", "0z", "10"]
    assert (len(BASE62), len(base62(2**32 - 1, 6))) == (62, 6)
