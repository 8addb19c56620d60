"""What a program puts beside a secret on the clipboard, so that managers leave it alone.

Each desktop has its own sign.  The names are MIME types as Qt's QMimeData takes them; Qt
turns the Windows ones into registered clipboard formats of the name in quotes.
"""

import sys
from collections.abc import Mapping

_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
_NO = (0).to_bytes(4, "little")  # a DWORD

X11_AND_WAYLAND: Mapping[str, bytes] = {
    # KDE's Klipper, and by now GPaste, CopyQ, wl-clipboard's users and others go by it.
    "x-kde-passwordManagerHint": b"secret",
}
WINDOWS: Mapping[str, bytes] = {
    # learn.microsoft.com, "Clipboard formats": history and cloud each have their own.
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): _NO,
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
}
MACOS: Mapping[str, bytes] = {
    # nspasteboard.org; a QUtiMimeConverter has to give it to the pasteboard under this name.
    "org.nspasteboard.ConcealedType": b"",
}


def conceal_formats(platform: str = sys.platform) -> Mapping[str, bytes]:
    """MIME type to data, to be set beside the text; ``platform`` as ``sys.platform`` names it."""
    if platform == "win32":
        return WINDOWS
    return MACOS if platform == "darwin" else X11_AND_WAYLAND
