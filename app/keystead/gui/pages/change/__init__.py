"""Changing how a vault opens: recovery, another computer, new passphrase, kit or keys."""
