"""Legacy encodings told by letters: of Latin ones the one in which all letters are those of one language.

charset-normalizer takes French in Windows-1252 for Windows-1250 ("dčs" for "dès") and short Shift-JIS for Korean: its
measure of order knows no alphabets.
"""

from __future__ import annotations

import re

_ALPHABETS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("French", "àâæçèéêëîïôœùûüÿ", ("cp1252",)),
    ("Spanish", "áéíñóúüªº¿¡", ("cp1252",)),
    ("German", "äöüßé", ("cp1252",)),
    ("Portuguese", "àáâãçéêíóôõúüªº", ("cp1252",)),
    ("Italian", "àèéìíîòóùú", ("cp1252",)),
    ("Dutch", "áéëèïíöóüúê", ("cp1252",)),
    ("Danish or Norwegian", "æøåéèêóòô", ("cp1252",)),
    ("Swedish or Finnish", "åäöéàšž", ("cp1252",)),
    ("Turkish", "çğıöşüâîûİ", ("cp1254",)),
    ("Polish", "ąćęłńóśźż", ("cp1250", "iso8859_2")),
    ("Czech or Slovak", "áäčďéěíĺľňóôöŕřšťúůüýž", ("cp1250", "iso8859_2")),
    ("Hungarian", "áéíóöőúüű", ("cp1250", "iso8859_2")),
    ("Croatian or Slovene", "čćđšž", ("cp1250", "iso8859_2")),
    ("Romanian", "ăâîșțşţ", ("cp1250", "iso8859_2")),
    ("Lithuanian", "ąčęėįšųūž", ("cp1257",)),
    ("Latvian", "āčēģīķļņšūž", ("cp1257",)),
    ("Estonian", "äõöüšž", ("cp1257", "cp1252")),
    ("Icelandic", "áðéíóúýþæö", ("cp1252",)),
    ("Catalan", "àçèéíïòóúü·", ("cp1252",)),
)
"""(language, its letters beside a to z, the encodings it was written in), the most written first."""

_ALSO = frozenset("“”‘’„‚«»‹›–—…•·°§©®™€£\u00a0\u00ad")
_MOST_LATIN = 0.35
"""Share of bytes above 127 beyond which a text is not Latin. Of our test sentences the Latin ones have 8 % (French) to 28 %
(Turkish), the others 83 % and more."""

_READ = 20_000
_HIRAGANA = re.compile("[\u3041-\u3096]")
_WIDE = re.compile("[^\x00-\x7f]")


def tell_legacy(data: bytes) -> tuple[str, str] | None:
    """Return (codec, ground) where the letters tell an encoding, `None` where they do not.

    Where several languages would do, their readings are equal or the most written language wins.
    """
    head = data[:_READ]
    high = sum(1 for byte in head if byte > 127)
    if not high:
        return None
    if high > len(head) * _MOST_LATIN:
        return _japanese(data)
    readings = {encoding: _letters(head, encoding) for _, _, names in _ALPHABETS for encoding in names}
    for language, alphabet, encodings in _ALPHABETS:
        own = frozenset(alphabet) | frozenset(alphabet.upper()) | _ALSO
        for encoding in encodings:
            reading = readings[encoding]
            if reading is not None and reading <= own:
                return encoding, f"letters of {language}"
    return None


def _letters(data: bytes, encoding: str) -> frozenset[str] | None:
    """Return the characters above ASCII as an encoding reads them, `None` where it cannot."""
    try:
        return frozenset(_WIDE.findall(data.decode(encoding)))
    except UnicodeDecodeError:
        return None


def _japanese(data: bytes) -> tuple[str, str] | None:
    """Tell Japanese by its hiragana, which wrong readings do not give."""
    for encoding in ("cp932", "euc_jp"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_HIRAGANA.findall(text)) > 0.2 * len(_WIDE.findall(text)):
            return encoding, "hiragana"
    return None
