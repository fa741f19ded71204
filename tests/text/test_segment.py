"""Sentences: split where they end, in eight languages, and no letter lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.segment import count_words, sentences, shorten

ONE = [
    # a sentence that a stop does not end
    "Mr. Hale met Dr. Ortiz at noon.",
    "The U.S. Navy said so.",
    "It rose by 3.5 percent.",
    "She came at 5 p.m. and left.",
    "J. R. Hartley wrote it.",
    "Smith vs. Jones begins on Jan. 5.",
    "See No. 10 and vol. 3.",
    "Acme Inc. has closed.",
    "“Is it true?” he asked.",
    "“Stop!” cried the guard.",
    "Well… perhaps.",
    "Er kam am 3. Oktober an.",
    "Im 20. Jahrhundert war das anders.",
    "Das gilt z. B. für Wien.",
    "Prof. Dr. Weber sagt u. a. das.",
    "„Ist das wahr?“ fragte er.",
    "Rund 5 Mio. Euro fehlen.",
    "M. Dupont et Mme. Leroy sont là.",
    "C'est vrai, p. ex. à Lyon.",
    "El Sr. Ruiz y la Dra. Gil llegaron.",
    "En EE. UU. hay más, aprox. 30.",
    "Это стоит 5 тыс. рублей, т. е. мало.",
    "А. С. Пушкин родился в 1799 г. в Москве.",
    "На ул. Ленина, д. 5.",
    "Це коштує 5 млн. грн. на рік.",
    "قال د. أحمد ذلك.",
]

TWO = [
    ("He left.", "She stayed."),
    ("He said no.", "Then he left."),
    ("We sat in the sun.", "It was hot."),
    ("Who did it?", "Nobody knows."),
    ("He said: “Go.”", "She went."),
    ("(It was late.)", "They slept."),
    ("They won 3.", "Others won 12."),
    ("It ended in 2022.", "Peace came."),
    ("Wait...", "Now go."),
    ("Er blieb.", "Sie ging."),
    ("„Geh.“", "Sie ging."),
    ("Il part.", "Elle reste."),
    ("« Partez ! »", "Ils partirent."),
    ("»Geht das?«", "»Nein.«"),
    ("Sie schwieg.", "»Geht das?« fragte er."),
    ("Ils étaient sept.", "Puis six."),
    ("Se fue.", "¿Quién lo sabe?"),
    ("Llegó a las 5.", "¡Por fin!"),
    ("Он ушёл.", "Она осталась."),
    ("Что это?", "Никто не знает."),
    ("Він пішов.", "Вона лишилася."),
    ("غادر الرجل.", "وبقيت المرأة."),
    ("من فعل ذلك؟", "لا أحد يعرف."),
    ("他走了。", "她留下了。"),
    ("谁知道？", "没有人！"),
    ("他说：“走吧。”", "她走了。"),
    ("彼は「行く。」", "と言った。"),
    ("یہ سچ ہے۔", "سب جانتے ہیں۔"),
]


@pytest.mark.parametrize("text", ONE)
def test_stops_inside_a_sentence(text):
    """An abbreviation, an initial, an ordinal, a number or a quoted question does not end the sentence."""
    assert sentences(text) == (text,)


@pytest.mark.parametrize(("first", "second"), TWO)
def test_two_sentences(first, second):
    """Two sentences are two, with the closing marks on the right side of the cut."""
    between = "" if first[-1] in "。？！”」" and first[0] > "\u3000" else " "
    assert sentences(f"{first}{between}{second}") == (first, second)


@given(st.text())
def test_no_letter_is_lost(text):
    """The sentences hold the text's letters in their order; only white space between them is gone."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["a", "B", " ", ".", "?", "…", "。", "”", "“", "(", ")", "3", "г", "no"])).map("".join))
def test_no_sentence_is_empty(text):
    """Every sentence has a letter or a mark, and no white space around it."""
    assert all(sentence and sentence == sentence.strip() for sentence in sentences(text))


@pytest.mark.parametrize(
    "text", ["." * 100_000, "a" * 100_000 + "( . B", ('."' * 50_000), ". " * 50_000 + "x", "A" * 99_999 + ". B"]
)
def test_hostile_paragraphs_take_linear_time(text):
    """A paragraph made to be slow comes back whole: quadratic work on it would hang the suite."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one two", 2), ("well-known isn't", 2), ("停火协议", 4), ("أعلن الطرفان", 2), ("12:30 – x", 3)],
)
def test_words_are_counted_in_every_script(text, count):
    """A word is a run of letters; where a script sets no spaces, a character is one."""
    assert count_words(text) == count


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one, two three", 5, "one…"),
        ("onetwothree", 5, "onetw…"),
        ("停火协议已经签署", 4, "停火协议…"),
    ],
)
def test_shortened_texts_end_with_a_whole_word(text, most, short):
    """What fits stays; what does not ends at a word, an ellipsis behind."""
    assert shorten(text, most) == short
