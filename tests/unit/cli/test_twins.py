"""Two keys of one name are told apart in rows."""

from keystead.cli import twins


def test_only_those_of_one_name_in_one_environment_get_their_ids():
    rows: list[dict[str, object]] = [
        {"name": "A", "environment": "dev", "id": "3f9a2c1b" + "0" * 24},
        {"name": "A", "environment": "dev", "id": "77aa01ce" + "0" * 24},
        {"name": "A", "environment": "prod", "id": "0" * 32},
    ]
    assert twins.names(rows) == ["A@3f9a2c1b", "A@77aa01ce", "A"]
    assert twins.exact(rows[2]) == f"prod/A@{'0' * 32}"
