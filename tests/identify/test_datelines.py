"""Datelines: place, agency and day at the head of a text, in the forms that agencies of many languages use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identify.datelines import read_dateline

CASES = [
    ("en", "BEIJING, Nov. 21, 2023 (AP) — The council met.", "BEIJING", "AP", "2023-11-21", "The council met."),
    ("en", "BEIJING — The council met.", "BEIJING", None, None, "The council met."),
    ("en", "PARIS (AFP) – The council met.", "PARIS", "AFP", None, "The council met."),
    ("en", "(Reuters) - The council met.", None, "Reuters", None, "The council met."),
    ("en", "NEW YORK (Reuters) - The council met.", "NEW YORK", "Reuters", None, "The council met."),
    ("en", "ST. LOUIS (AP) -- The council met.", "ST. LOUIS", "AP", None, "The council met."),
    ("en", "SPRINGFIELD, Ill. (AP) — The council met.", "SPRINGFIELD, Ill.", "AP", None, "The council met."),
    ("en", "LONDON, March 3, 2024 — The council met.", "LONDON", None, "2024-03-03", "The council met."),
    ("en", "LONDON, 3 March 2024 - The council met.", "LONDON", None, "2024-03-03", "The council met."),
    ("en", "NEW YORK, Nov. 21, 2023 - The council met.", "NEW YORK", None, "2023-11-21", "The council met."),
    ("uk", "КИЇВ, 21 листопада 2023 - Рада зібралася.", "КИЇВ", None, "2023-11-21", "Рада зібралася."),
    ("en", "Geneva, 3 March 2024 (WAM) -- The council met.", "Geneva", "WAM", "2024-03-03", "The council met."),
    ("en", "NAIROBI, March 3 (Xinhua) -- The council met.", "NAIROBI", "Xinhua", None, "The council met."),
    ("de", "Berlin (dpa) - Der Rat tagte.", "Berlin", "dpa", None, "Der Rat tagte."),
    ("de", "Wien/Berlin (APA) – Der Rat tagte.", "Wien/Berlin", "APA", None, "Der Rat tagte."),
    ("fr", "Paris, 21 nov 2023 (AFP) - Le conseil a siégé.", "Paris", "AFP", "2023-11-21", "Le conseil a siégé."),
    ("fr", "PARIS (Reuters) - Le conseil a siégé.", "PARIS", "Reuters", None, "Le conseil a siégé."),
    ("es", "Madrid, 21 nov 2023 (EFE).- El consejo se reunió.", "Madrid", "EFE", "2023-11-21", "El consejo se reunió."),
    ("it", "(ANSA) - ROMA, 21 NOV - Il consiglio si è riunito.", "ROMA", "ANSA", None, "Il consiglio si è riunito."),
    ("it", "ROMA (Reuters) - Il consiglio si è riunito.", "ROMA", "Reuters", None, "Il consiglio si è riunito."),
    ("pt", "Lisboa, 21 nov 2023 (Lusa) – O conselho reuniu-se.", "Lisboa", "Lusa", "2023-11-21", "O conselho reuniu-se."),
    ("tr", "ANKARA (AA) - Konsey toplandı.", "ANKARA", "Anadolu", None, "Konsey toplandı."),
    ("ru", "МОСКВА, 21 ноя — РИА Новости. Совет собрался.", "МОСКВА", "RIA Novosti", None, "Совет собрался."),
    ("ru", "МОСКВА, 21 ноября. /ТАСС/. Совет собрался.", "МОСКВА", "TASS", None, "Совет собрался."),
    ("uk", "КИЇВ. 21 листопада. УНН. Рада зібралася.", "КИЇВ", "UNN", None, "Рада зібралася."),
    ("ar", "(بكين) اجتمع المجلس.", "بكين", None, None, "اجتمع المجلس."),
    ("ar", "القاهرة (أ ف ب) - اجتمع المجلس.", "القاهرة", "AFP", None, "اجتمع المجلس."),
    ("ar", "واشنطن - رويترز: اجتمع المجلس.", "واشنطن", "Reuters", None, "اجتمع المجلس."),
    ("ar", "بكين 21 نوفمبر 2023 (شينخوا) اجتمع المجلس.", "بكين", "Xinhua", "2023-11-21", "اجتمع المجلس."),
    ("zh", "新华社北京11月21日电 议会开会。", "北京", "Xinhua", None, "议会开会。"),
    ("zh", "新华社北京2023年11月21日电 议会开会。", "北京", "Xinhua", "2023-11-21", "议会开会。"),
    ("zh", "新华社日内瓦11月21日电（记者王明）议会开会。", "日内瓦", "Xinhua", None, "议会开会。"),
    ("ja", "【北京＝田中一郎】議会が開かれた。", "北京", None, None, "議会が開かれた。"),
    ("ja", "[東京　２１日　ロイター] - 議会が開かれた。", "東京", "Reuters", None, "議会が開かれた。"),
    ("ko", "(서울=연합뉴스) 홍길동 기자 = 의회가 열렸다.", "서울", "Yonhap", None, "의회가 열렸다."),
    ("id", "Jakarta (ANTARA) - Dewan bersidang.", "Jakarta", "Antara", None, "Dewan bersidang."),
]  # fmt: skip

NONE = [
    ("en", "China called on Wednesday for talks — and more talks."),
    ("en", "The council (AP) said nothing."),
    ("en", "NATO, founded in 1949 - and larger since - met."),
    ("en", "SMITH, 45 - a farmer - met the council."),
    ("en", "Mr Smith - a farmer - met the council."),
    ("en", "THE END — or so it seemed to everyone who had"[:9]),
    ("en", '"We agree," the mayor said — again.'),
    ("en", "In Paris (France) the council met."),
    ("de", "Der Rat – so heißt es – tagte."),
    ("ar", "قال المجلس (الأعلى) إنه اجتمع."),
    ("zh", "议会星期二开会。"),
    ("ru", "Совет собрался во вторник — впервые за год."),
    ("en", ""),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "place", "agency", "day", "rest"), CASES)
def test_datelines_are_read(lang, text, place, agency, day, rest):  # noqa: PLR0913  # the columns of the table
    """Place, agency and day are read as the dateline has them, and what follows is the first sentence."""
    found = read_dateline(text, lang)
    assert found is not None
    assert (found.place, found.agency, found.when.text if found.when else None, text[found.length :]) == (
        place,
        agency,
        day,
        rest,
    )


@pytest.mark.parametrize(("lang", "text"), NONE)
def test_first_sentences_are_no_datelines(lang, text):
    """Dashes and brackets within a sentence make no dateline."""
    assert read_dateline(text, lang) is None


@given(st.text())
def test_no_text_breaks_the_reader(text):
    """A dateline is never longer than its text."""
    found = read_dateline(text)
    assert found is None or 0 < found.length <= len(text)
