"""What a value tells, filled into the fields of the editor, and taken back with the value."""

from datetime import date

from keystead.core.drafts import SecretDraft
from keystead.core.recognised import Recognition
from keystead.gui.dialogs.controls import Control, content_of, put
from keystead.gui.dialogs.secret_fields import SecretFields
from keystead.services.recognition import filled

_BLANK = SecretDraft(name="", environment="")


class Guesses:
    """Fills in only what nobody touched: what a person typed, chose or emptied stays."""

    def __init__(self, fields: SecretFields) -> None:
        self._controls: dict[str, Control] = {
            "service": fields.service,
            "kind": fields.kind,
            "risk": fields.risk,
            "expires": fields.expires,
            "permissions": fields.permissions,
            "rotate_url": fields.rotate_url,
            "revoke_url": fields.revoke_url,
        }
        self._blank = {name: content_of(one) for name, one in self._controls.items()}
        self._mine: dict[str, object] = dict(self._blank)

    def begin(self) -> None:
        """What stands in the fields now was there before: it is no guess, and stays."""
        self._mine = {
            name: content_of(one)
            for name, one in self._controls.items()
            if content_of(one) == self._blank[name]
        }

    def show(self, found: Recognition | None, today: date) -> tuple[str, ...]:
        """Fill in what was recognised, in place of an earlier guess; the names of the fields
        that hold a guess now."""
        told = {name: _shown(one) for name, one in filled(_BLANK, found).items()}
        expires = told.get("expires")
        if isinstance(expires, date) and expires < today:
            del told["expires"]  # said beside the value; a day in the past cannot be typed
        for name, mine in list(self._mine.items()):
            control = self._controls[name]
            if content_of(control) != mine:
                del self._mine[name]  # somebody has written, chosen or emptied it
                continue
            wanted = told.get(name, self._blank[name])
            if wanted != mine:
                put(control, wanted)
                self._mine[name] = content_of(control)
        return tuple(name for name, mine in self._mine.items() if mine != self._blank[name])


def _shown(content: object) -> object:
    """As a control holds it: a list has a line for each."""
    return "\n".join(content) if isinstance(content, tuple) else content
