"""Where the bundle begins: leave the bundle's own surroundings behind, then start Keystead.

There is no archive to import from: the byte code lies in plain files, which the interpreter's
own importer reads.  PyInstaller's importer, its ctypes hook and its run-time hooks are left out
(see ``keystead.spec``), so this says for itself that the program is frozen.
"""

import os
import sys

# The launcher lets the dynamic linker find the bundle's libraries first and then starts itself
# again.  By now they are found; programs that Keystead starts must get the system's.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is not None:
    os.environ["LD_LIBRARY_PATH"] = before
else:
    os.environ.pop("LD_LIBRARY_PATH", None)
for name in [name for name in os.environ if name.startswith("_PYI_")]:
    del os.environ[name]

sys.frozen = True

from keystead.__main__ import run  # noqa: E402 - the surroundings come first

sys.exit(run())
