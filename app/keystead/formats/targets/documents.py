"""Files of names and texts for programs that read JSON, YAML or TOML."""

from collections.abc import Callable, Sequence

from keystead.formats import json_file, toml_file, yaml_file
from keystead.formats.flat import FlatFault, Item
from keystead.formats.target import UNKNOWN, Misread, Profile, Reader, in_order


def _reading(items: Callable[[str], Sequence[Item]]) -> Callable[[str], dict[str, str]]:
    """What is no text can equal no value."""

    def read(text: str) -> dict[str, str]:
        try:
            found = items(text)
        except FlatFault as fault:
            raise Misread from fault
        return {
            item.name: UNKNOWN + item.written if item.value is None else item.value
            for item in found
        }

    return read


JSON = Profile(
    name="json",
    title="JSON",
    reader_description="one object of names and texts",
    file_name="secrets.json",
    styles=in_order(),
    reader=Reader("JSON", _reading(json_file.items), quotes=""),
    flat=json_file.FLAT,
)
YAML = Profile(
    name="yaml",
    title="YAML",
    reader_description="one mapping of names and texts, by YAML 1.1 and 1.2",
    file_name="secrets.yaml",
    styles=in_order(),
    reader=Reader("YAML", _reading(yaml_file.items), quotes=""),
    flat=yaml_file.FLAT,
)
TOML = Profile(
    name="toml",
    title="TOML",
    reader_description="names and texts above any table",
    file_name="secrets.toml",
    styles=in_order(),
    reader=Reader("TOML", _reading(toml_file.items), quotes=""),
    flat=toml_file.FLAT,
)
