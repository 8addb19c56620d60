import errno
from pathlib import Path

import pytest

from keystead.errors import FileProblem
from keystead.system.errors import DiskFull, FileMissing, NotPermitted
from keystead.system.file_problems import read_problem, write_problem


@pytest.mark.parametrize(
    ("problem", "number", "kind"),
    [
        (read_problem, errno.ENOENT, FileMissing),
        (read_problem, errno.EACCES, NotPermitted),
        (read_problem, errno.EIO, FileProblem),
        (write_problem, errno.ENOSPC, DiskFull),
        (write_problem, errno.EIO, FileProblem),
    ],
)
def test_the_kind_follows_the_number_and_the_path_is_named(problem, number, kind):
    found = problem(OSError(number, "words of the system"), Path("/some/file"))
    assert type(found) is kind
    assert "/some/file" in found.message
    assert found.data["path"] == "/some/file"


def test_an_error_without_number_or_words_is_told_by_its_name():
    assert "OSError" in read_problem(OSError(), Path("x")).message
    assert "OSError" in write_problem(OSError(), Path("x")).message
