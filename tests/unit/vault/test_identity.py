from keystead.vault.identity import Keyset


def test_keysets_are_fresh_and_print_no_private_key():
    one, two = Keyset.generate(), Keyset.generate()
    assert one.signing.public != two.signing.public
    assert one.hpke.public != two.hpke.public
    for private in (one.signing.seed, one.hpke.private):
        assert private.hex() not in repr(one)
        assert repr(private) not in repr(one)
