"""The printer: what becomes of records, and when a page is another."""

from __future__ import annotations

from generator.model.page import Composed, Page
from generator.printer import Printer


def record(value):
    """Return a page that is a record."""
    return Page("a/one/data.json", "data.json", "key", lambda: Composed(value))


def test_records_hold_nothing_that_steers():
    """Controls and bidi marks go, wherever in a record they stand; letters of all scripts and escapes of JSON stay."""
    value = {"a": ["one\x1b[31m", {"b": "\u202eevil\r\n\x08"}], "c": None, "d": 'ب "q" \\u0041 \t'}
    printed = Printer().render(record(value)).decode()
    assert printed == '{"a":["one[31m",{"b":"evil\\n"}],"c":null,"d":"ب \\"q\\" \\\\u0041 \\t"}\n'


def test_another_version_of_the_code_makes_all_pages_anew():
    """The key of a page tells the version of the code that made it, for it may make other bytes of the same values."""
    old, new = (Printer().with_renderers({}, code).key(record({})) for code in ("old", "new"))
    assert old != new
    assert old == Printer().with_renderers({}, "old").key(record({}))
