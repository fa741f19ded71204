"""Decoding: the bytes come back to the letter, whatever the encoding, or the file is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import DigestError
from generator.ingest.decode import decode

_CONTROLS = frozenset(map(chr, range(32))) - {"\t", "\n"}

ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "cp1251",
    "cp1252",
    "koi8_r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_kr",
    "cp1256",
    "iso8859_2",
]


@given(st.text(), st.sampled_from(ENCODINGS))
def test_bytes_come_back(text, encoding):
    """Any text in any encoding is either decoded so that its bytes come back, or refused."""
    data = text.encode(encoding, "ignore")
    try:
        decoded = decode(data, "a.txt", marked_up=False)
    except DigestError:
        return
    assert decoded.encode() == data


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_come_back(data, marked_up):
    """Any bytes are either decoded so that they come back, or refused with a code of ours."""
    try:
        decoded = decode(data, "a.txt", marked_up=marked_up)
    except DigestError as error:
        codes = {problem.code for problem in error.problems}
    else:
        codes = set()
        assert decoded.encode() == data
    assert codes <= {"binary-file", "undecodable"}


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1))
def test_utf8_is_read_as_utf8(text):
    """Valid UTF-8 without zero bytes is never taken for something else."""
    data = f"x {text}".encode()
    if not _CONTROLS.intersection(text):
        assert decode(data, "a.txt", marked_up=False).encoding == "utf-8"


PROSE = {
    "cp1251": "Городской совет во вторник решил отремонтировать старый мост через реку до наступления зимы.",
    "koi8_r": "Городской совет во вторник решил отремонтировать старый мост через реку до наступления зимы.",
    "gb18030": "市议会星期二决定在冬天到来之前修复河上的旧桥，并要求工程师在一个月内提交报告。",
    "cp949": "시의회는 화요일 겨울이 오기 전에 강 위의 오래된 다리를 수리하기로 결정했다.",
    "cp1256": "قرر مجلس المدينة يوم الثلاثاء إصلاح الجسر القديم فوق النهر قبل حلول الشتاء",
    "cp1253": "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να επισκευάσει την παλιά γέφυρα.",
}


LETTERS = {
    "cp1252": "Le maire a déclaré mercredi que les travaux commenceraient dès l'été, où qu'il fût.",
    "cp1254": "Belediye başkanı çarşamba günü köprünün kışın açılacağını söyledi, işçiler çalışıyor.",
    "cp1250": "Burmistrz powiedział w środę, że prace zaczną się jeszcze przed zimą, później będzie źle.",
    "iso8859_2": "Starosta ve středu řekl, že práce začnou ještě před zimou, jinak bude hůř než loni.",
    "cp1257": "Meras trečiadienį pasakė, kad darbai prasidės dar prieš žiemą, vėliau bus dar sunkiau, žmonės skųsis.",
    "cp932": "市長は水曜日、冬が来る前に橋の工事を始めると述べた。",
    "euc_jp": "市長は水曜日、冬が来る前に橋の工事を始めると述べた。",
}


@pytest.mark.parametrize("encoding", sorted(LETTERS))
def test_legacy_prose_is_told_by_its_letters(encoding):
    """Where all letters are those of one language, its encoding is taken, and the receipt names the ground."""
    decoded = decode(LETTERS[encoding].encode(encoding), "a.txt", marked_up=False)
    assert decoded.text == LETTERS[encoding]
    assert decoded.basis.startswith(("letters of", "hiragana"))


@pytest.mark.parametrize("encoding", sorted(PROSE))
def test_legacy_prose_is_guessed(encoding):
    """A paragraph in a legacy encoding is read with its letters, and the receipt says that they were guessed."""
    decoded = decode(PROSE[encoding].encode(encoding), "a.txt", marked_up=False)
    assert (decoded.text, decoded.basis) == (PROSE[encoding], "charset-normalizer")


@pytest.mark.parametrize(
    ("data", "marked_up", "encoding", "basis"),
    [
        (b"\xef\xbb\xbfabc", False, "utf-8", "byte order mark"),
        (b"\xff\xfea\0b\0", False, "utf-16-le", "byte order mark"),
        (b"\xfe\xff\0a\0b", False, "utf-16-be", "byte order mark"),
        ("hello there".encode("utf-16-le"), False, "utf-16-le", "every other byte is zero"),
        (b"abc", False, "utf-8", "valid UTF-8"),
        (b"", False, "utf-8", "valid UTF-8"),
        (b"<meta charset=windows-1251>\xcc\xee\xf1\xf2", True, "windows-1251", "HTML meta charset"),
        (
            b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">caf\xe9',
            True,
            "cp1252",
            "HTML meta charset",
        ),
        (b'<?xml version="1.0" encoding="koi8-r"?>\xed\xcf\xd3\xd4', True, "koi8-r", "XML declaration"),
        ("<meta charset=iso-8859-1>Żółta łódź pływa, źle".encode(), True, "utf-8", "valid UTF-8"),
        (b"<meta charset=utf-8>abc", True, "utf-8", "HTML meta charset"),
        (b"<meta charset=nonsense>abc", True, "utf-8", "valid UTF-8"),
        (b"<meta charset=utf-7>abc", True, "utf-8", "valid UTF-8"),
        (b"<meta charset=zlib>abc", True, "utf-8", "valid UTF-8"),
    ],
)
def test_how_the_encoding_was_found_is_recorded(data, marked_up, encoding, basis):
    """The mark counts first, then the declaration unless the bytes are plainly UTF-8, then UTF-8."""
    decoded = decode(data, "a.html", marked_up=marked_up)
    assert (decoded.encoding, decoded.basis) == (encoding, basis)


@pytest.mark.parametrize(
    ("data", "text", "newline"),
    [
        (b"a\nb\n", "a\nb\n", "\n"),
        (b"a\r\nb\r\n", "a\nb\n", "\r\n"),
        (b"a\r\nb\n", "a\r\nb\n", "\n"),
        (b"a\rb\r\n", "a\rb\n", "\r\n"),
        (b"a\rb", "a\rb", "\n"),
        (b"a\r\r\nb", "a\r\nb", "\r\n"),
    ],
)
def test_line_ends_are_kept(data, text, newline):
    """Only where every line ends in CR LF are the ends folded; all others stay in the lines."""
    decoded = decode(data, "a.txt", marked_up=False)
    assert (decoded.text, decoded.newline, decoded.encode()) == (text, newline, data)


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        (b"%PDF-1.7 ...", "binary-file", 0, 0),
        (b"\x89PNG\r\n", "binary-file", 0, 0),
        (b"PK\x03\x04abc", "binary-file", 0, 0),
        (b"\x1f\x8b\x08abc", "binary-file", 0, 0),
        (b"one\ntwo\0three", "binary-file", 2, 4),
        (bytes(range(1, 9)) * 20, "binary-file", 0, 0),
        ("Żółta łódź pływa po jeziorze, a mężczyźni śpią\nźle".encode() + b"\xff", "undecodable", 2, 4),
        (b"\xff\xfea\0b", "undecodable", 1, 2),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data, code, line, column):
    """Binary files are named by kind; broken text by the line and column of the first bad byte."""
    with pytest.raises(DigestError) as caught:
        decode(data, "a.txt", marked_up=False)
    problem = caught.value.problems[0]
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.why
    assert problem.mend
