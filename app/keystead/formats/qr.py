"""QR codes (ISO/IEC 18004): a text as modules, and as lines for a terminal."""

Matrix = list[list[bool]]
"""Rows of modules, True is dark, without the quiet zone."""

_QUIET = 2
# Upper and lower half of a cell, each light or dark.
_HALVES = {
    (False, False): "█",
    (False, True): "▀",
    (True, False): "▄",
    (True, True): " ",
}


def matrix(text: str) -> Matrix:
    """The modules of the smallest QR code for the text, with the best error correction that
    its size allows: larger modules read better on a screen.  ValueError for too long a text."""
    # Loads half of the web's protocols with it, which a window that shows no code can spare.
    import segno

    code = segno.make_qr(text, error="l", boost_error=True)
    return [[bool(cell) for cell in row] for row in code.matrix]


def terminal(modules: Matrix, quiet: int = _QUIET) -> str:
    """Lines of half blocks, light on the dark ground of a usual terminal.

    Two rows of modules share a line, so that it comes out square.
    """
    width = len(modules) + 2 * quiet
    edge = [[False] * width for _ in range(quiet)]
    rows = [*edge, *([False] * quiet + row + [False] * quiet for row in modules), *edge]
    if len(rows) % 2:
        rows.append([False] * width)
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join(
        "".join(_HALVES[up, low] for up, low in zip(upper, lower, strict=True))
        for upper, lower in pairs
    )
