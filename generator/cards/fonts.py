"""Fonts: which file has the letters of a text. The door to Pillow's fonts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PIL.ImageFont import FreeTypeFont

FOLDERS = (Path("/usr/share/fonts/truetype/noto"), Path("/usr/share/fonts/opentype/noto"))
"""Where Debian's fonts-noto-core and fonts-noto-cjk lie."""

_HEAVY = ("NotoSerif-Bold.ttf", "NotoNaskhArabic-Bold.ttf", "NotoSerifHebrew-Bold.ttf", "NotoSerifCJK-Bold.ttc", "NotoSerifDevanagari-Bold.ttf", "NotoSerifThai-Bold.ttf")  # fmt: skip
_LIGHT = ("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf", "NotoSansCJK-Regular.ttc", "NotoSansDevanagari-Regular.ttf", "NotoSansThai-Regular.ttf")  # fmt: skip
"""What most digests need, in the order of asking; any other Noto font of the weight is asked after these."""

_FACES = {"ja": 0, "ko": 1, "zh": 2, "zh-Hans": 2, "zh-CN": 2, "zh-SG": 2, "zh-Hant": 3, "zh-TW": 3, "zh-HK": 4}
"""The face of a CJK collection that draws Han as a language writes it."""

_PROBE = 24
"""Pixels: large enough that no letter looks like the box of a missing one."""

_NOWHERE = "\U0010fffe"
"""A character that no font has."""


def can_draw() -> bool:
    """Tell whether Pillow is there, and can join and order letters."""
    try:
        from PIL import features
    except ImportError:
        return False
    return bool(features.check("raqm"))


@dataclass(slots=True)
class Fonts:
    """Font files by weight, in the order of asking, and what was found out about them."""

    heavy: tuple[Path, ...]
    light: tuple[Path, ...]
    _opened: dict[tuple[Path, int, int], FreeTypeFont] = field(default_factory=dict)
    _has: dict[tuple[Path, str], bool] = field(default_factory=dict)

    def pieces(self, word: str, lang: str, size: int, *, bold: bool) -> tuple[tuple[str, FreeTypeFont], ...] | None:
        """Part a word where the font must change; `None` where no font has one of its letters."""
        found: list[tuple[str, Path]] = []
        for letter in word:
            file = found[-1][1] if found and self._covers(found[-1][1], letter) else self._first(letter, bold=bold)
            if file is None:
                return None
            if found and found[-1][1] == file:
                found[-1] = (found[-1][0] + letter, file)
            else:
                found.append((letter, file))
        return tuple((piece, self._open(file, lang, size)) for piece, file in found)

    def _first(self, letter: str, *, bold: bool) -> Path | None:
        files = self.heavy if bold else self.light
        return next((file for file in files if self._covers(file, letter)), None)

    def _covers(self, file: Path, letter: str) -> bool:
        """Tell whether a font has a letter: what it lacks looks like what no font has."""
        if (file, letter) not in self._has:
            font = self._open(file, "", _PROBE)
            drawn, missing = font.getmask(letter), font.getmask(_NOWHERE)
            self._has[file, letter] = (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))
        return self._has[file, letter]

    def _open(self, file: Path, lang: str, size: int) -> FreeTypeFont:
        from PIL import ImageFont

        face = _FACES.get(lang, _FACES.get(lang.partition("-")[0], 2)) if file.suffix == ".ttc" else 0
        key = (file, face, size)
        if key not in self._opened:
            self._opened[key] = ImageFont.truetype(str(file), size, index=face, layout_engine=ImageFont.Layout.RAQM)
        return self._opened[key]


def find_fonts(folders: Iterable[Path] = FOLDERS) -> Fonts | None:
    """Find the fonts of a machine, `None` where it has none of them."""
    files = {file.name: file for folder in folders if folder.is_dir() for file in sorted(folder.iterdir())}
    heavy, light = tuple(_choose(files, _HEAVY, "-Bold")), tuple(_choose(files, _LIGHT, "-Regular"))
    return Fonts(heavy, light) if heavy and light else None


def _choose(files: dict[str, Path], first: tuple[str, ...], weight: str) -> Iterator[Path]:
    yield from (files[name] for name in first if name in files)
    for name in sorted(files.keys() - set(first)):
        if name.startswith("NotoS") and name.removesuffix(".ttf").endswith(weight):
            yield files[name]
