"""docs/settings.md, written from the table of settings.

    python -m tests.support.settings_page

A check asserts that the committed page is what this gives.
"""

import sys

from keystead.core.settings import SETTINGS, Setting, SettingType, value_in_words
from tests.support.source_tree import ROOT

PATH = ROOT / "docs" / "settings.md"

_START = """\
# Settings

*Written from the table in `app/keystead/core/settings.py` by
`python -m tests.support.settings_page`.*

Settings belong to this device, hold no secret, and change nothing about how a vault is
sealed. They lie in `config.toml` in Keystead's configuration folder; what is not in the file
has its default.

    keystead config list
    keystead config get lock.idle_after
    keystead config set lock.idle_after 600
    keystead config unset lock.idle_after

| setting | default | takes | what it does |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page, in Markdown."""
    return _START + "".join(f"{_row(one)}\n" for one in SETTINGS)


def _row(one: Setting) -> str:
    default = value_in_words(one.name, one.default) or "none"
    return f"| `{one.name}` | {default} | {_takes(one)} | {one.summary} |"


def _takes(one: Setting) -> str:
    """What may be set, in words."""
    span = f"{one.minimum} to {one.maximum} {one.unit}".rstrip()
    return {
        SettingType.CHOICE: ", ".join(f"`{choice}`" for choice in one.choices),
        SettingType.NUMBER: f"a whole number, {span}",
        SettingType.FLAG: "`true` or `false`",
        SettingType.TEXT: f"text of up to {one.maximum:,} characters",
        SettingType.DAYS: f"whole days with commas, {span}",
    }[one.type]


if __name__ == "__main__":
    PATH.write_text(page(), encoding="utf-8")
    print(PATH.relative_to(ROOT), file=sys.stderr)
