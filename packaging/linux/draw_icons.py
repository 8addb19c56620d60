"""Draws the application's icon for the desktop, as the program itself draws it.

    python draw_icons.py FOLDER     (with a Python that has Keystead, on Qt's offscreen platform)

FOLDER gets the layout of the icon theme ``hicolor``: PNG in the usual sizes and one SVG.
"""

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from keystead.gui.theme.theme import Theme
from keystead.services.resources import resource

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def main(folder: Path) -> int:
    """Draw all sizes; exit code 1 when one cannot be written."""
    app = QApplication([])
    theme = Theme(resource)
    theme.apply(app)
    for size in SIZES:
        target = folder / f"{size}x{size}" / "apps" / "keystead.png"
        target.parent.mkdir(parents=True)
        image = theme.icons.pixmap("app", "accent", size).toImage()
        if not image.save(str(target)):
            return 1
    drawing = resource("icons", "app.svg").read_text(encoding="utf-8")
    target = folder / "scalable" / "apps" / "keystead.svg"
    target.parent.mkdir(parents=True)
    coloured = drawing.replace("currentColor", theme.colour("accent").name())
    target.write_text(coloured, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
