"""Fuzz a target until the time is up: `python tests/fuzz/fuzz.py TARGET [SECONDS]`, with atheris where it is installed.

With a file in place of the seconds the target is run on that file alone.

An input that breaks a promise is written to `.cache/fuzz/`, and its traceback shown.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
import time
from pathlib import Path

from mutations import CORPUS, mutations, seeds
from targets import TARGETS

FOUND = Path(__file__).parents[2] / ".cache" / "fuzz"


def main() -> None:
    """Run one target."""
    name, how = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "600"
    if not how.isdigit():
        TARGETS[name](Path(how).read_bytes())
        return
    seconds = int(how)
    FOUND.mkdir(parents=True, exist_ok=True)
    try:
        import atheris
    except ImportError:
        by_mutation(name, seconds)
        return
    learned = FOUND / name
    shutil.copytree(CORPUS / name, learned, dirs_exist_ok=True)
    atheris.instrument_all()
    options = [f"-max_total_time={seconds}", "-timeout=120", "-max_len=20000", f"-artifact_prefix={FOUND}/{name}-"]
    atheris.Setup([sys.argv[0], *options, str(learned)], TARGETS[name])
    atheris.Fuzz()


def by_mutation(name: str, seconds: int) -> None:
    """Run a target over mutations of its seeds, another row of them at each run."""
    start, seed, count = time.monotonic(), random.SystemRandom().randrange(2**32), 0
    sys.stderr.write(f"atheris is not installed: mutations from seed {seed}\n")
    for count, data in enumerate(mutations(seeds(name), random.Random(seed)), 1):  # noqa: S311, B007  # no secret
        try:
            TARGETS[name](data)
        except BaseException:
            path = FOUND / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
            path.write_bytes(data)
            sys.stderr.write(f"found: {path}\n")
            raise
        if time.monotonic() - start > seconds:
            break
    sys.stderr.write(f"{name}: {count} inputs, nothing found\n")


if __name__ == "__main__":
    main()
