"""Parsers: one command each, errors as ours, no abbreviations."""

import pytest

from keystead.cli import options


def test_a_problem_is_two_lines_and_code_two(capsys):
    parser = options.parser("get", "print a value")
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["--nonsense"])
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "keystead: unrecognized arguments: --nonsense\nTry 'keystead get --help'.\n"
    )


def test_help_has_a_sentence_and_examples(capsys):
    parser = options.parser("get", "print a value", ["keystead get A"])
    with pytest.raises(SystemExit):
        parser.parse_args(["--help"])
    told = capsys.readouterr().out
    assert "Print a value." in told
    assert "examples:\n  keystead get A" in told


def test_options_are_never_guessed_from_their_beginning():
    parser = options.parser("get", "print a value")
    options.json_option(parser)
    with pytest.raises(SystemExit):
        parser.parse_args(["--js"])


def test_shared_options_are_the_same_everywhere():
    parser = options.parser("kit", "x")
    options.credentials(parser)
    options.confirming(parser)
    options.secret(parser, several=True)
    args = parser.parse_args(
        [
            *("A", "B", "--env", "dev", "--code", "1", "--passphrase-fd", "3"),
            *("--device-key-file", "f", "--no-confirm", "--json", "--vault", "v"),
        ]
    )
    assert (args.names, args.env, args.code, args.passphrase_fd) == (["A", "B"], "dev", "1", 3)
    assert (args.device_key_file, args.no_confirm, args.json, args.vault) == ("f", True, True, "v")
