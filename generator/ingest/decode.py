"""Bytes to text: byte order mark, declared encoding, strict UTF-8, telling letters, then charset-normalizer.

Whatever is chosen must give the same bytes back: `bytes == mark + text.encode(encoding)` with the line ends restored.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from generator.errors import DigestError, Problem
from generator.ingest.legacy import tell_legacy

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_XML = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)

_LABELS = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "windows-1252": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874", "big5": "big5hkscs",
    "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
}  # fmt: skip
"""What browsers read under these names (WHATWG Encoding Standard), as Python calls it."""

_LEGACY = (
    "cp1252", "cp1251", "koi8_r", "koi8_u", "cp1250", "cp1256", "cp1253", "cp1254", "cp1255", "cp1257", "cp1258", "iso8859_2",
    "iso8859_5", "iso8859_6", "iso8859_7", "cp866", "gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949", "cp874",
)  # fmt: skip
"""The encodings news has been written in; anything rarer is more often a wrong guess than a find."""

_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"), (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"), (b"PK\x03\x04", "a ZIP archive (or .docx, .odt, .epub)"), (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"), (b"7z\xbc\xaf", "a 7-Zip archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"), (b"{\\rtf", "an RTF document"), (b"\x7fELF", "a program"), (b"SQLite format 3", "a database"),
    (b"OggS", "an Ogg file"), (b"ID3", "an MP3 file"), (b"wOF2", "a font"),
)  # fmt: skip

_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""A decoded file. `text` has "\n" line ends, no mark; with `newline`, `encoding` and `bom` the bytes come back."""

    text: str
    encoding: str
    basis: str
    bom: bool
    newline: str

    def encode(self) -> bytes:
        """Return the bytes this was decoded from."""
        mark = next((mark for mark, name in _MARKS if name == self.encoding), b"") if self.bom else b""
        text = self.text if self.newline == "\n" else self.text.replace("\n", self.newline)
        return mark + text.encode(self.encoding)


def decode(data: bytes, path: str, *, marked_up: bool) -> Decoded:
    """Decode a file; `marked_up` says whether an XML or HTML declaration in it counts.

    Raises DigestError: `binary-file` for what is no text, `undecodable` where no encoding gives the same bytes back.
    """
    for kind, name in _KINDS:
        if data.startswith(kind):
            raise _binary(path, f"the file is {name}, not text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            found = _try(data, encoding, "byte order mark", mark)
            if found is None:
                line, column = _first_fault(data[len(mark) :], encoding)
                what = f"the byte order mark says {encoding}, but the bytes here are not"
                raise _undecodable(path, line, column, what)
            return found
    wide = _wide(data)
    if wide and (found := _try(data, wide, "every other byte is zero")) and "\0" not in found.text:
        return found
    _refuse_binary(data, path)
    declared = _declared(data) if marked_up else None
    if (
        declared and declared[0] != "utf-8" and _speaks_utf8(data)
    ):  # browsers save pages as UTF-8 and leave the old label
        declared = None
    if declared and (found := _try(data, declared[0], declared[1])):
        return found
    if found := _try(data, "utf-8", "valid UTF-8"):
        return found
    return _guess(data, path)


def _try(data: bytes, encoding: str, basis: str, mark: bytes = b"") -> Decoded | None:
    """Decode with one encoding; `None` where that fails or does not give the same bytes back."""
    try:
        text = data[len(mark) :].decode(encoding)
    except (UnicodeError, LookupError):
        return None
    lone = text.count("\n")
    newline = "\r\n" if lone and text.count("\r\n") == lone else "\n"
    decoded = Decoded(text.replace("\r\n", "\n") if newline == "\r\n" else text, encoding, basis, bool(mark), newline)
    try:
        return decoded if decoded.encode() == data else None
    except UnicodeError:
        return None


def _declared(data: bytes) -> tuple[str, str] | None:
    """Return the codec that the XML declaration or the page's `<meta charset>` names, and where it stood."""
    for pattern, basis, head in ((_XML, "XML declaration", data[:1024]), (_META, "HTML meta charset", data[:16384])):
        if match := pattern.search(head):
            label = match[1].decode("ascii").lower()
            name = _LABELS.get(label, label)
            try:
                info = codecs.lookup(name)
            except LookupError:
                continue
            if getattr(info, "_is_text_encoding", True) and info.name not in {
                "utf-7",
                "idna",
                "punycode",
                "unicode_escape",
            }:
                if info.name.startswith(("utf-16", "utf-32")):  # a declaration that could be read was not written so
                    continue
                return name, basis
    return None


def _speaks_utf8(data: bytes) -> bool:
    """Tell whether all of the bytes are UTF-8, with enough characters of several bytes that chance is out of the question."""
    try:
        return sum(1 for c in data.decode("utf-8") if c > "\x7f") >= 8
    except UnicodeDecodeError:
        return False


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark: in Latin text every second byte is zero."""
    head = data[:4096]
    if len(head) < 8 or len(data) % 2:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.02:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes, path: str) -> None:
    """Refuse zero bytes anywhere, and heads that are full of control characters."""
    zero = data.find(b"\0")
    if zero >= 0:
        line = data.count(b"\n", 0, zero) + 1
        raise _binary(path, "a zero byte stands here, which no text has", line, zero - data.rfind(b"\n", 0, zero))
    head = data[:8192]
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) * 0.05:
        raise _binary(path, "the file is full of control characters, which no text is")


def _guess(data: bytes, path: str) -> Decoded:
    """Tell a legacy encoding by its letters, else let charset-normalizer rank them; the bytes must come back."""
    line, column = _first_fault(data, "utf-8")
    if _mostly_utf8(data):
        what = "a byte here is not UTF-8, while the rest of the file is"
        raise _undecodable(path, line, column, what)
    told = tell_legacy(data)
    if told and (found := _try(data, *told)):
        return found
    import logging

    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").setLevel(logging.CRITICAL)
    for match in from_bytes(data, cp_isolation=list(_LEGACY), preemptive_behaviour=False, enable_fallback=False):
        if found := _try(data, match.encoding, "charset-normalizer"):
            return found
    raise _undecodable(path, line, column, "the bytes are neither UTF-8 nor any legacy encoding we can tell")


def _mostly_utf8(data: bytes) -> bool:
    """Tell a UTF-8 file with a few broken bytes from one in a legacy encoding: by its whole multi-byte characters."""
    text = data.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - faults
    return whole > 20 * faults


def _first_fault(data: bytes, encoding: str) -> tuple[int, int]:
    """Return line and column of the first byte that `encoding` cannot read."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return 0, 0


def _binary(path: str, what: str, line: int = 0, column: int = 0) -> DigestError:
    why = "Only text can be published: plain text, saved pages, Markdown, RSS and Atom."
    return DigestError(
        Problem(
            path,
            line,
            column,
            "binary-file",
            f"{what}.",
            why,
            "Save its text as .txt or .html, or take it out of the inbox.",
        )
    )


def _undecodable(path: str, line: int, column: int, what: str) -> DigestError:
    why = "Guessing would change letters, and nobody would see it."
    return DigestError(Problem(path, line, column, "undecodable", f"{what}.", why, "Save the file as UTF-8."))
