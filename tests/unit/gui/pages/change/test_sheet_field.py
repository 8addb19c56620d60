from keystead.gui.pages.change.sheet_field import HINT, sheet_field


def test_the_code_is_read_back_as_it_was_typed(theme, stage):
    field = sheet_field(theme, "Secret Key")
    field.setParent(stage)
    field.set_text("7kq2 m9xv")
    assert field.text() == "7kq2 m9xv"
    assert field.edit.accessibleName() == "Secret Key"
    assert field.message.words() == HINT
