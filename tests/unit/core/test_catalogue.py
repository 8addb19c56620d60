"""A catalogue file: what it gives, and what is refused with file and entry named."""

import pytest

from keystead.core.catalogue import MAX_TEXT, make, read
from keystead.core.errors import BadIssuer

HEAD = '[acme]\nservice = "Acme"\ndocumentation = "https://acme.example/"\n'
TOKEN = '[[acme.tokens]]\nname = "key"\npattern = "{}"\n'
GOOD = HEAD + TOKEN.format("acme_[0-9a-f]{20}")


def test_entries_are_found_by_their_prefix_the_longest_first() -> None:
    more = TOKEN.format("acme_live_[0-9a-f]{20}") + TOKEN.format("[A-Z]{20}")
    found = make(read(GOOD + more, "a.toml"))
    assert [entry.prefix for entry in found.entries] == ["acme_", "acme_live_", ""]
    for text, prefix in ((f"acme_{'0' * 20}", "acme_"), (f"acme_live_{'0' * 20}", "acme_live_")):
        entry = found.find(text)
        assert entry is not None
        assert (entry.prefix, entry.checksum_fits(text)) == (prefix, None)
    none = found.find("Q" * 20)
    assert none is not None
    assert none.prefix == ""
    for text in ("", "acme_", "acme_" + "0" * 5_000, "é" * 20, "q" * 20):
        assert found.find(text) is None


def test_one_s_own_go_first() -> None:
    own = read(GOOD.replace('"key"', '"own"'), "own.toml")
    entry = make(read(GOOD, "a.toml")).with_own(own).find(f"acme_{'0' * 20}")
    assert entry is not None
    assert entry.token.name == "own"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = [", "valid TOML"),
        ("a = " + "[" * 5_000, "valid TOML"),
        ("#" * (MAX_TEXT + 1), "larger than"),
        ("acme = 1", "'acme'"),
        (HEAD, "tokens"),
        (HEAD + "tokens = []", "no tokens"),
        (GOOD.replace('"Acme"', "1"), "str"),
        (GOOD.replace('"Acme"', '""'), "service is empty"),
        (GOOD.replace("https://acme.example/", "file:///etc"), "web address"),
        (GOOD.replace("https://acme.example/", ""), "documentation is empty"),
        (GOOD + 'kind = "secret"\n', "kind"),
        (GOOD + 'risk = "extreme"\n', "risk"),
        (GOOD + 'colour = "red"\n', "colour"),
        (GOOD + 'checksum = "md5"\n', "checksum"),
        (GOOD + "tells_expiry = 1\n", "bool"),
        (HEAD + TOKEN.format("(a+)+b"), "not part of a pattern"),
        (HEAD + TOKEN.format("acme_[0-9a-f]{11}"), "12 characters"),
        (HEAD + TOKEN.format("[a-z]{1,99}[a-z]{1,99}[a-z]{1,99}"), "open length"),
        (GOOD + TOKEN.format("acme_[0-9a-f]{20}"), "already"),
        (GOOD + GOOD.replace("[acme]", "[b]").replace("acme.tokens", "b.tokens"), "already"),
    ],
)
def test_a_wrong_entry_is_refused_and_named(text: str, said: str) -> None:
    with pytest.raises(BadIssuer, match=said) as caught:
        read(text, "own.toml")
    assert "own.toml" in caught.value.message


def test_there_is_an_end_to_it(monkeypatch) -> None:
    monkeypatch.setattr("keystead.core.catalogue.MAX_ENTRIES", 1)
    with pytest.raises(BadIssuer, match="more than 1"):
        read(GOOD + TOKEN.format("b_[0-9a-f]{20}"), "own.toml")
