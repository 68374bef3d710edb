"""The two commands that README promises: ``main`` does the main job, ``test`` passes the tests, each on a fresh
machine.

    python3 tests/readme_commands.py main|test

They stand in README in the shell blocks that follow the comments ``<!-- command: main -->`` and ``<!-- command:
test -->``. Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def command(name: str) -> str:
    """The shell command of a block. Raises LookupError."""
    match = re.search(rf"<!-- command: {name} -->\n```sh\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    if match is None:
        raise LookupError(f"README has no command named {name!r}")
    return match[1].strip()


if __name__ == "__main__":
    print(command(sys.argv[1]))
