"""Moments as programs read them."""

from datetime import UTC, datetime


def instant(unix: float | None) -> str | None:
    """RFC 3339 in UTC, whole seconds, for Unix seconds; None for None."""
    if unix is None:
        return None
    return datetime.fromtimestamp(int(unix), UTC).isoformat().replace("+00:00", "Z")
