"""The command line: `digest COMMAND`."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> None:
    """Run the command line and leave with its exit code."""
    # One article is encoded at a time: a second thread of the linear algebra costs more than it gives, and numpy asks
    # for the number when it is first imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    code = _say_again(sys.argv[1:])
    if code is None:
        from generator.cli.running import run

        code = run()
    sys.exit(code)


def _say_again(command: Sequence[str]) -> int | None:
    """Say again what this very command said last time, where nothing has changed since; `None` where something has.

    Nothing but the seal is read for that, and nothing imported: click alone would cost more than the whole answer.
    """
    folder, rest = (command[1], command[2:]) if command[:1] == ["-C"] and len(command) > 1 else (".", command)
    from generator.store.seal import SEALED, read_seal

    if not rest or rest[0] not in SEALED or "--help" in rest or "-h" in rest:
        return None

    said = read_seal(os.path.realpath(folder), rest)
    if said is None:
        return None
    code, out, err = said
    try:
        sys.stderr.write(err)
        sys.stdout.write(out)
        sys.stdout.flush()
    except (BrokenPipeError, UnicodeEncodeError):
        return None
    return code
