"""Sizes of files in words."""

_UNITS = ("kB", "MB", "GB")


def size_in_words(octets: int) -> str:
    """As desktops show it, in powers of 1,000: ``940 bytes``, ``3.4 kB``, ``12 MB``."""
    if octets < 1_000:
        return "1 byte" if octets == 1 else f"{octets} bytes"
    size, steps = octets / 1_000, 0
    while size >= 999.5 and steps < len(_UNITS) - 1:
        size, steps = size / 1_000, steps + 1
    return f"{size:.1f} {_UNITS[steps]}" if size < 9.95 else f"{size:,.0f} {_UNITS[steps]}"
