"""A setting in words for the page; the command line has its name, its values and its unit."""

from keystead.core.settings import Setting, SettingType, Value, value_in_words
from keystead.gui.models.readers import words_of

_SCHEMES = {"system": "As the desktop", "light": "Light", "dark": "Dark"}
_MINUTE = 60


def choices(setting: Setting) -> list[tuple[str, object]]:
    """What a choice offers: words, and the value that they stand for."""
    return [(_choice(setting, one), one) for one in setting.choices]


def _choice(setting: Setting, value: str) -> str:
    if setting.name == "export.default_profile":
        return words_of(value)[0]
    return _SCHEMES.get(value, value)


def scale_of(setting: Setting, value: Value) -> tuple[int, str]:
    """By what the number is divided to be shown, and the unit then: whole minutes where the
    setting is one of minutes and ``value`` (seconds) comes out even."""
    minutes = setting.unit == "s" and not setting.minimum % _MINUTE
    if minutes and not int(value) % _MINUTE:
        return _MINUTE, "min"
    return 1, setting.unit


def value_words(setting: Setting, value: Value) -> str:
    """The value with its unit: ``5 min``, ``Light``, ``on``; 'none' for an empty text."""
    if setting.type is SettingType.CHOICE:
        return _choice(setting, str(value))
    if setting.type is SettingType.NUMBER:
        scale, unit = scale_of(setting, value)
        return f"{int(value) // scale} {unit}"
    return value_in_words(setting.name, value) or "none"


def problem_words(setting: Setting, message: str, scale: int = 1) -> str:
    """Why what was typed is not taken; ``message``: what the command line says of it,
    ``scale``: by what the numbers that are shown are divided."""
    if setting.type is SettingType.NUMBER:
        least, most = -(-setting.minimum // scale), setting.maximum // scale
        unit = "min" if scale == _MINUTE else setting.unit
        return f"Enter a whole number from {least} to {most:,} {unit}.".replace(" .", ".")
    told = message.removeprefix(f"{setting.name} is ").removeprefix(f"{setting.name}: ")
    return told[:1].upper() + told[1:]
