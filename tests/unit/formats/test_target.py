from keystead.formats.dotenv_styles import Style
from keystead.formats.target import in_order, no_advice


def test_the_same_order_for_every_value():
    styles = in_order(Style.SINGLE, Style.RAW)
    assert styles("a") == styles("b'") == (Style.SINGLE, Style.RAW)


def test_no_advice_says_nothing():
    assert no_advice("$(a)") == ()
