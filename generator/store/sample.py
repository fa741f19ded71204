"""The sample digest that `digest new` begins with."""

from __future__ import annotations

import json
from pathlib import Path

from generator.errors import DigestError, Exit, Problem
from generator.store.atomic import write_whole

_PACKAGED = Path(__file__).parents[1] / "sample"
_BESIDE = Path(__file__).parents[2]
"""In a wheel the sample lies inside the package; in a checkout, at its top."""

_EMPTY = """\
title = {title}
description = ""
language = "en"
base_url = ""
relative_urls = false
"""

_RECIPES = Path(__file__).parent / "recipes"

RECIPES = {
    "github": ("github.yml", ".github/workflows/digest.yml"),
    "gitlab": ("gitlab.yml", ".gitlab-ci.yml"),
    "netlify": ("netlify.toml", "netlify.toml"),
    "cloudflare": ("cloudflare.sh", "cloudflare.sh"),
}
"""For each host with machines of its own: the recipe, and where that host looks for it in a repository."""

_IGNORED = "site/\n.cache/\n"

_UNITED = ("editions", "ledger", "names", "voices")
_ATTRIBUTES = "content/inbox/** -text\n" + "".join(f"content/{name}.jsonl merge=union\n" for name in _UNITED)


def write_sample(folder: Path, *, empty: bool) -> int:
    """Write a new digest into `folder`; return the number of files written.

    `empty` leaves out the sample articles. Files that are there already stay as they are. Raises DigestError where the
    folder holds a digest already.
    """
    if (folder / "digest.toml").exists():
        problem = Problem(
            str(folder),
            0,
            0,
            "digest-there",
            "there is a digest here already.",
            "It is not overwritten.",
            "choose another folder.",
        )
        raise DigestError(problem, code=Exit.USAGE)
    files = {".gitignore": _IGNORED.encode(), ".gitattributes": _ATTRIBUTES.encode()}
    if empty:
        title = folder.name.replace("-", " ").title() or "Digest"
        files["digest.toml"] = _EMPTY.format(title=json.dumps(title, ensure_ascii=False)).encode()
    else:
        top = _PACKAGED if _PACKAGED.is_dir() else _BESIDE
        files["digest.toml"] = (top / "digest.toml").read_bytes()
        for path in sorted((top / "content").rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                files[path.relative_to(top).as_posix()] = path.read_bytes()
    new = {name: data for name, data in files.items() if not (folder / name).exists()}
    for name, data in new.items():
        write_whole(folder / name, data)
    for name in ("inbox", "articles", "events", "sources", "pages"):
        (folder / "content" / name).mkdir(parents=True, exist_ok=True)
    return len(new)


def write_recipe(folder: Path, host: str, version: str) -> str:
    """Write what tells `host` how to build and publish the digest in `folder`; return its path there.

    Raises DigestError where a file of that name says something else already.
    """
    recipe, name = RECIPES[host]
    data = (_RECIPES / recipe).read_text(encoding="utf-8").replace("@VERSION@", version).encode()
    path = folder / name
    if path.exists() and path.read_bytes() != data:
        what, why = "there is such a file already.", "It is not overwritten."
        mend = "move it away, and carry over what you need of it."
        raise DigestError(Problem(name, 0, 0, "recipe-there", what, why, mend), code=Exit.USAGE)
    write_whole(path, data)
    return name
