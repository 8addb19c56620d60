"""The choices of what to generate, as fields: those that the chosen format has are shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystead.core.alphabets import SYMBOLS
from keystead.core.generator import MINIMUM_BITS, SUGGESTED_BITS
from keystead.core.recipes import (
    EC_SIZES,
    KEY_PAIRS,
    MAX_LIFETIME,
    RSA_SIZES,
    SIZED,
    Algorithm,
    Format,
    Recipe,
    Writing,
)
from keystead.core.secret_types import SecretText
from keystead.gui.dialogs.choice_box import ChoiceBox
from keystead.gui.dialogs.value_field import ValueField
from keystead.gui.theme.metrics import XS, M
from keystead.gui.theme.theme import Theme
from keystead.gui.widgets.checks import CheckBox
from keystead.gui.widgets.choices import SpinField
from keystead.gui.widgets.labels import label
from keystead.gui.widgets.text_field import TextArea, TextField

FORMATS = (
    (Format.BASE64URL, "base64url", "Letters, digits, - and _"),
    (Format.HEX, "Hexadecimal", "0 to 9 and a to f"),
    (Format.ALPHANUMERIC, "Letters and digits", "For what takes no other character"),
    (Format.SYMBOLS, "Letters, digits, symbols", "At least one of each kind"),
    (Format.PASSPHRASE, "Passphrase", "Words that can be typed and read out"),
    (Format.PREFIXED, "Prefix and checksum", "As GitHub writes its tokens: base 62 and CRC32"),
    (Format.SYMMETRIC, "Symmetric key", "32 bytes in base64, for AES-256 and the like"),
    (Format.UUID4, "UUID, version 4", "122 random bits, by its standard"),
    (Format.UUID7, "UUID, version 7", "The time and 74 random bits: sorts by age"),
    (Format.JWT, "JSON Web Token", "Signed, readable by everybody: no secret in the claims"),
    (Format.ED25519, "Key pair, Ed25519", "Short and fast; for SSH and signatures"),
    (Format.ECDSA, "Key pair, ECDSA", "On the curves P-256, P-384 and P-521"),
    (Format.RSA, "Key pair, RSA", "For what takes nothing newer"),
)
_PHRASE_BITS = 128
MOST_BITS = 4096
_ALGORITHMS = (
    (Algorithm.HS256, "HS256, a shared key"),
    (Algorithm.RS256, "RS256, RSA"),
    (Algorithm.ES256, "ES256, ECDSA P-256"),
    (Algorithm.EDDSA, "EdDSA, Ed25519"),
)
_WRITINGS = ((Writing.PEM, "PEM, PKCS #8"), (Writing.SSH, "OpenSSH"))


class RecipeFields(QWidget):
    """``changed`` when another value has to be made."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._filling = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)
        self._size_row()
        self._character_rows()
        self._key_rows()
        self._fit()

    # Made once -----------------------------------------------------------------------------

    def _size_row(self) -> None:
        theme = self.theme
        self.form = ChoiceBox(theme, "Form", [(words, form) for form, words, _ in FORMATS])
        self.bits = SpinField(theme, "Random bits", MINIMUM_BITS, MOST_BITS, " bits")
        self.bits.set_value(SUGGESTED_BITS)
        self.bits.spin.setSingleStep(64)
        self.curve = ChoiceBox(theme, "Curve", [(f"P-{size}", size) for size in EC_SIZES])
        # 2048 bits of RSA are worth 112: under what a value here has.
        sizes = [size for size in RSA_SIZES if size > 2048]
        self.modulus = ChoiceBox(theme, "Size", [(f"{size:,} bits", size) for size in sizes])
        self._bits_box = self._named("Strength", self.bits)
        self._curve_box = self._named("Curve", self.curve)
        self._modulus_box = self._named("Size", self.modulus)
        self._row(
            (self._named("Form", self.form), 3),
            (self._bits_box, 2),
            (self._curve_box, 2),
            (self._modulus_box, 2),
        )
        self.form.currentIndexChanged.connect(self._form_chosen)
        self.bits.value_changed.connect(self._tell)
        self.curve.currentIndexChanged.connect(self._tell)
        self.modulus.currentIndexChanged.connect(self._tell)

    def _character_rows(self) -> None:
        theme = self.theme
        self.symbols = TextField(theme, "Symbols", mono=True)
        self.symbols.set_text(SYMBOLS)
        self.prefix = TextField(theme, "Prefix", mono=True)
        self.prefix.set_text("key")
        self.readable = CheckBox(theme, "Leave out look-alikes, such as 0 and O")
        for field in (self.symbols, self.prefix):
            field.text_changed.connect(self._tell)
            self._column.addWidget(field)
        self.readable.toggled.connect(self._tell)
        self._column.addWidget(self.readable)

    def _key_rows(self) -> None:
        theme = self.theme
        self.writing = ChoiceBox(theme, "Written as", [(words, one) for one, words in _WRITINGS])
        self._writing_box = self._named("Written as", self.writing)
        self._column.addWidget(self._writing_box)
        self.algorithm = ChoiceBox(theme, "Signed by", [(words, one) for one, words in _ALGORITHMS])
        self.lifetime = SpinField(theme, "Valid for", 1, MAX_LIFETIME, " days")
        self.lifetime.set_value(90)
        self._jwt_row = self._row(
            (self._named("Signed by", self.algorithm), 3),
            (self._named("Valid for", self.lifetime), 2),
        )
        self.claims = TextArea(theme, "Claims", mono=True, lines=3)
        self.claims.set_text('{"sub": "", "scope": ""}')
        self._column.addWidget(self.claims)
        self.key = ValueField(theme, name="Signing key")
        self.key.generate.hide()
        self._column.addWidget(self.key)
        self.writing.currentIndexChanged.connect(self._tell)
        self.algorithm.currentIndexChanged.connect(self._tell)
        self.lifetime.value_changed.connect(self._tell)
        self.claims.text_changed.connect(self._tell)
        self.key.changed.connect(self._tell)

    def _named(self, words: str, field: QWidget) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(label(self.theme, words))
        column.addWidget(field)
        return box

    def _row(self, *parts: tuple[QWidget, int]) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        for part, share in parts:
            row.addWidget(part, share)
        self._column.addWidget(box)
        return box

    # What is shown -------------------------------------------------------------------------

    def _fit(self) -> None:
        form: Format = self.form.chosen()
        self._bits_box.setVisible(form in SIZED)
        self._curve_box.setVisible(form is Format.ECDSA)
        self._modulus_box.setVisible(form is Format.RSA)
        self.symbols.setVisible(form is Format.SYMBOLS)
        self.readable.setVisible(form in (Format.SYMBOLS, Format.ALPHANUMERIC))
        self.prefix.setVisible(form is Format.PREFIXED)
        self._writing_box.setVisible(form in KEY_PAIRS)
        for part in (self._jwt_row, self.claims, self.key):
            part.setVisible(form is Format.JWT)

    def _form_chosen(self) -> None:
        if self._filling:
            return
        suggested = _PHRASE_BITS if self.form.chosen() is Format.PASSPHRASE else SUGGESTED_BITS
        self._filling = True
        self.bits.set_value(suggested)
        self._filling = False
        self._fit()
        self._tell()

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    # In and out ----------------------------------------------------------------------------

    def recipe(self) -> Recipe:
        """What is chosen; checked when it is made."""
        form: Format = self.form.chosen()
        is_jwt = form is Format.JWT
        sizes = {Format.ECDSA: self.curve, Format.RSA: self.modulus}
        size = self.bits.value() if form in SIZED else None
        return Recipe(
            form=form,
            bits=sizes[form].chosen() if form in sizes else size,
            symbols=self.symbols.text().strip() if form is Format.SYMBOLS else "",
            readable=self.readable.isVisibleTo(self) and self.readable.isChecked(),
            prefix=self.prefix.text().strip() if form is Format.PREFIXED else "",
            algorithm=self.algorithm.chosen() if is_jwt else None,
            claims=self.claims.text() if is_jwt else "",
            expires_in=self.lifetime.value() if is_jwt else None,
            writing=self.writing.chosen() if form in KEY_PAIRS else Writing.PEM,
        )

    def signing_key(self) -> SecretText | None:
        """The key of a JWT; None for other formats, and while there is none."""
        if self.form.chosen() is not Format.JWT or self.key.is_empty:
            return None
        return self.key.value()

    def fill(self, recipe: Recipe, bits: int) -> None:
        """Show a recipe; ``bits``: its strength where it gives a length."""
        self._filling = True
        self.form.choose(recipe.form)
        self.bits.set_value(recipe.bits or bits)
        self.curve.choose(recipe.bits)
        self.modulus.choose(recipe.bits)
        self.symbols.set_text(recipe.symbols or SYMBOLS)
        self.readable.setChecked(recipe.readable)
        self.prefix.set_text(recipe.prefix or self.prefix.text())
        self.writing.choose(recipe.writing)
        self.algorithm.choose(recipe.algorithm or Algorithm.HS256)
        self.lifetime.set_value(recipe.expires_in or self.lifetime.value())
        self.claims.set_text(recipe.claims or self.claims.text())
        self._filling = False
        self._fit()
        self._tell()
