"""From what a person types to the bytes that Argon2id gets."""

import unicodedata

from keystead.crypto.errors import BadPassphrase

_REFUSED = {
    "Cc": "a control character, such as a tab or a line break",
    "Cn": "a character that this version does not know",
    "Cs": "half of a character",
}


def normalise(text: str) -> bytes:
    """UTF-8 of the text in Unicode form NFC; BadPassphrase when it is empty or unstable.

    Refused are unassigned code points (Cn), surrogates (Cs) and controls (Cc).
    """
    # Why: one keyboard sends "é" as one code point, another as two; NFC makes them the
    # same bytes.  NFC is stable for ever for assigned characters only (Unicode Standard
    # Annex 15, section 3), so a passphrase with others could stop working after an
    # update.  Controls come from a paste by accident and cannot be seen.
    if not text:
        raise BadPassphrase("The passphrase is empty. Type at least one word.")
    for position, character in enumerate(text, start=1):
        reason = _REFUSED.get(unicodedata.category(character))
        if reason is not None:
            raise BadPassphrase(
                f"The passphrase holds {reason} (character {position}), which might not be "
                "typed the same way again. Leave it out.",
                position=position,
            )
    return unicodedata.normalize("NFC", text).encode("utf-8")
