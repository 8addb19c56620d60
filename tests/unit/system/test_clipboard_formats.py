"""The signs that keep a secret out of clipboard histories, by their published names."""

from keystead.system.clipboard_formats import conceal_formats


def test_linux_says_secret_as_kde_asks_for_it():
    assert conceal_formats("linux") == {"x-kde-passwordManagerHint": b"secret"}


def test_windows_has_three_signs_each_a_dword_of_zero():
    found = conceal_formats("win32")
    assert sorted(name.split('"')[1] for name in found) == [
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
        "ExcludeClipboardContentFromMonitorProcessing",
    ]
    assert set(found.values()) == {b"\0\0\0\0"}
    assert all(name.startswith("application/x-qt-windows-mime;value=") for name in found)


def test_macos_has_the_concealed_type():
    assert list(conceal_formats("darwin")) == ["org.nspasteboard.ConcealedType"]
