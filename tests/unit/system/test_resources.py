from pathlib import Path

import pytest

from keystead.errors import KeysteadError
from keystead.system.resources import locate, resource, resource_folders

ROOT = Path(__file__).resolve().parents[3]


def test_the_checkout_serves_its_own_resources():
    assert resource("fonts", "Inter-Regular.otf") == ROOT / "resources/fonts/Inter-Regular.otf"
    assert resource() == ROOT / "resources"


def test_the_installed_package_comes_before_the_checkout(tmp_path: Path):
    package = tmp_path / "site" / "app" / "keystead"
    for folder in (package / "resources", tmp_path / "site" / "resources"):
        folder.mkdir(parents=True)
        (folder / "both").touch()
    (tmp_path / "site" / "resources" / "checkout only").touch()
    folders = resource_folders(package, None)
    assert locate(["both"], folders) == package / "resources" / "both"
    found = locate(["checkout only"], folders)
    assert found == tmp_path / "site" / "resources" / "checkout only"


def test_a_bundle_is_asked_first(tmp_path: Path):
    folder = tmp_path / "bundle" / "keystead" / "resources"
    folder.mkdir(parents=True)
    folders = resource_folders(tmp_path / "package", str(tmp_path / "bundle"))
    assert locate([], folders) == folder


def test_a_missing_file_is_named_and_the_vault_is_said_to_be_safe(tmp_path: Path):
    with pytest.raises(KeysteadError, match=r"fonts/none\.ttf.*not affected.*install") as caught:
        locate(["fonts", "none.ttf"], [tmp_path])
    assert caught.value.data == {"resource": "fonts/none.ttf"}
