"""`docker run --env-file` (podman and kubectl --from-env-file alike): no quotes at all.

Rules after docker/cli `pkg/kvfile`: everything behind `=` is the value, to the end of
the line; lines are limited to 64 KiB.
"""

from keystead.formats.dotenv_styles import Style
from keystead.formats.target import Misread, Profile, Reader, in_order

_LINE_LIMIT = 64 * 1024  # bytes with the line end, bufio.MaxScanTokenSize
# Go's unicode.IsSpace, but for the line feed that ends the line.
_BLANKS = "\t\v\f\r \x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def _read(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, written in enumerate(text.split("\n")):
        if len(written.encode()) >= _LINE_LIMIT:
            raise Misread
        line = written.removesuffix("\r")
        if number == 0:
            line = line.removeprefix("\ufeff")
        line = line.lstrip(_BLANKS)
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not name or " " in name or "\t" in name:
            raise Misread
        if equals:
            found[name] = value
    return found


READER = Reader("docker --env-file", _read, quotes="")

PROFILE = Profile(
    name="docker",
    title="docker --env-file",
    reader_description="docker run --env-file, which reads every quote as part of the value",
    file_name="docker.env",
    styles=in_order(Style.RAW),
    reader=READER,
)
