"""Who holds an unlocked vault, and why it was locked: words that cost nothing to load."""

from enum import StrEnum


class OwnerKind(StrEnum):
    """Who holds the vault."""

    WINDOW = "window"
    AGENT = "agent"
    COMMAND = "command"


class LockReason(StrEnum):
    """Why the vault was locked; the window says which it was."""

    ASKED = "asked"
    IDLE = "idle"
    SCREEN = "screen"
    SLEEP = "sleep"
    QUIT = "quit"
    TAKEN_OVER = "taken-over"
    RENEWED = "renewed"
