"""How a whole name sounds in any script, roughly: the keys by which one name is known in several alphabets.

A name has a plain key, the skeletons of its words one after another, and, where it may be Chinese, a second one: pinyin,
the Russian (Palladius) and the Arabic spelling of Chinese names differ from each other more than from any other name.
"Wang Wenbin", "وانغ ون بين", "Ван Вэньбинь" and "汪文斌" share the key "p:wnwnbn".
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.text.skeleton import ARABIC_HEAD, skeleton

_PARTS = re.compile(r"[\s·•・‑-]+")

_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|[aeiou]ng|uan|ian|uai|iao|[aeiou]n|ia|ie|iu|ua|uo|ui|ue|ai|ei|ao|ou|er|[aeiouü])'?){1,2}"
)

_HAN = re.compile(r"[\u3400-\u9fff]")

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

_ARABIC = re.compile(r"[\u0600-\u06ff]")

_CHINESE = re.compile("tszh|tch|tsh|chzh|zh|ch|sh|ts|tz|dzh|kh|[jqxzc]")

_CHINESE_FOLD = str.maketrans({**dict.fromkeys("aeiouyh'`-ʼ’"), "p": "b", "t": "d", "g": "k", "v": "f"})

_AFTER_N = re.compile(r"ng(?![aeiou])|nk(?![aeiou])|ngh")

_SPARE = re.compile(r"(?<=.)w")


@lru_cache(maxsize=50_000)
def sounds(name: str) -> tuple[str, ...]:
    """Return the keys of a name: "g:..." always, "p:..." too where it may be a Chinese name. A key is letters only."""
    words = [word for word in _PARTS.split(name) if word]
    if not words:
        return ()
    plain = "".join(skeleton(ARABIC_HEAD.sub("", word) if _ARABIC.match(word) else word) for word in words)
    keys = [f"g:{plain}"] if plain else []
    if len(words) <= 3 and (chinese := _chinese(words)):
        keys.append(f"p:{chinese}")
    return tuple(keys)


def _chinese(words: list[str]) -> str:
    """Return how a name sounds if it is Chinese, "" where its letters say that it is not."""
    text = " ".join(words)
    if _HAN.search(text):
        if not all(_HAN.match(letter) for letter in text) or not 2 <= len(text) <= 4:
            return ""
        from anyascii import anyascii

        syllables = re.findall("[A-Z][a-z]*", anyascii(text))
        return "".join(_syllable(syllable.lower()) for syllable in syllables)
    if _ARABIC.search(text):
        from anyascii import anyascii

        spelled = (anyascii(word).lower() for word in words)
        return "".join(_syllable(word.replace("gh", "g")) for word in spelled)
    if _CYRILLIC.search(text):
        from anyascii import anyascii

        # Palladius: final н stands for ng, нь for n, and в for w at the head of a syllable.
        spelled = (anyascii(re.sub(r"\b[Вв]", "У", word)).lower() for word in words)
        return "".join(_syllable("w" + word[1:] if words[at][0] in "Вв" else word) for at, word in enumerate(spelled))
    if all(_PINYIN.fullmatch(word.lower()) for word in words):
        return "".join(_syllable(word.lower()) for word in words)
    return ""


def _syllable(word: str) -> str:
    """Return the consonants of a syllable or two: sibilants are one, ng is n, w counts at the head only."""
    word = _AFTER_N.sub("n", word)
    word = _CHINESE.sub("s", word).replace("ss", "s")
    return _SPARE.sub("", word.translate(_CHINESE_FOLD))
