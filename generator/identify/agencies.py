"""News agencies, by the names that datelines, bylines and sign-offs use."""

from __future__ import annotations

_NAMES = {
    "AP": "AP, A.P., Associated Press, The Associated Press",
    "Reuters": "Reuters, REUTERS, Рейтер, Reuter, رويترز, رویترز, ロイター, 路透, 路透社, 로이터, रॉयटर्स, Reuters Health",
    "AFP": "AFP, Agence France-Presse, Agence France Presse, أ ف ب, أ.ف.ب, ا ف ب, فرانس برس, 法新社, АФП, एएफपी, AFPBB News",
    "UPI": "UPI, United Press International", "Bloomberg": "Bloomberg, Bloomberg News, 彭博社", "PA": "PA, PA Media, Press Association",
    "Canadian Press": "The Canadian Press, Canadian Press, CP", "AAP": "AAP", "dpa": "dpa, DPA, dpa-AFX, dpa/tmn, د ب أ, د.ب.أ", "APA": "APA, apa", "SDA": "sda, SDA, Keystone-SDA, awp",
    "KNA": "KNA", "epd": "epd", "SID": "SID", "EFE": "EFE, Agencia EFE, إفي", "Europa Press": "EUROPA PRESS, Europa Press", "Télam": "Télam, Telam", "ANSA": "ANSA, ansa", "Adnkronos": "Adnkronos, ADNKRONOS",
    "AGI": "AGI", "askanews": "askanews, Askanews", "LaPresse": "LaPresse", "Lusa": "Lusa, LUSA", "Agência Brasil": "Agência Brasil", "ANP": "ANP", "Belga": "Belga, BELGA", "PAP": "PAP", "ČTK": "ČTK, CTK, ČTK/AP",
    "TASR": "TASR", "MTI": "MTI", "Agerpres": "Agerpres, AGERPRES", "BTA": "BTA, БТА", "Tanjug": "Tanjug, Танјуг", "Hina": "Hina", "TT": "TT", "NTB": "NTB", "Ritzau": "Ritzau, RITZAU", "STT": "STT",
    "TASS": "TASS, ТАСС, ИТАР-ТАСС, ITAR-TASS, تاس", "RIA Novosti": "РИА Новости, RIA Novosti", "Interfax": "Интерфакс, ИНТЕРФАКС, Interfax, ИА Интерфакс", "Regnum": "REGNUM, ИА REGNUM", "Prime": "ПРАЙМ",
    "Sputnik": "Sputnik, Спутник", "UNIAN": "УНІАН, УНИАН, UNIAN", "Ukrinform": "Укрінформ, Укринформ, Ukrinform", "UNN": "УНН", "Interfax-Ukraine": "Інтерфакс-Україна, Интерфакс-Украина", "BELTA": "БЕЛТА, БелТА, BelTA",
    "Anadolu": "AA, Anadolu Agency, Anadolu Ajansı, Anadolu, الأناضول", "DHA": "DHA", "İHA": "İHA, IHA", "ANKA": "ANKA",
    "Xinhua": "Xinhua, XINHUA, 新华社, 新華社, 新华网, شينخوا, Синьхуа", "China News Service": "中新社, 中新网, 中國新聞社, CNS", "CNA": "中央社, 中央社記者", "Kyodo": "Kyodo, KYODO, 共同, 共同通信, 共同社", "Jiji": "時事, 時事通信, Jiji",
    "Yonhap": "Yonhap, YONHAP, 연합뉴스, 韩联社", "Newsis": "뉴시스", "News1": "뉴스1", "PTI": "PTI, भाषा, पीटीआई", "ANI": "ANI, एएनआई", "IANS": "IANS, आईएएनएस", "UNI": "UNI", "APP": "APP", "BSS": "BSS", "UNB": "UNB", "Antara": "ANTARA, Antara",
    "Bernama": "Bernama, BERNAMA", "VNA": "VNA, TTXVN", "IRNA": "IRNA, ایرنا", "ISNA": "ISNA, ایسنا", "Tasnim": "Tasnim, تسنیم", "Fars": "فارس", "Mehr": "مهر", "WAM": "WAM, وام", "SPA": "SPA, واس", "SANA": "SANA, سانا",
    "QNA": "QNA, قنا", "KUNA": "KUNA, كونا", "MENA": "MENA, أ ش أ", "MAP": "MAP, و م ع", "APS": "APS, واج", "TAP": "TAP", "NAN": "NAN", "SAPA": "SAPA", "Notimex": "Notimex", "Prensa Latina": "Prensa Latina", "AMNA": "ΑΠΕ-ΜΠΕ, ΑΠΕ, ΑΜΠΕ",
}  # fmt: skip

_BY_NAME = {form.strip(): name for name, forms in _NAMES.items() for form in forms.split(",")}

AGENCIES: tuple[str, ...] = tuple(sorted(_BY_NAME))
"""Every form of every agency's name."""

_LOOSE = {form.casefold(): name for form, name in _BY_NAME.items()}


def agency(text: str) -> str | None:
    """Return the usual name of the agency that `text` names as a whole, `None` where it names none."""
    text = text.strip(" .()[]/\u00a0")
    if text in _BY_NAME:
        return _BY_NAME[text]
    return _LOOSE.get(text.casefold()) if len(text) > 3 else None
