"""The language of a text: its script first, then telling letters and words, then py3langid, else the container's word."""

from __future__ import annotations

import copy
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.text.scripts import count_scripts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ENOUGH = 60
"""Letters of one script below which py3langid is not asked. Among the languages of its script it was right on 95.5 % of
fragments of 30 characters, 98.7 % of 45, 99.4 % of 60, and all of 120 (467 news texts in 18 languages)."""

_WINDOW = 200
"""Characters read at the head, the middle and the tail of a text."""

_MORE = 600
"""Characters of each of these that small words are looked for in, where the shorter ones have too few of them."""

_GLANCE = 60
"""Characters of each of these that tell the script, and that py3langid is shown: it costs 0.3 ms for 600, and says the
same of 180."""

_SURE = 0.55
"""py3langid's own probability below which the container's language is taken instead, where it names one."""

_ONE_LANGUAGE = {"Greek": "el", "Hebrew": "he", "Thai": "th", "Hangul": "ko", "Armenian": "hy", "Georgian": "ka", "Bengali": "bn", "Tamil": "ta", "Thaana": "dv", "Kana": "ja"}  # fmt: skip

_TELLING: dict[str, tuple[tuple[str, str], ...]] = {
    "Cyrillic": (
        ("kk", "әғқңөұүһӘҒҚҢӨҰҮҺ"), ("sr", "ђћЂЋ"), ("mk", "ѓќѕЃЌЅ"), ("be", "ўЎ"), ("uk", "іїєґІЇЄҐ"), ("ru", "ыэёЫЭЁ"),
    ),
    "Arabic": (("ur", "ٹڈڑںےہھ"), ("ckb", "ڕڵێۆە"), ("ps", "ټډړږښڼېۍځڅ"), ("fa", "پچژگکی")),
}  # fmt: skip
"""Letters that one language of a script has and its neighbours lack, rarest languages first."""

_OWN_WORDS: dict[str, str] = {
    "en": "the and that with from were which have their this would been they there said has",
    "de": "und ist nicht mit auch sich dass werden wurde wurden eine einen einem für das vom zum zur",
    "fr": "dans une pour avec cette été sont leur leurs aux ces dont après avait être du sur",
    "es": "los las según fue también más pero sus desde hasta y el como había donde sobre",
    "pt": "não uma em com também são pelo pela às ao um",
    "it": "che della gli sono degli alla anche più nella delle dei nel dal dalla è stato",
    "nl": "het een niet zijn wordt bij naar deze werd",
    "pl": "się jest że przez dla są oraz który w",
    "tr": "ve için ile olarak göre çok değil olduğu kadar",
    "sv": "och är inte från också ett att",
    "fi": "ja oli että ovat mutta mukaan joka",
    "hu": "és hogy egy nem az volt",
    "ro": "și în este care pentru sunt din",
}
"""Small words that news cannot do without, and that the other languages of the Latin script lack or hardly use."""

_WORD_OF = {word: tag for tag, words in _OWN_WORDS.items() for word in words.split()}

_SEVERAL = 4
"""Different ones of these words that tell a language, where no other language has a quarter as many."""

_FEW = 40
"""Letters below which not even telling letters tell: a name may hold them all."""

_LATIN = ("af az br bs ca cs cy da de en eo es et eu fi fo fr ga gl hr ht hu id is it lb lt lv mg ms mt nb nl nn no oc pl pt ro rw sk sl sq sv "
          "sw tl tr vi wa xh zu ha ig so yo uz jv su ceb fy").split()  # fmt: skip
_OF_SCRIPT: dict[str, tuple[str, ...]] = {
    "Latin": tuple(_LATIN),
    "Cyrillic": tuple("ru uk be bg sr mk kk ky mn tg tt ba".split()),
    "Devanagari": ("hi", "mr", "ne"),
    "Arabic": ("ar", "fa", "ur", "ps", "ug", "ku", "ckb", "sd"),
    "Ethiopic": ("am", "ti"),
    "Hebrew": ("he", "yi"),
}
"""What may be written in a script; py3langid chooses among those it knows."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_ALIASES = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "mo": "ro", "sh": "sr", "tl": "fil", "cn": "zh", "jp": "ja", "kr": "ko", "gr": "el", "ua": "uk", "cz": "cs", "dk": "da", "se": "sv"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """A language tag and the ground it stands on."""

    tag: str
    basis: str


UNKNOWN = Language("und", "the text is too short to tell")


def normalise_tag(value: str) -> str | None:
    """Return the primary language of a tag as pages declare it ("en_US" -> "en"), with the script of Chinese and Serbian.

    `None` for what is no tag.
    """
    value = value.strip().split(",")[0].split(".")[0].strip()
    if not _TAG.match(value):
        return None
    parts = value.replace("_", "-").split("-")
    primary = parts[0].lower()
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), None)
    primary = _ALIASES.get(primary, primary)
    if primary in {"und", "mul", "zxx", "xx"}:
        return None
    return f"{primary}-{script}" if script and primary in {"zh", "sr"} else primary


def tell_language(text: str, declared: Sequence[tuple[str, str]] = ()) -> Language:
    """Tell the language of a text of some length. `declared` are (tag, basis) pairs in the order of trust.

    A declared language counts only where the script agrees, and only where the text itself does not tell.
    """
    more, text = text, _sample(text, _WINDOW)
    counts = count_scripts(_sample(text, _GLANCE))
    script = _script(counts)
    if script in _TELLING:
        counts = count_scripts(text)
    if script is None:
        return _declared(declared, None) or UNKNOWN
    if script in _ONE_LANGUAGE:
        return Language(_ONE_LANGUAGE[script], f"script of the letters ({script})")
    known = _declared(declared, script)
    if script == "Han":
        return known or Language("zh", "script of the letters (Han, no kana)")
    return _by_words(more, script, counts[script], known)


def _sample(text: str, window: int) -> str:
    """Return head, middle and tail of a long text, so that a foreign first paragraph does not speak for all of it."""
    if len(text) <= 3 * window:
        return text
    middle = (len(text) - window) // 2
    return f"{text[:window]} {text[middle : middle + window]} {text[-window:]}"


def _script(counts: Mapping[str, int]) -> str | None:
    """Return the script that a text is written in; kanji with enough kana among them are "Kana"."""
    kana, han = counts.get("Kana", 0), counts.get("Han", 0)
    if kana + han > sum(counts.values()) / 2:
        return "Kana" if kana > 0.05 * (kana + han) else "Han"
    return next(iter(counts), None)


def _by_words(text: str, script: str, letters: int, known: Language | None) -> Language:
    """Tell a language from its neighbours of the same script: by letters, by py3langid, by what is declared."""
    told = _by_letters(_sample(text, _WINDOW), script, letters) if letters >= _FEW else None
    if told is None and script == "Latin" and letters >= ENOUGH:
        told = _by_small_words(_sample(text, _WINDOW)) or _by_small_words(_sample(text, _MORE))
    if told is not None:
        return told
    if letters >= ENOUGH and script in _OF_SCRIPT:
        tag, probability = _classify(_sample(_sample(text, _WINDOW), _GLANCE), script)
        if known is None or probability >= _SURE or tag == known.tag:
            return Language(tag, f"py3langid among the languages of the {script} script")
    return known or UNKNOWN


def _by_small_words(text: str) -> Language | None:
    """Tell a language of the Latin script by small words of its own; much cheaper than py3langid, and as sure."""
    found = Counter(tag for word in set(text.casefold().split()) if (tag := _WORD_OF.get(word)))
    if not found:
        return None
    (tag, most), *others = found.most_common(2)
    if most < _SEVERAL or (others and _SEVERAL * others[0][1] > most):
        return None
    return Language(tag, f"small words that only {tag} has")


def _declared(declared: Sequence[tuple[str, str]], script: str | None) -> Language | None:
    """Return the first declared language whose usual script is the text's."""
    for value, basis in declared:
        tag = normalise_tag(value)
        if tag and (script is None or _fits(tag, script)):
            return Language(tag, basis)
    return None


def _fits(tag: str, script: str) -> bool:
    """Tell whether a language is written in a script."""
    primary = tag.partition("-")[0]
    if script == "Han":
        return primary in {"zh", "ja", "yue", "wuu"}
    if script in _ONE_LANGUAGE:
        return primary == _ONE_LANGUAGE[script]
    return primary in _OF_SCRIPT.get(script, ()) or (script == "Latin" and primary == "fil")


def _by_letters(text: str, script: str, letters: int) -> Language | None:
    """Tell a language by letters that only it has, where there are enough of them and fewer of its neighbours'."""
    if script not in _TELLING:
        return None
    share = {tag: sum(map(text.count, telling)) / letters for tag, telling in _TELLING[script]}
    return _cyrillic(share) if script == "Cyrillic" else _arabic(share)


def _cyrillic(share: Mapping[str, float]) -> Language | None:
    """Kazakh, Ukrainian and Belarusian share і; ы and э are Russian, Belarusian and Kazakh: the rare ones come first."""
    for tag in ("kk", "be", "sr", "mk"):
        if share[tag] > 0.012:
            return Language(tag, f"letters that only {tag} has")
    if share["uk"] > 0.02 and share["uk"] > 3 * share["ru"]:
        return Language("uk", "letters that Ukrainian has and Russian lacks")
    if share["ru"] > 0.008 and share["ru"] > 3 * share["uk"] and not share["be"] and not share["kk"]:
        return Language("ru", "letters that Russian has and Ukrainian lacks")
    return None


def _arabic(share: Mapping[str, float]) -> Language | None:
    """Persian letters are in Urdu, Pashto and Kurdish, too: these come first."""
    for tag in ("ur", "ckb", "ps"):
        if share[tag] > 0.032:
            return Language(tag, f"letters that only {tag} has")
    if share["fa"] > 0.04:
        return Language("fa", "letters that Persian has and Arabic lacks")
    if max(share.values()) < 0.01:
        return Language("ar", "script of the letters (Arabic, no letters of its neighbours)")
    return None


@cache
def _whole_identifier() -> Any:  # noqa: ANN401  # py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _identifier(script: str) -> Any:  # noqa: ANN401  # py3langid has no types
    """Return an identifier of the languages of one script; the model behind them is loaded once."""
    identifier = copy.copy(_whole_identifier())
    identifier.set_languages(sorted(set(_OF_SCRIPT[script]) & set(identifier.labels)))
    return identifier


def _classify(text: str, script: str) -> tuple[str, float]:
    """Ask py3langid, among the languages of the script; return (tag, probability)."""
    tag, probability = _identifier(script).classify(text)
    return _ALIASES.get(tag, tag), float(probability)
