"""What pykeepass does, in the Python that has it: `pykeepass_script.py list|make ...`.

make FILE PASSWORD   a KDBX 4 of the entries on standard input, one JSON list a line
                     (title, user name, password, URL, notes, tags), under a KDF that
                     costs next to nothing
list FILE PASSWORD   open it and go through the titles
"""

import copy
import importlib
import json
import sys
import uuid
from base64 import b64encode
from typing import Any

CHEAP = {"M": 64 * 1024, "I": 1, "P": 1}
"""Argon2: 64 KiB, once, one lane."""


def main(arguments: list[str]) -> int:
    """Exit code 0."""
    word, path, password = arguments
    keepass: Any = importlib.import_module("pykeepass")
    if word == "make":
        _make(keepass, path, password)
    else:
        opened = keepass.PyKeePass(path, password=password)
        print(len([entry.title for entry in opened.entries]))
    return 0


def _make(keepass: Any, path: str, password: str) -> None:
    database = keepass.create_database(path, password=password)
    settings = database.kdbx.header.value.dynamic_header.kdf_parameters.data.dict
    for name, number in CHEAP.items():
        settings[name].value = number
    rows = [json.loads(line) for line in sys.stdin]
    # add_entry looks through all entries each time; a copy of the first one does not.
    title, user, value, url, notes, tags = rows[0]
    first = database.add_entry(
        database.root_group, title, user, value, url=url, notes=notes or "-", tags=tags or ["-"]
    )
    parent, pattern = first._element.getparent(), copy.deepcopy(first._element)
    for title, user, value, url, notes, tags in rows[1:]:
        entry = copy.deepcopy(pattern)
        entry.find("UUID").text = b64encode(uuid.uuid4().bytes).decode()
        entry.find("Tags").text = ";".join(tags)
        told = {"Title": title, "UserName": user, "Password": value, "URL": url, "Notes": notes}
        for field in entry.findall("String"):
            if field.find("Key").text in told:
                field.find("Value").text = told[field.find("Key").text]
        parent.append(entry)
    database.save()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
