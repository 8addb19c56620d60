"""The options of gui and agent, and the credentials of an agent in the foreground."""

from keystead.cli.environment import Given
from keystead.cli.starting import ask_first, options_agent, options_gui


def test_an_agent_is_started_by_command_or_by_hand():
    parser = options_agent("agent", "hold the vault")
    args = parser.parse_args(["--detached", "--vault", "/v", "--vault-id", "aa", "--home", "/h"])
    assert (args.detached, args.vault, args.vault_id, args.home) == (True, "/v", "aa", "/h")
    args = parser.parse_args(["--code", "123 456"])
    given = Given({"KEYSTEAD_PASSPHRASE": "secret"})
    assert ask_first(given, args) == ("secret", "123456")


def test_the_window_takes_a_vault():
    parser = options_gui("gui", "open the window")
    assert parser.parse_args(["--vault", "work"]).vault == "work"
    assert parser.parse_args(["/home/me/work.keystead"]).file == "/home/me/work.keystead"
