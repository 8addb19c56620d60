import base64
import os
from pathlib import Path

from msgspec.structs import replace

from keystead.core.blast_radius import Copy, Spot
from keystead.core.model import Place, Secret
from keystead.services import secrets
from keystead.services.copies import look, spots
from keystead.services.secrets import Action
from keystead.services.whereabouts import of_file
from keystead.system import computer
from tests.support.vaults import World, add, edit, named


def place(path: Path, form: str = "node") -> Place:
    return Place("file", str(path), 1, 1, computer.name(), form=form)


def copy(world: World, secret: Secret, path: Path, form: str = "node") -> Copy:
    return look(world.opened[0], secret, place(path, form)).copy


def test_a_file_is_read_as_its_reader_does(world: World, tmp_path: Path):
    vault, path = world.one.open(), tmp_path / ".env"
    secret = add(vault, "A", "alpha beta")
    path.write_text('A="alpha beta"\n')
    assert copy(world, secret, path) is Copy.HOLDS
    path.write_text("A=something else\n")
    assert copy(world, secret, path) is Copy.ANOTHER
    path.write_text("B=alpha beta\n")
    assert copy(world, secret, path) is Copy.ANOTHER
    path.write_text(f"A_BASE64={base64.b64encode(b'alpha beta').decode()}\n")
    assert copy(world, secret, path, "node+base64") is Copy.HOLDS
    path.write_text("A_BASE64=no base64\n")
    assert copy(world, secret, path, "node+base64") is Copy.ANOTHER


def test_an_older_value_is_told_too(world: World, tmp_path: Path):
    vault, path = world.one.open(), tmp_path / ".env"
    add(vault, "A", "alpha")
    path.write_text("A=alpha\n")
    assert copy(world, edit(vault, "A", "newer"), path) is Copy.HOLDS


def test_what_cannot_be_read_is_said_so(world: World, tmp_path: Path):
    vault = world.one.open()
    secret = add(vault, "A", "alpha")
    assert copy(world, secret, tmp_path / "gone") is Copy.GONE
    assert copy(world, secret, tmp_path) is Copy.UNREAD
    os.mkfifo(tmp_path / "pipe")
    assert copy(world, secret, tmp_path / "pipe") is Copy.UNREAD
    (tmp_path / "bytes").write_bytes(b"A=\xff\n")
    assert copy(world, secret, tmp_path / "bytes") is Copy.UNREAD
    (tmp_path / "fine").write_text("A=alpha\n")
    assert copy(world, secret, tmp_path / "fine", "no-such-reader") is Copy.UNREAD


def test_only_files_of_this_computer_are_looked_at(world: World, tmp_path: Path):
    vault, path = world.one.open(), tmp_path / ".env"
    secret = add(vault, "A", "alpha")
    path.write_text("A=alpha\n")
    elsewhere = replace(place(path), host="another")
    program = Place("program", "/bin/sh", host=computer.name())
    assert look(vault, secret, elsewhere) == Spot(elsewhere)
    assert look(vault, secret, program) == Spot(program)


def test_every_place_of_a_key(world: World, tmp_path: Path):
    vault, path = world.one.open(), tmp_path / ".env"
    path.write_text("A=alpha\n")
    secret = add(vault, "A", "alpha")
    secrets.reveal(vault, secret, Action.EXPORT, of_file(path, "node"))
    (found,) = spots(vault, named(vault, "A"))
    assert (found.place.where, found.copy) == (str(path), Copy.HOLDS)
