"""``python -m keystead`` and the ``keystead`` command."""

import sys

from keystead.main import main, shipped_parts


def run() -> int:
    """Run with what an installed Keystead runs on; the exit code."""
    return main(sys.argv[1:], shipped_parts)


if __name__ == "__main__":
    sys.exit(run())
