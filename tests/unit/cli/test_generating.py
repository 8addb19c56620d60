"""generate: values that are kept nowhere, made without a vault."""

import json
import re


def test_a_value_is_alone_and_several_are_lines(line):
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", line("generate").out)
    assert re.fullmatch(r"[0-9a-f]{32}", line("generate", "hex", "--bits", "128").out)
    assert re.fullmatch(
        r"([A-Za-z0-9]{30}\n){3}",
        line("generate", "alphanumeric", "--length", "30", "--count", "3").out,
    )
    made = json.loads(line("generate", "uuid4", "--count", "2", "--json").out)
    assert len({one["value"] for one in made}) == 2
    assert all(len(one["value"]) == 36 for one in made)
    assert all((one["bits"], one["public_key"]) == (122, None) for one in made)


def test_a_key_pair_has_its_public_half_beside_it(line):
    made = line("generate", "ed25519", "--ssh")
    assert made.out.startswith("-----BEGIN OPENSSH PRIVATE KEY-----")
    assert "ssh-ed25519 " in made.err
    assert "PRIVATE" not in made.err


def test_a_token_is_signed_with_the_key_on_stdin(line):
    words = ("generate", "jwt", "--key-stdin", "--claims", '{"sub": "me"}', "--lifetime", "90d")
    made = line(*words, stdin=b"a-shared-key-of-thirty-two-bytes\n")
    assert made.out.count(".") == 2
    assert line(*words, stdin=b"\n").code == 2
    short = line(*words, stdin=b"hunter2")
    assert (short.code, "hunter2" in short.err) == (2, False)
    assert line("generate", "jwt").code == 2


def test_too_little_or_too_much_is_refused(line):
    assert line("generate", "--bits", "64").code == 5
    assert line("generate", "--count", "0").code == 2
    assert line("generate", "--count", "1001").code == 2
    assert line("generate", "pin").code == 2


def test_a_uuid_is_told_to_be_weak_and_bits_are_whole(line):
    assert "74 random bits by its standard" in line("generate", "uuid7").err
    assert line("generate", "uuid7", "--allow-weak").err == ""
    assert line("generate").err == ""
    (made,) = json.loads(line("generate", "symbols", "--length", "41", "--json").out)
    assert made["bits"] == int(made["bits"]) > 256
    assert isinstance(made["bits"], int)
