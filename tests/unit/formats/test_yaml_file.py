"""YAML is read by a library that is loaded when it is needed, and not before."""

import subprocess
import sys

from keystead.formats.yaml_file import FLAT

LOADED = "import sys, keystead.formats.profiles; print('ruamel.yaml' in sys.modules)"


def test_an_entry_is_read_written_and_changed():
    (item,) = FLAT.items("A: x\n")
    assert (item.name, item.value) == ("A", "x")
    assert FLAT.label("NO") + FLAT.written("it's") == '"NO": "it\'s"'
    assert FLAT.update("A: x # c\n", {"A": "y"}, {}, "# note") == 'A: "y" # c\n'


def test_what_exports_other_forms_does_not_load_it():
    found = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, check=True)
    assert found.stdout.split() == [b"False"]
