"""What a value tells is filled in, and a person's own words are left alone."""

import base64
import json

from keystead.core.model import Kind, Risk
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.secret_editor import SecretEditor
from keystead.services import recognition
from tests.support.window import OpenWindow


def new(window: OpenWindow) -> SecretEditor:
    window.view.commands.new()
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    window.settle()
    return editor


ANTHROPIC = f"sk-ant-api03-{'a' * 95}"


def test_a_recognised_value_fills_in_what_it_tells_and_takes_it_back(window: OpenWindow):
    editor = new(window)
    editor.value.set_value(SecretText("ghp_aaaaaaaaaaaaaaaaaaaaaaaa"))
    assert editor.fields.service.text() == "GitHub"
    assert editor.fields.kind.chosen() is Kind.TOKEN
    assert "has not the form of one" in editor.value.line.message.words()
    editor.value.set_value(SecretText(ANTHROPIC))
    assert editor.value.line.message.words() == "Looks like an Anthropic API key"
    assert editor.fields.service.text() == "Anthropic"
    assert editor.fields.kind.chosen() is Kind.API_KEY
    assert editor.fields.risk.chosen() is Risk.HIGH
    assert editor.fields.rotate_url.text().startswith("https://")
    editor.value.set_value(SecretText("nobody knows this one"))
    assert editor.fields.service.text() == ""
    assert editor.fields.risk.chosen() is None
    assert editor.fields.rotate_url.text() == ""
    # What a person emptied stays empty, what one wrote is never written over.
    editor.value.set_value(SecretText(ANTHROPIC))
    editor.fields.rotate_url.set_text("")
    editor.value.set_value(SecretText(ANTHROPIC + "a"))
    assert editor.fields.rotate_url.text() == ""
    editor.fields.service.set_text("Own")
    editor.fields.kind.choose(Kind.PASSWORD)
    editor.value.set_value(SecretText("ghp_aaaaaaaaaaaaaaaaaaaaaaaa"))
    assert editor.fields.service.text() == "Own"
    assert editor.fields.kind.chosen() is Kind.PASSWORD


def test_what_stood_there_before_is_no_guess(window: OpenWindow):
    secret = window.choose("GITHUB_TOKEN")
    window.view.commands.edit(secret)
    editor = window.view.commands.dialog
    assert isinstance(editor, SecretEditor)
    editor.value.set_value(SecretText(ANTHROPIC))
    assert editor.fields.service.text() == secret.service == "GitHub"
    assert editor.fields.rotate_url.text().startswith("https://")


def test_a_token_tells_its_expiry_and_scope_unless_it_is_over(window: OpenWindow):
    editor = new(window)
    later = window.vault.clock.now() + 40 * 86_400
    editor.value.set_value(web_token(later))
    assert editor.fields.expires.day() is not None
    assert editor.fields.permissions.text() == "read\nwrite"
    assert "expires 20" in editor.value.line.message.words()
    editor.value.set_value(web_token(1_000_000_000))
    assert editor.fields.expires.day() is None
    assert "expired 2001-09-09" in editor.value.line.message.words()


def test_own_issuers_are_known_too(window: OpenWindow, qtbot):
    folder = window.controller._desk.owner.home.paths.config
    folder.mkdir(parents=True, exist_ok=True)
    (folder / recognition.FILE).write_text(OWN)
    editor = new(window)
    editor.value.set_value(SecretText("acme_" + "k" * 20))
    qtbot.waitUntil(lambda: editor.fields.service.text() == "Acme")


def test_own_issuers_that_cannot_be_read_are_told_and_the_rest_works(window: OpenWindow, qtbot):
    folder = window.controller._desk.owner.home.paths.config
    folder.mkdir(parents=True, exist_ok=True)
    (folder / recognition.FILE).write_text("no toml [")
    editor = new(window)
    qtbot.waitUntil(editor.banner.isVisible)
    editor.value.set_value(SecretText(ANTHROPIC))
    assert editor.fields.service.text() == "Anthropic"


OWN = """
[acme]
service = "Acme"
documentation = "https://example.org/keys"
[[acme.tokens]]
name = "key"
pattern = "acme_[a-z]{20}"
"""


def web_token(expires: float) -> SecretText:
    claims = {"exp": int(expires), "scope": "read write"}
    parts = [{"alg": "HS256"}, claims]
    coded = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode() for one in parts]
    return SecretText(".".join([*(one.rstrip("=") for one in coded), "c2lnbmF0dXJl"]))
