"""Dates as machines write them: ISO 8601, RFC 2822, asctime, compact, seconds since 1970; and days in addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from generator.identify.calendars import EARLIEST, LATEST
from generator.model.when import When

_ISO = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T\s]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?\s*\Z",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<h>\d{2})(?P<n>\d{2})(?P<s>\d{2})?(?P<zone>Z)?)?\Z")
_EPOCH = re.compile(r"(?P<s>1\d{9})(?P<ms>\d{3})?\Z")
_RFC = re.compile(r"(?:\w{3,9},?\s+)?\d{1,2}[ -]\w{3,9}[ -]\d{4}\s+\d{1,2}:\d{2}(?::\d{2})?\s+\S+\Z")
_ASCTIME = re.compile(
    r"(?:\w{3} )?(?P<m>[A-Z][a-z]{2}) (?P<d>\d{1,2}) \d{1,2}:\d{2}(?::\d{2})? (?:[A-Z]{2,5} )?(?P<y>\d{4})\Z"
)
_ZONES = frozenset("UT UTC GMT EST EDT CST CDT MST MDT PST PDT Z".split())


def read_machine(text: str) -> When | None:
    """Read a date that stands alone in one of the forms of machines, `None` where it is in none of them."""
    for reader in (_iso, _compact, _epoch, _rfc, _asctime):
        if (when := reader(text)) is not None:
            return when
    return None


def _iso(text: str) -> When | None:
    match = _ISO.match(text)
    if not match:
        return None
    zone = (match["zone"] or "").upper()
    zone = "Z" if zone in {"UTC", "GMT"} else f"{zone}:00" if len(zone) == 3 else zone
    if not match["time"]:
        return _when(match["day"])
    clock = match["time"] if match["time"][1] != ":" else f"0{match['time']}"
    return _when(f"{match['day']}T{clock}{zone}")


def _compact(text: str) -> When | None:
    match = _COMPACT.match(text)
    if not match or not EARLIEST <= int(match["y"]) <= LATEST:
        return None
    day = f"{match['y']}-{match['m']}-{match['d']}"
    return _when(f"{day}T{match['h']}:{match['n']}:{match['s'] or '00'}Z" if match["zone"] else day)


def _epoch(text: str) -> When | None:
    match = _EPOCH.match(text)
    return When(datetime.fromtimestamp(int(match["s"]), UTC).isoformat().replace("+00:00", "Z")) if match else None


def _rfc(text: str) -> When | None:
    if not _RFC.match(text):
        return None
    zone = text.rsplit(None, 1)[1]
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    known = zone.upper() in _ZONES or zone[0] in "+-"
    return _when(
        (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat() if known else found.date().isoformat()
    )


def _asctime(text: str) -> When | None:
    """Read C's asctime, with or without the name of a zone, which C does not define: only the day is sure."""
    match = _ASCTIME.match(text)
    month = match["m"].lower() if match else ""
    return (
        _when(f"{match['y']}-{_ENGLISH.index(month) + 1:02d}-{int(match['d']):02d}")
        if match and month in _ENGLISH
        else None
    )


def _when(text: str) -> When | None:
    try:
        when = When.parse(text)
    except ValueError:
        return None
    return when if EARLIEST <= when.day.year <= LATEST else None


_PATH_DATES = (
    re.compile(r"/(?P<y>(?:19|20)\d{2})/(?P<m>\d{1,2}|[a-z]{3})/(?P<d>\d{1,2})(?=/|[-_.]|\Z)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"),
    re.compile(r"/(?P<y>20\d{2})/?(?P<m>\d{2})/?(?P<d>\d{2})/"),
    re.compile(r"(?<![\da-z])t?(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?=_|/|-|\.|\Z)"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def url_date(url: str) -> When | None:
    """Return the day in an address's path, such as /2023/11/21/ or /2023/nov/21/; two different days give none."""
    path = re.sub(r"\A[a-z]+://[^/]*", "", url.lower()).split("?")[0].split("#")[0]
    return _path_date(path)


def name_date(path: str) -> When | None:
    """Return the day in a file's name, such as 2025-05-14-slug.txt or 20250514_slug.txt."""
    name = path.rsplit("/", 1)[-1].lower()
    stem = name.rsplit(".", 1)[0] if "." in name else name
    return _path_date(stem)


def _path_date(path: str) -> When | None:
    found: list[When] = []
    if not _YEAR.search(path):
        return None
    for pattern in _PATH_DATES:
        for match in pattern.finditer(path):
            month = match["m"]
            number = int(month) if month.isdigit() else _ENGLISH.index(month) + 1 if month in _ENGLISH else 0
            if (when := _when(f"{match['y']}-{number:02d}-{int(match['d']):02d}")) and when not in found:
                found.append(when)
    return found[0] if len(found) == 1 else None
