"""What can be wrong with a request before any vault is touched.

    UsageProblem
    ├── BadName         a Secret, environment, service or tag name
    ├── BadText         a description, note, list entry or address
    ├── BadDate         a day
    ├── BadDuration     an interval or a span of time
    ├── BadValue        a value that cannot be kept
    ├── BadQuery        a search
    ├── BadSelector     NAME, ENV/NAME or keystead://ENV/NAME/FIELD
    ├── BadSetting      a setting's name or value, a settings file
    ├── BadPreset       a preset's name or content, the file of presets
    ├── BadIssuer       an entry of a catalogue of issuers, or its file
    └── AmbiguousName   the name stands in several environments
    NotFound
    └── NoSuchSecret    no such name there
    Conflicting
    └── DuplicateName   a merge left two Secrets of one name
    Refused
    └── TooWeak         fewer than 128 bits asked of the generator

Messages never repeat a text that failed a check: it may be a value pasted into the
wrong field.
"""

from keystead.errors import Conflicting, NotFound, Refused, UsageProblem


class BadName(UsageProblem):
    """A name that breaks the rules for its kind; ``data``: field, position."""

    code = "bad-name"


class BadText(UsageProblem):
    """A text that is too long, of the wrong form, or holds control characters."""

    code = "bad-text"


class BadDate(UsageProblem):
    """No ISO 8601 day, or a day that cannot be meant."""

    code = "bad-date"


class BadDuration(UsageProblem):
    """No duration, or one out of range."""

    code = "bad-duration"


class BadValue(UsageProblem):
    """A value that is empty, too large, or not text; never shown in the message."""

    code = "bad-value"


class BadQuery(UsageProblem):
    """A search that asks for an unknown filter or state."""

    code = "bad-query"


class BadSelector(UsageProblem):
    """Not a way to name a Secret."""

    code = "bad-selector"


class BadSetting(UsageProblem):
    """An unknown setting, or a value that it does not take."""

    code = "bad-setting"


class BadPreset(UsageProblem):
    """A preset that does not exist or makes no sense, or a file of presets that does not."""

    code = "bad-preset"


class BadIssuer(UsageProblem):
    """An entry of a catalogue that is refused; ``data``: file, entry."""

    code = "bad-issuer"


class AmbiguousName(UsageProblem):
    """One name in several environments; ``data['candidates']``: ENV/NAME strings."""

    code = "ambiguous"


class NoSuchSecret(NotFound):
    """No Secret of that name, or none in that environment."""

    code = "no-such-secret"


class DuplicateName(Conflicting):
    """Secrets share name and environment after a merge; ``data``: ``ids`` in hex, ``candidates``
    (ENV/NAME@ID, each a name for one of them), ``keys`` (objects that tell them apart)."""

    code = "duplicate-name"


class TooWeak(Refused):
    """Fewer random bits than 128; ``data``: bits, minimum."""

    code = "too-weak"
