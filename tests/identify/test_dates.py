"""Dates: every form that a newsroom or a machine writes, and the look-alikes that are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identify.dates import find_dates, read_stamp
from generator.identify.stamps import name_date, url_date

WORDS = [
    ("en", "21 November 2023", "2023-11-21"),
    ("en", "November 21, 2023", "2023-11-21"),
    ("en", "Nov. 21, 2023", "2023-11-21"),
    ("en", "Nov 21 2023", "2023-11-21"),
    ("en", "Tuesday, 21st of November 2023", "2023-11-21"),
    ("en", "Tuesday 21st November 2023 10.15 GMT", "2023-11-21"),
    ("en", "Sept. 3, 2022", "2022-09-03"),
    ("en", "21-Nov-2023", "2023-11-21"),
    ("en", "May 1st, 2024", "2024-05-01"),
    ("en", "Posted on 5 March 2021 by the desk", "2021-03-05"),
    ("en", "2023-11-21", "2023-11-21"),
    ("en", "2023/11/21 18:40", "2023-11-21"),
    ("en", "13/04/2023", "2023-04-13"),
    ("en", "04/13/2023", "2023-04-13"),
    ("en", "05/05/2023", "2023-05-05"),
    ("de", "21. November 2023", "2023-11-21"),
    ("de", "Stand: 21.11.2023, 18:20 Uhr", "2023-11-21"),
    ("de", "3. März 2024", "2024-03-03"),
    ("de", "1. Jänner 2024", "2024-01-01"),
    ("de", "03.04.2023", "2023-04-03"),
    ("fr", "Publié le 1er janvier 2024 à 10h00", "2024-01-01"),
    ("fr", "mardi 21 novembre 2023", "2023-11-21"),
    ("fr", "15 août 2022", "2022-08-15"),
    ("fr", "03/04/2023", "2023-04-03"),
    ("fr", "12 déc. 2023", "2023-12-12"),
    ("es", "21 de noviembre de 2023", "2023-11-21"),
    ("es", "martes, 3 de enero del 2023", "2023-01-03"),
    ("es", "21 nov 2023", "2023-11-21"),
    ("es", "03/04/2023", "2023-04-03"),
    ("pt", "21 de março de 2023", "2023-03-21"),
    ("pt", "5 de out. de 2022", "2022-10-05"),
    ("it", "21 novembre 2023", "2023-11-21"),
    ("it", "lunedì 8 maggio 2023", "2023-05-08"),
    ("it", "1° giugno 2023", "2023-06-01"),
    ("nl", "21 maart 2023", "2023-03-21"),
    ("nl", "21 mrt. 2023", "2023-03-21"),
    ("pl", "21 listopada 2023", "2023-11-21"),
    ("pl", "5 października 2023 r.", "2023-10-05"),
    ("hr", "21. listopada 2023.", "2023-10-21"),
    ("cs", "21. listopadu 2023", "2023-11-21"),
    ("cs", "3. června 2023", "2023-06-03"),
    ("cs", "3. července 2023", "2023-07-03"),
    ("sk", "3. júla 2023", "2023-07-03"),
    ("hu", "2023. november 21.", "2023-11-21"),
    ("ro", "21 noiembrie 2023", "2023-11-21"),
    ("sv", "21 maj 2023", "2023-05-21"),
    ("da", "21. oktober 2023", "2023-10-21"),
    ("no", "21. desember 2023", "2023-12-21"),
    ("fi", "21. marraskuuta 2023", "2023-11-21"),
    ("el", "21 Νοεμβρίου 2023", "2023-11-21"),
    ("el", "5 Μαΐου 2023", "2023-05-05"),
    ("tr", "21 Kasım 2023 Salı", "2023-11-21"),
    ("tr", "1 Ağustos 2023", "2023-08-01"),
    ("tr", "21.11.2023 - 14:30", "2023-11-21"),
    ("lt", "2023 m. lapkričio 21 d.", "2023-11-21"),
    ("ru", "21 ноября 2023", "2023-11-21"),
    ("ru", "21 ноя 2023, 14:05", "2023-11-21"),
    ("ru", "5 мая 2023 года", "2023-05-05"),
    ("ru", "21.11.2023", "2023-11-21"),
    ("uk", "21 листопада 2023 року", "2023-11-21"),
    ("uk", "6 лютого 2024", "2024-02-06"),
    ("uk", "вівторок, 21 лист. 2023", "2023-11-21"),
    ("be", "21 лістапада 2023", "2023-11-21"),
    ("bg", "21 ноември 2023", "2023-11-21"),
    ("sr", "21. новембар 2023.", "2023-11-21"),
    ("sr", "21. novembar 2023.", "2023-11-21"),
    ("ar", "21 نوفمبر 2023", "2023-11-21"),
    ("ar", "٢١ نوفمبر ٢٠٢٣", "2023-11-21"),
    ("ar", "الثلاثاء 21 تشرين الثاني 2023", "2023-11-21"),
    ("ar", "21 نوفمبر/تشرين الثاني 2023", "2023-11-21"),
    ("ar", "5 ابريل 2023", "2023-04-05"),
    ("ar", "5 أبريل، 2023", "2023-04-05"),
    ("ar", "3 أوت 2022", "2022-08-03"),
    ("fa", "۳۰ آبان ۱۴۰۲", "2023-11-21"),
    ("fa", "سه‌شنبه ۱ فروردین ۱۴۰۳", "2024-03-20"),
    ("fa", "۱۴۰۲/۰۸/۳۰ - ۱۲:۳۰", "2023-11-21"),
    ("fa", "۳۰ اسفند ۱۳۹۹", "2021-03-20"),
    ("fa", "21 نوامبر 2023", "2023-11-21"),
    ("ur", "21 نومبر 2023", "2023-11-21"),
    ("he", "21 בנובמבר 2023", None),
    ("he", "21 נובמבר 2023", "2023-11-21"),
    ("hi", "21 नवंबर 2023", "2023-11-21"),
    ("hi", "२१ नवंबर २०२३", "2023-11-21"),
    ("hi", "21 फरवरी, 2023", "2023-02-21"),
    ("bn", "২১ নভেম্বর ২০২৩", "2023-11-21"),
    ("th", "21 พฤศจิกายน 2566", "2023-11-21"),
    ("th", "21 พ.ย. 2566", "2023-11-21"),
    ("id", "Selasa, 21 Agustus 2023", "2023-08-21"),
    ("ms", "21 Disember 2023", "2023-12-21"),
    ("vi", "21 tháng 11, 2023", "2023-11-21"),
    ("vi", "ngày 21 tháng 11 năm 2023", "2023-11-21"),
    ("vi", "21/11/2023 10:20", "2023-11-21"),
    ("zh", "2023年11月21日", "2023-11-21"),
    ("zh", "2023年11月21日 10:30 来源", "2023-11-21"),
    ("zh", "２０２３年１１月２１日", "2023-11-21"),
    ("ja", "2023年11月21日（火）", "2023-11-21"),
    ("ja", "令和5年11月21日", "2023-11-21"),
    ("ja", "2023/11/21 5:00", "2023-11-21"),
    ("ko", "2023년 11월 21일", "2023-11-21"),
    ("ko", "입력 2023.11.21 10:30", "2023-11-21"),
    ("und", "21 Kasım 2023", "2023-11-21"),
    ("und", "21.11.2023", "2023-11-21"),
]

NONE = [
    ("en", "03/04/2023"),
    ("und", "03/04/2023"),
    ("en", "yesterday"),
    ("en", "on Wednesday"),
    ("en", "last week"),
    ("en", "2 hours ago"),
    ("en", "November 21"),
    ("en", "November 2023"),
    ("en", "21 people 2023"),
    ("en", "31 February 2023"),
    ("en", "13/13/2023"),
    ("en", "Nov 21, 23"),
    ("en", "flight 21 Marvel 2023"),
    ("en", "version 1.2.2023.4"),
    ("en", "call 555 21 11 2023 now"),
    ("fr", "30 février 2024"),
    ("de", "gestern, 18:20 Uhr"),
    ("ru", "вчера в 12:00"),
    ("uk", "сьогодні"),
    ("ar", "أمس الثلاثاء"),
    ("ar", "15 رمضان 1444"),
    ("fa", "۳۰ اسفند ۱۴۰۲"),
    ("hi", "कल"),
    ("zh", "昨天 10:30"),
    ("ja", "きょう午後"),
    ("th", "21 ตุลาคม"),
    ("und", "21 listopada 2023"),
    ("und", "5 травня"),
]


@pytest.mark.parametrize(("lang", "text", "day"), WORDS)
def test_dates_in_words_are_read(lang, text, day):
    """A date with its year is read in each language, with its own digits, order and calendar."""
    found = find_dates(text, lang)
    assert [dated.when.text for dated in found] == ([day] if day else [])


@pytest.mark.parametrize(("lang", "text"), NONE)
def test_no_date_is_better_than_a_wrong_one(lang, text):
    """Relative words, days without a year, ambiguous orders and days that no calendar has give no date."""
    assert find_dates(text, lang) == ()


@pytest.mark.parametrize(
    ("lang", "text", "days"),
    [
        (
            "en",
            "Published Nov 20, 2023, Updated Nov 21, 2023",
            [("2023-11-20", "published"), ("2023-11-21", "updated")],
        ),
        ("en", "Last updated: 21 November 2023", [("2023-11-21", "updated")]),
        ("de", "Aktualisiert am 21.11.2023", [("2023-11-21", "updated")]),
        ("ru", "Обновлено 21 ноября 2023", [("2023-11-21", "updated")]),
        (
            "fr",
            "Publié le 20 mai 2023, mis à jour le 21 mai 2023",
            [("2023-05-20", "published"), ("2023-05-21", "updated")],
        ),
        ("zh", "更新：2023年11月21日", [("2023-11-21", "updated")]),
        ("ar", "آخر تحديث: 21 نوفمبر 2023", [("2023-11-21", "updated")]),
    ],
)
def test_words_before_a_date_tell_a_change(lang, text, days):
    """The date of a change is told from the date of publication by the words in front of it."""
    assert [(dated.when.text, dated.role) for dated in find_dates(text, lang)] == days


STAMPS = [
    ("2024-05-14T10:00:00+0200", "2024-05-14T10:00:00+02:00"),
    ("2024-05-14T10:00:00.123Z", "2024-05-14T10:00:00Z"),
    ("2024-05-14 10:00", "2024-05-14"),
    ("2024-05-14 10:00:00 UTC", "2024-05-14T10:00:00Z"),
    ("2024-05-14T9:30+02", "2024-05-14T09:30:00+02:00"),
    ("20240514", "2024-05-14"),
    ("20240514T101112Z", "2024-05-14T10:11:12Z"),
    ("1700580000", "2023-11-21T15:20:00Z"),
    ("1700580000000", "2023-11-21T15:20:00Z"),
    ("Wed, 02 Oct 2024 13:00:00 +0200", "2024-10-02T13:00:00+02:00"),
    ("Wed, 02 Oct 2024 13:00:00 GMT", "2024-10-02T13:00:00Z"),
    ("Wed, 02 Oct 2024 13:00:00 EST", "2024-10-02T13:00:00-05:00"),
    ("02 Oct 2024 13:00 GMT", "2024-10-02T13:00:00Z"),
    ("Fri Apr 28 19:20:36 CEST 2023", "2023-04-28"),
    ("14 May 2024", "2024-05-14"),
    ("2024-13-40", None),
    ("2024-05-14T25:00:00Z", "2024-05-14"),
    ("03/04/2024", None),
    ("1800-01-01", None),
    ("20241399", None),
    ("soon", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "when"), STAMPS)
def test_stamps_of_machines_are_read(text, when):
    """Metadata is read with its zone where it has one, as a day where it has none, and not at all where it is impossible."""
    found = read_stamp(text)
    assert (found.text if found else None) == when


PATHS = [
    ("https://site.example/2023/11/21/slug", "2023-11-21"),
    ("https://site.example/world/2023/nov/21/slug", "2023-11-21"),
    ("https://site.example/n1/2023/1121/c1000-1.html", "2023-11-21"),
    ("https://site.example/20231121/page", "2023-11-21"),
    ("https://site.example/news-20231121.html", "2023-11-21"),
    ("https://site.example/202311/21/t20231121_99.html", "2023-11-21"),
    ("https://site.example/2023/11/slug", None),
    ("https://site.example/a/12345678", None),
    ("https://site.example/2023/13/45/slug", None),
    ("https://site.example/2023/11/21/what-happened-2022-01-02", None),
    ("https://20231121.example/slug", None),
    ("https://site.example/slug?d=2023-11-21", None),
]


@pytest.mark.parametrize(("url", "when"), PATHS)
def test_addresses_name_days(url, when):
    """A whole day in the path of an address counts; half ones, hosts, queries and two different days do not."""
    found = url_date(url)
    assert (found.text if found else None) == when


@pytest.mark.parametrize(
    ("path", "when"),
    [
        ("content/inbox/2025-05-14-bridge.txt", "2025-05-14"),
        ("content/inbox/20250514_bridge.html", "2025-05-14"),
        ("content/inbox/2025-05-14/bridge.txt", None),
        ("content/inbox/000_dcaf02501c195f46.txt", None),
        ("content/inbox/report-2025.md", None),
    ],
)
def test_file_names_name_days(path, when):
    """A day in a file's name counts; one in a folder's, a hash or a year alone does not."""
    found = name_date(path)
    assert (found.text if found else None) == when


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_iso_days_are_read_as_they_are(day):
    """Every ISO day is read, and as the same day."""
    assert [dated.when.day for dated in find_dates(f"({day.isoformat()})")] == [day]


@given(st.text())
def test_no_text_breaks_the_reader(text):
    """Whatever the text, the reader gives dates or none."""
    for dated in find_dates(text):
        assert dated.when.day - date(1900, 1, 1) >= timedelta(0)
    read_stamp(text)
    url_date(text)
    name_date(text)
