from pathlib import Path

import pytest

from keystead.system.shared_folders import shared_folder

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home/share nfs4 rw 0 0
//box/team /home/my\\040team cifs rw 0 0
/dev/sdb1 /home/share/local ext4 rw 0 0
me@there: /mnt/there fuse.sshfs rw 0 0
host /mnt/host 9p rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/ann/vault", ""),
        ("/home/share/x/y", "NFS"),
        ("/home/my team/vault", "SMB"),
        ("/home/share/local/x", ""),
        ("/mnt/there/x", "SSHFS"),
        ("/mnt/host", "9P"),
        ("/home/ann/Dropbox/x", "Dropbox"),
        ("/home/ann/Dropbox (Personal)/x", "Dropbox"),
        ("/home/ann/OneDrive - Example Ltd/x", "OneDrive"),
        ("/home/ann/Google Drive/x", "Google Drive"),
        ("/Users/ann/Library/CloudStorage/GoogleDrive-a@example.org/x", "a cloud drive"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/home/ann/Nextcloud2/x", "Nextcloud"),
        ("/home/ann/src/dropbox/x", ""),
        ("/home/ann/My Dropbox notes/x", ""),
    ],
)
def test_networks_and_services_are_known_by_mount_and_name(path: str, service: str):
    assert shared_folder(Path(path), MOUNTS) == service


@pytest.mark.parametrize(("mark", "service"), [(".stfolder", "Syncthing"), (".dropbox", "Dropbox")])
def test_a_folder_is_known_by_what_the_service_leaves_in_it(
    tmp_path: Path, mark: str, service: str
):
    (tmp_path / mark).mkdir()
    assert shared_folder(tmp_path / "deep" / "below" / "vault", "") == service


def test_a_link_into_such_a_folder_is_followed(tmp_path: Path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox")
    assert shared_folder(tmp_path / "link" / "vault", "") == "Dropbox"
