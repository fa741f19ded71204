"""Headlines: outlets split off their end, and headlines made of a first sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.identify.titles import MOST, plain_title, split_suffix, title_from_lead
from generator.text.scripts import strip_controls

SPLITS = [
    ("Bridge closed after the flood — RT World News", "Bridge closed after the flood", "RT World News"),
    ("Bridge closed after the flood - BBC News", "Bridge closed after the flood", "BBC News"),
    ("Bridge closed after the flood | The Example", "Bridge closed after the flood", "The Example"),
    ("Bridge closed after the flood | World | The Daily Example", "Bridge closed after the flood", "The Daily Example"),
    ("Bridge closed after the flood - Example Times", "Bridge closed after the flood", "Example Times"),
    ("Bridge closed after the flood – example.com", "Bridge closed after the flood", "example.com"),
    (
        "Brücke nach Hochwasser gesperrt - Beispiel Nachrichten",
        "Brücke nach Hochwasser gesperrt",
        "Beispiel Nachrichten",
    ),
    ("Мост закрыт после наводнения - Новости Примера", "Мост закрыт после наводнения", "Новости Примера"),
    ("洪水后大桥关闭_新华网", "洪水后大桥关闭", "新华网"),
    ("Bridge closed - long wait ahead", "Bridge closed - long wait ahead", None),
    ("Bridge closed: what we know - and what we don't", "Bridge closed: what we know - and what we don't", None),
    ("Mayor - I Was Wrong", "Mayor - I Was Wrong", None),
    ("Flood in Spain - 21 dead", "Flood in Spain - 21 dead", None),
    ("Who closed the bridge? - The council answers!", "Who closed the bridge? - The council answers!", None),
    ("Bridge closed, council says | Published", "Bridge closed, council says | Published", None),
    ("Bridge closed, council says | 3 dead", "Bridge closed, council says | 3 dead", None),
    ("Live: the flood - day 2023", "Live: the flood - day 2023", None),
    ("BBC News", "BBC News", None),
    ("A - BBC", "A - BBC", None),
    ("", "", None),
    ("Well-known bridge-builder dies", "Well-known bridge-builder dies", None),
]


@pytest.mark.parametrize(("title", "head", "outlet"), SPLITS)
def test_outlets_are_split_off_by_their_shape(title, head, outlet):
    """A tail with the shape of an outlet's name is split off; the second half of a headline never is."""
    split = split_suffix(title)
    assert (split.title, split.outlet) == (head, outlet)


@pytest.mark.parametrize(
    ("title", "names", "host", "head", "outlet"),
    [
        ("Bridge closed today - my little paper", ["My Little Paper"], "", "Bridge closed today", "my little paper"),
        ("Bridge closed today - Inside", [], "inside.example", "Bridge closed today", "Inside"),
        ("Bridge closed today - Inside", [], "", "Bridge closed today - Inside", None),
        ("Bridge closed today : Le Petit Exemple", ["Le Petit Exemple"], "", "Bridge closed today", "Le Petit Exemple"),
    ],
)
def test_known_names_are_split_off(title, names, host, head, outlet):
    """A name known from sources, site or address is split off whatever its shape."""
    split = split_suffix(title, names, host)
    assert (split.title, split.outlet) == (head, outlet)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Salt &amp; pepper", "Salt & pepper"),
        ("The <i>Example</i> sails", "The Example sails"),
        ("a  b\n c", "a b c"),
        ("if a < b then", "if a < b then"),
        ("\u202eevil\u202c", "evil"),
        ("a\x01b", "ab"),
    ],
)
def test_headlines_are_plain_text(text, plain):
    """Entities, inline tags, controls and folded lines are gone from a headline; its words are not."""
    assert plain_title(text) == plain


LEADS = [
    ("The bridge is closed. It rained.", "The bridge is closed"),
    ("هطل المطر. . ثم توقف.", "هطل المطر"),
    ("市议会开会。明天再开。", "市议会开会"),
    ("Is the bridge closed? Yes.", "Is the bridge closed?"),
    (
        "The council of the town agreed on Tuesday to close the bridge over the river, which had been damaged by the flood of last spring and by years of neglect.",
        "The council of the town agreed on Tuesday to close the bridge over the river…",
    ),
    (
        "The council of the town agreed on Tuesday to close the bridge over the river because of the damage done by the flood of spring.",
        "The council of the town agreed on Tuesday to close the bridge over the river because of the damage done by…",
    ),
    ("", ""),
]


@pytest.mark.parametrize(("text", "title"), LEADS)
def test_a_first_sentence_stands_in_for_a_headline(text, title):
    """The first sentence without its full stop; cut at a clause, else at a word, with an ellipsis only where it was cut."""
    assert title_from_lead(text) == title


@given(st.text())
def test_a_derived_headline_is_short_and_extracted(text):
    """A derived headline is short, and without its ellipsis stands in the text as folded."""
    title = title_from_lead(text)
    assert len(title) <= MOST
    assert "".join(title.removesuffix("…").split()) in "".join(strip_controls(text).split())
