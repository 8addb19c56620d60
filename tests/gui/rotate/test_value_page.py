"""The first page: what a command printed, the issuer's page, nothing left behind."""

from keystead.core.model import Secret
from keystead.core.secret_types import SecretText
from keystead.errors import Refused
from keystead.gui.dialogs.rotate.value_page import ValuePage
from keystead.gui.theme.theme import Theme


def test_a_value_is_taken_and_described_without_a_part_of_it(theme: Theme):
    page = ValuePage(theme)
    page.show_key(Secret(b"a", "A", "dev", b"e", 0), 0.0)
    assert page.issuer.isHidden()
    page.take(SecretText("sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"))
    assert page.value.value().reveal().startswith("sk_live_4eC3")
    assert page.remark.words() == (
        "The command printed 32 characters, beginning with sk_live_. Nothing is changed yet."
    )
    page.take(SecretText("x"))
    assert page.remark.words() == "The command printed 1 character. Nothing is changed yet."
    page.refuse(Refused("No."))
    assert page.remark.words() == "No."
    page.clear()
    assert page.value.is_empty
    assert page.remark.words() == ""
    page.deleteLater()
