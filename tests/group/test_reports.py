"""Copies: what is one report, and counts once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generator.group import encoder, find_copies
from generator.model import Article, Event, Story

LONG = (
    "The harbour of Lindmark will be dredged from March on, the port authority said on Thursday. The work will take eleven "
    "months and cost 46.5 million crowns. Until then ships of more than nine metres draught have to wait for the tide. "
    "Fishermen fear for the spawning grounds before the island of Torsholm; the authority promised to measure them weekly."
)
OTHER = (
    "Fishermen from Torsholm have written to the port authority of Lindmark: they ask that the dredging stop while the "
    "herring spawn. The chairman of their guild, Aron Bielke, says that last time the catch fell by a third. The work "
    "begins in March. An answer is expected next week, a speaker of the authority told our paper."
)


def copies(stories, encode=None):
    """Find the copies among stories."""
    articles = [Article(story.id, "", story.lang or "und", story.text) for story in stories]
    return find_copies(articles, {story.id: story for story in stories}, encode)


def encode(stories):
    """Encode stories for real."""
    stories = list(stories)
    return dict(zip([story.id for story in stories], encoder.encode([*map(encoder.lead_of, stories)]), strict=True))


def told(texts):
    """Make English stories of texts by id."""
    return [Story(ident, "en", None, None, text) for ident, text in texts.items()]


def test_a_reprint_is_no_report_of_its_own():
    """A text reprinted with another head and tail counts once; another report of the same event counts."""
    reprint = f"(Lindmark) {LONG} This text came from an agency."
    assert copies(told({"c": OTHER, "b": reprint, "a": LONG})) == (("a", "b"),)


def test_a_chinese_reprint_is_found():
    """A script without spaces has few words to count, and its reprints are found all the same."""
    text = "林德马克港将从三月起疏浚,港务局星期四表示。工程将持续十一个月,耗资四千六百五十万克朗。"
    other = "托斯霍尔姆的渔民致信港务局,要求在鲱鱼产卵期间停止疏浚。协会主席说,上次捕获量下降了三分之一。"
    stories = [Story(key, "zh", None, None, body) for key, body in (("a", text), ("b", f"新华网:{text}"), ("c", other))]
    assert copies(stories) == (("a", "b"),)


def test_a_crowd_is_told_apart_as_a_few_are():
    """Of two hundred articles on one event, thirty reports each in several reprints, each report is found once."""
    sentences = [
        " ".join(f"{noun}{report}x{place}" for noun in ("harbour", "pilot", "tide", "crane", "ferry", "winch"))
        for report in range(30)
        for place in range(12)
    ]
    texts = {f"a{n:03}": " ".join(sentences[12 * (n % 30) : 12 * (n % 30) + 8 + n % 5]) for n in range(200)}
    expected = tuple(sorted(tuple(f"a{n:03}" for n in range(report, 200, 30)) for report in range(30)))
    assert copies(told(texts)) == expected
    few = {ident: text for ident, text in texts.items() if int(ident[1:]) % 30 < 6}
    assert copies(told(few)) == tuple(group for group in expected if group[0] in few)


def test_a_translation_is_no_report_of_its_own(dated):
    """The flood in four languages is one text; a story of the same day is another."""
    stories = [story for story in dated if story.id.startswith("flood") or story.id == "strike-es"]
    found = copies(stories, encode)
    assert not any("strike-es" in group for group in found)
    assert any({"flood-en", "flood-de"} <= set(group) for group in found)
    assert copies(stories) == (), "without an encoder nobody looks for translations"


DREDGING = {
    "en": (
        "Dredging of the harbour of Lindmark begins on 3 March and will cost 46.5 million crowns, the port authority said.",
        "Ships with more than 12 metres of draught have to wait for the tide until then, pilot Ansa Rehn explained.",
        "The fishermen of Torsholm fear for the herring, which spawns before their island in spring.",
        "Their chairman Aron Bielke asked for a pause of 17 days, and for a diver who looks after the nets.",
    ),
    "de": (
        "Die Ausbaggerung des Hafens von Lindmark beginnt am 3. März und kostet 46,5 Millionen Kronen, teilte die Hafenbehörde mit.",
        "Schiffe mit mehr als 12 Metern Tiefgang müssen bis dahin auf die Flut warten, erklärte die Lotsin Ansa Rehn.",
        "Die Fischer von Torsholm fürchten um den Hering, der im Frühjahr vor ihrer Insel laicht.",
        "Ihr Vorsitzender Aron Bielke bat um eine Pause von 17 Tagen und um einen Taucher, der nach den Netzen sieht.",
    ),
    "uk": (
        "Поглиблення гавані Ліндмарка почнеться 3 березня і коштуватиме 46,5 мільйона крон, повідомило управління порту.",
        "Судна з осадкою понад 12 метрів доти чекатимуть припливу, пояснила лоцманка Анса Рен.",
        "Рибалки Торсгольма побоюються за оселедець, який навесні нереститься біля їхнього острова.",
        "Їхній голова Арон Білке попросив перерви на 17 днів і водолаза, який догляне за сітками.",
    ),
}


def test_editors_move_the_paragraphs_of_a_translation():
    """The German text has the paragraphs in another order and is the same report; another with one in common is none.

    The Ukrainian text, in a language that the encoder does not know, is told by its figures.
    """
    english, german, ukrainian = (
        Story(lang, lang, None, None, "\n".join(paragraphs)) for lang, paragraphs in DREDGING.items()
    )
    moved = replace(german, text="\n".join(DREDGING["de"][at] for at in (2, 3, 0, 1)))
    assert copies([english, moved], encode) == (("de", "en"),)
    assert copies([english, ukrainian], encode) == (("en", "uk"),)
    other = (
        "Der Hafen von Lindmark soll schneller vertieft werden als geplant, verlangt die Handelskammer in einem Brief an die Stadt.",
        "Die Reeder verlören mit jedem Tag Aufträge an Velling, wo längst gebaggert worden sei, heißt es darin.",
        DREDGING["de"][2],
        "Bürgermeisterin Tilda Moe will am Montag antworten und zuvor mit den Anwohnern am Kai sprechen, denen der Lärm zusetzt.",
    )
    assert copies([english, replace(german, text="\n".join(other))], encode) == ()


def test_another_encoder_leaves_it_to_the_figures():
    """Vectors of another width have no means and other cosines: a translation is then told by its figures alone."""

    def flat(stories):
        return {story.id: np.ones(8, dtype=np.float32) for story in stories}

    english, german = (Story(lang, lang, None, None, "\n".join(DREDGING[lang])) for lang in ("en", "de"))
    assert copies([english, german], flat) == (("de", "en"),)
    changed = replace(german, text=german.text.replace("46,5", "18,2").replace("17", "40"))
    assert copies([english, changed], flat) == ()


def test_copies_of_nothing():
    """No article has no copies, and one article none."""
    assert copies([]) == ()
    assert copies(told({"a": LONG})) == ()


def test_reports_of_an_event():
    """An event's reports are its copies, each counted once, and every other member by itself."""
    event = Event("aaa", "aaa", ("a", "b", "c", "d"), copies=(("b", "d"),), texts="mark")
    assert event.reports == (("a",), ("b", "d"), ("c",))
    fewer = event.with_members(("a", "b", "c"))
    assert (fewer.copies, fewer.texts) == ((), "")
    assert replace(event).with_members(event.members) == event
