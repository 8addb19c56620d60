"""QR codes, read back by another program."""

import subprocess

import pytest

from keystead.formats.qr import matrix, terminal

URI = (
    "otpauth://totp/Keystead%20Harbour%20Studio:mara-laptop?secret="
    "MZ4HQ2LTOBSWK3DJNF2GS5DJORUW63TP&issuer=Keystead"
)


def _read_back(tmp_path, modules, scale=4, quiet=4):
    """What zbar reads off the modules, as a portable bitmap."""
    side = (len(modules) + 2 * quiet) * scale
    rows = []
    for y in range(side):
        row = []
        for x in range(side):
            column, line = x // scale - quiet, y // scale - quiet
            inside = 0 <= column < len(modules) and 0 <= line < len(modules)
            row.append("1" if inside and modules[line][column] else "0")
        rows.append(" ".join(row))
    picture = tmp_path / "qr.pbm"
    picture.write_text(f"P1\n{side} {side}\n" + "\n".join(rows) + "\n")
    command = ["zbarimg", "--quiet", "--raw", str(picture)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_zbar_reads_back_what_was_written(tmp_path):
    assert _read_back(tmp_path, matrix(URI)) == URI


def test_the_matrix_is_square_and_holds_the_finder_pattern():
    modules = matrix("x")
    assert {len(row) for row in modules} == {len(modules)}
    assert modules[0][:8] == [True] * 7 + [False]


def test_too_long_a_text_is_refused():
    with pytest.raises(ValueError, match=r"."):
        matrix("x" * 3000)


def test_terminal_lines_hold_the_same_modules(tmp_path):
    modules = matrix(URI)
    lines = terminal(modules, quiet=2).split("\n")
    halves = {"█": (False, False), "▀": (False, True), "▄": (True, False), " ": (True, True)}
    rows = []
    for line in lines:
        cells = [halves[sign] for sign in line]
        rows += [[upper for upper, _ in cells], [lower for _, lower in cells]]
    found = [row[2:-2] for row in rows[2 : 2 + len(modules)]]
    assert found == modules
    assert not any(any(row) for row in rows[:2] + rows[2 + len(modules) :])
