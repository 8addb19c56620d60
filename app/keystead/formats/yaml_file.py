"""YAML as a format of ours; the library that reads it is loaded with the first such file."""

from collections.abc import Mapping, Sequence

from keystead.formats.flat import Flat, Item


def items(text: str) -> Sequence[Item]:
    """As ``yaml_document.items``; raises FlatFault."""
    from keystead.formats import yaml_document

    return yaml_document.items(text)


def _label(name: str) -> str:
    from keystead.formats import yaml_document

    return yaml_document.label(name)


def _written(value: str) -> str:
    from keystead.formats import yaml_document

    return yaml_document.written(value)


def _update(text: str, changed: Mapping[str, str], added: Mapping[str, str], note: str) -> str:
    from keystead.formats import yaml_document

    return yaml_document.update(text, changed, added, note)


FLAT = Flat(items=items, label=_label, written=_written, update=_update)
