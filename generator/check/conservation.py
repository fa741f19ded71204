"""Conservation: every raw file can be rebuilt from its article's body and receipt."""

from __future__ import annotations

import codecs
import hashlib
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.text.conserve import rebuild

if TYPE_CHECKING:
    from generator.model import Article, RawArticle, Receipt

_WHY = "A cut without a receipt is a loss."

_MEND = "restore the article and its receipt from version control, or delete both and run `digest build`."


def check_conservation(receipt: Receipt, article: Article, raw: RawArticle | None) -> Problem | None:
    """Rebuild the raw text of an unedited article; return what does not fit, `None` where all does.

    `raw` is what the reader makes of the raw file today, `None` where the file is gone. A text or Markdown file is told
    by its SHA-256 alone; a page that is gone, or a feed that has moved on, cannot be checked any more, which is a note.
    """
    place = f"content/receipts/{receipt.id}.json"
    try:
        text = rebuild(article.body, receipt.spans, receipt.lines)
    except ValueError as error:
        return Problem(place, 0, 0, "conservation", f"the raw text cannot be rebuilt: {error}.", _WHY, _MEND)
    if receipt.form in {"text", "markdown"}:
        data = _encode(text, receipt)
        if hashlib.sha256(data).hexdigest() != receipt.sha256:
            what = f"the rebuilt text is not {receipt.path} as it was taken in ({_first_difference(text, raw)})."
            return Problem(place, 0, 0, "conservation", what, _WHY, _MEND)
        return None
    if raw is None or raw.sha256 != receipt.sha256:
        what = f"{receipt.path} is gone or another than it was, so its text cannot be compared."
        return Problem(place, 0, 0, "raw-gone", what, "", "put the file back to have its cuts proved.", "note")
    if raw.text != text:
        what = f"the rebuilt text is not that of {receipt.path} ({_first_difference(text, raw)})."
        return Problem(place, 0, 0, "conservation", what, _WHY, _MEND)
    return None


def _encode(text: str, receipt: Receipt) -> bytes:
    """Return the bytes of a raw file, as the reader decoded them."""
    whole = (receipt.front_matter + text).replace("\n", receipt.newline)
    try:
        data = whole.encode(receipt.encoding)
    except (UnicodeEncodeError, LookupError):
        return b""
    return _MARKS.get(receipt.encoding.lower().replace("_", "-"), b"") + data if receipt.bom else data


_MARKS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def _first_difference(text: str, raw: RawArticle | None) -> str:
    if raw is None:
        return "its SHA-256 differs"
    ours, theirs = text.split("\n"), raw.text.split("\n")
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
        if one != other:
            return f"line {number} differs"
    return f"{len(ours)} lines, not {len(theirs)}" if len(ours) != len(theirs) else "its bytes differ"
