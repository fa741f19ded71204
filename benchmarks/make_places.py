"""Write `generator/voices/places/LANGUAGE.json`: names of territories and of the cities of time zones, by CLDR.

Run it when Babel brings a newer CLDR: `python benchmarks/make_places.py`. A file is a JSON object of names in small
letters and what they name: a territory code ("CN", "150"), or a city ("moscow"). No build loads Babel for them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from babel import Locale
from babel.localedata import locale_identifiers

TARGET = Path(__file__).parents[1] / "generator" / "voices" / "places"

SKIP = {"001", "ZZ", "QO", "XA", "XB", "EZ", "AQ", "CP", "DG", "BV", "HM", "TF", "UM", "IC", "EA", "TA", "CQ"}
"""The world, unknown places and pseudo-regions, and a few rocks in the sea."""

LANGUAGES = set(
    "af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id is it ja ka kk km kn ko ku ky lo lt lv mk ml "
    "mn mr ms mt my nb ne nl nn no or pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th tk tr uk ur uz vi yo yue zh zu".split()
)
"""Languages that news is written in; CLDR has twice as many."""

PLAIN = re.compile(r"\s*[(（\[].*?[)）\]]\s*")


def names_of(locale: Locale) -> dict[str, str]:
    """Return names and codes: a name that stands for two places is left out."""
    found: dict[str, set[str]] = {}
    for code, name in locale.territories.items():
        if code not in SKIP and isinstance(name, str):
            for form in {name, PLAIN.sub("", name)}:
                found.setdefault(form.replace("’", "'").casefold(), set()).add(code)
    for zone, fields in (locale.time_zones or {}).items():
        city = fields.get("city")
        if city and "/" in zone and not zone.startswith(("Etc/", "Antarctica/")):
            slug = zone.rsplit("/", 1)[-1].lower().replace("_", "-")
            found.setdefault(city.replace("’", "'").casefold(), set()).add(slug)
    return {
        # a country's name wins over a city's of the same letters (Luxembourg, Singapore)
        name: min(codes, key=lambda code: (not code.isupper() and not code.isdigit(), code))
        for name, codes in found.items()
        if name
        and not any(character.isdigit() for character in name)
        and len([code for code in codes if code.isupper() or code.isdigit()]) < 2
    }


def main() -> None:
    """Write a file for each language."""
    english = {}
    for zone in Locale("ar").time_zones:
        if "/" in zone and not zone.startswith(("Etc/", "Antarctica/")):
            slug = zone.rsplit("/", 1)[-1].lower().replace("_", "-")
            english[slug] = slug.replace("-", " ")
    TARGET.mkdir(exist_ok=True)
    for tag in sorted(LANGUAGES & set(locale_identifiers())):
        names = names_of(Locale(tag))
        # A city that CLDR gives no name in a language is written as in English there.
        missing = {name: slug for slug, name in english.items() if slug not in names.values() and name not in names}
        text = json.dumps({**missing, **names}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (TARGET / f"{tag}.json").write_text(text + "\n", encoding="utf-8")
    print(len(list(TARGET.glob("*.json"))), "languages")


if __name__ == "__main__":
    main()
