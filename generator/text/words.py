"""Words of the interface: phrases with plural forms, dates, numbers and language names, by CLDR."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from generator.text.fingerprint import fingerprint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from babel import Locale

_SHORT = 4
"""Letters of a name that fits the column of a calendar on a phone."""

_SLOT = re.compile(r"\{(\w+)\}")

FORMS = frozenset(("zero", "one", "two", "few", "many", "other"))
"""The plural categories of CLDR."""


class MissingWordError(KeyError):
    """Raised where a catalogue has no words for a key, or a slot is not filled."""


class Words:
    """The phrases of one interface language.

    `catalogue` gives each key a phrase, or a table of phrases by plural category (`zero one two few many other`).
    Called as `words("articles", n=3)`; `n` chooses the form and fills `{n}`, written as the language writes numbers.
    """

    def __init__(self, lang: str, catalogue: Mapping[str, str | Mapping[str, str]]) -> None:
        self.lang = lang
        self._catalogue = catalogue

    @cached_property
    def key(self) -> str:
        """The fingerprint of language and catalogue."""
        return fingerprint(self.lang, repr(sorted(self._catalogue.items())))

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale of the language, else of its first part, else English."""
        from babel import Locale, UnknownLocaleError

        for tag in (self.lang, self.lang.split("-")[0], "en"):
            try:
                return Locale.parse(tag, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
        raise MissingWordError(self.lang)

    def __call__(self, key: str, **slots: str | int) -> str:
        """Return the phrase of `key`, its slots filled. Raises MissingWordError."""
        phrase = self._catalogue.get(key)
        if phrase is None:
            raise MissingWordError(key)
        if not isinstance(phrase, str):
            number = slots.get("n", 0)
            form = str(self.locale.plural_form(int(number)))
            phrase = phrase.get(form) or phrase.get("other") or ""
        if "{" not in phrase:
            return phrase

        def fill(slot: re.Match[str]) -> str:
            if slot[1] not in slots:
                message = f"{key}: nothing for {slot[0]}"
                raise MissingWordError(message)
            value = slots[slot[1]]
            return self.number(value) if isinstance(value, int) else value

        return _SLOT.sub(fill, phrase)

    def said(self, key: str) -> str:
        """Return the phrase of a key that a catalogue need not have, "" where it has none."""
        phrase = self._catalogue.get(key, "")
        return phrase if isinstance(phrase, str) else ""

    def table(self, key: str) -> Mapping[str, str]:
        """Return a table of phrases, empty where the catalogue has none."""
        table = self._catalogue.get(key, {})
        return {} if isinstance(table, str) else table

    def ground(self, english: str) -> str:
        """Return the ground of a fact, which receipts have in English, in this language, as far as it has words for it.

        The table "bases" gives each English phrase its words. A slot in a phrase stands for anything; what stands at
        `{language}` or `{script}` is a name, which CLDR translates.
        """
        table = self.table("bases")
        if english in table:
            return table[english]
        for pattern, key in self._grounds:
            if found := pattern.fullmatch(english):
                said = {slot: self._named(slot, value) for slot, value in found.groupdict().items()}
                return table[key].format_map(said)
        return english

    @cached_property
    def _grounds(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The phrases with slots as patterns, the longest first: it says most."""
        keys = sorted((key for key in self.table("bases") if "{" in key), key=lambda key: (-len(key), key))
        return tuple((re.compile(_SLOT.sub(r"(?P<\1>.+)", re.sub(r"([^\w\s{}])", r"\\\1", key))), key) for key in keys)

    def _named(self, slot: str, value: str) -> str:
        """Return the name of a language or of a script in this language; what is neither, or unknown, as it is."""
        if not slot.endswith(("language", "script")):
            return value
        kind = "languages" if slot.endswith("language") else "scripts"
        codes = _codes(kind)
        return str(getattr(self.locale, kind).get(codes.get(value, value), value))

    def number(self, number: int) -> str:
        """Write a whole number as the language does."""
        if -1000 < number < 1000:
            return str(number)
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.locale)

    def day(self, day: date) -> str:
        """Write a day: "21 September 2022"."""
        return _format_day(day, self.locale)

    def month(self, day: date) -> str:
        """Write the month of a day: "September 2022"."""
        from babel.dates import format_skeleton

        return str(format_skeleton("yMMMM", day, locale=self.locale))

    def span(self, first: date, last: date) -> str:
        """Write the days from one to another, what they share said once: "September 13 – 14, 2022"."""
        from babel.dates import format_interval

        return str(format_interval(first, last, skeleton="yMMMMd", locale=self.locale))

    def weekdays(self) -> tuple[tuple[str, str], ...]:
        """Return a short and the full name of each day of the week, from Monday on; where it is no short one, a letter."""
        names = self.locale.days["stand-alone"]
        width = "narrow" if max(len(name) for name in names["abbreviated"].values()) > _SHORT else "abbreviated"
        return tuple((str(names[width][day]), str(names["wide"][day])) for day in range(7))

    @property
    def first_weekday(self) -> int:
        """The day that weeks begin with on calendars, 0 for Monday."""
        return int(self.locale.first_week_day)

    def language(self, tag: str) -> str:
        """Return the name of a language in itself ("العربية"), else in the interface's language, else the tag."""
        return _language_name(tag) or self("unknown_language")


def plural_forms(lang: str) -> frozenset[str]:
    """Return the plural categories that a language tells apart, "other" among them."""
    return frozenset(Words(lang, {}).locale.plural_form.tags) | {"other"}


@lru_cache(maxsize=2)
def _codes(kind: str) -> Mapping[str, str]:
    """Return the codes of languages or scripts by their English names."""
    from babel import Locale

    return {name: code for code, name in sorted(getattr(Locale("en"), kind).items(), reverse=True)}


@lru_cache(maxsize=4096)
def _format_day(day: date, locale: Locale) -> str:
    from babel.dates import format_date

    return str(format_date(day, format="long", locale=locale))


@lru_cache(maxsize=256)
def _language_name(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    if tag == "und":
        return ""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    name = locale.get_language_name(locale) or locale.get_language_name("en") or tag
    return name[:1].upper() + name[1:]
