"""One line of the policies; what it reads is tested with the dialog (test_policies)."""

from keystead.core.policies import Rule
from keystead.gui.dialogs.policy_row import PolicyRow
from tests.support.window import OpenWindow


def test_a_rule_comes_back_as_it_was_shown(window: OpenWindow):
    for rule in (Rule(), Rule(0, 3_600, (14, 7)), Rule(90, 172_800)):
        row = PolicyRow(window.view.theme, "pci", own=True)
        row.show_rule(rule, Rule())
        assert (row.read_name(), row.read()) == ("pci", rule)
