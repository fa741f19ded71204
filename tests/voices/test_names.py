"""Names: people, places and organisations in one article, and one name over all articles and scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.voices import KnownName, Mention, NameRule
from generator.voices import add_speakers, find_names, find_quotations, join_names
from generator.voices.tables import tables

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "articles"

LANGUAGES = sorted(path.stem for path in (ROOT / "generator/voices/languages").glob("*.toml"))


def found(text, lang):
    """Return the names of a text of one or more paragraphs as {name: kind}."""
    return {mention.text: mention.kind for mention in find_names(text.split("\n"), lang)}


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        (
            "en",
            "Trade Minister Olga Brandt flew from Paris to Tarnholm. Brandt met the Northern Fishing Union and Dr. Simon Hale.",
            {
                "Olga Brandt": "person",
                "Paris": "place",
                "Northern Fishing Union": "organisation",
                "Simon Hale": "person",
            },
        ),
        (
            "de",
            "Handelsministerin Olga Brandt flog von Paris nach Russland. Brandt traf Bürgermeister Simon Hale.",
            {"Olga Brandt": "person", "Paris": "place", "Russland": "place", "Simon Hale": "person"},
        ),
        (
            "fr",
            "La ministre Olga Brandt a quitté Paris pour la Chine. Le maire Simon Hale l'attendait.",
            {"Olga Brandt": "person", "Paris": "place", "Chine": "place", "Simon Hale": "person"},
        ),
        (
            "es",
            "La ministra Olga Brandt viajó de París a China. El alcalde Simón Hale la esperaba.",
            {"Olga Brandt": "person", "París": "place", "China": "place", "Simón Hale": "person"},
        ),
        (
            "ru",
            "Министр торговли Ольга Брандт вылетела из Парижа в Китай. Мэр Семен Хейл встретил Брандт.",
            {"Ольга Брандт": "person", "Парижа": "place", "Китай": "place", "Семен Хейл": "person"},
        ),
        (
            "uk",
            "Міністерка торгівлі Ольга Брандт вилетіла з Парижа до Китаю. Мер Семен Гейл зустрів її.",
            {"Ольга Брандт": "person", "Парижа": "place", "Китаю": "place", "Семен Гейл": "person"},
        ),
        (
            "ar",
            "غادرت وزيرة التجارة أولغا براندت باريس إلى الصين، وكان رئيس البلدية سيمون هيل في انتظارها.",
            {"أولغا براندت": "person", "باريس": "place", "الصين": "place", "سيمون هيل": "person"},
        ),
        (
            "zh",
            "贸易部长孙玉兰星期三从巴黎前往俄罗斯，市长何西门在机场迎接。",
            {"孙玉兰": "person", "巴黎": "place", "俄罗斯": "place", "何西门": "person"},
        ),
    ],
)
def test_names_are_found_with_their_kind(lang, text, names):
    """Titles tell people, tables tell places, words such as Union tell organisations, in eight languages."""
    actual = found(text, lang)
    assert names.items() <= actual.items()
    assert all(kind == "unknown" for name, kind in actual.items() if name not in names), actual


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Yesterday the rain stopped. However, nobody went out. Meanwhile, Police waited. Rain came back."),
        ("en", "On Monday in September, on Christmas and in May, nothing happened."),
        ("en", "The president spoke. The Prime Minister and the Foreign Minister left."),
        ("en", "Russian, Chinese and American voters; a Swiss watch; the French."),
        ("en", "The story was first told by Reuters, the Tarnholm Times, BBC and CNN."),
        ("en", "THE RIVER RISES AGAIN. READ MORE BELOW."),
        ("de", "Die Regierung sprach mit der Opposition über den Haushalt. Ende März kommt die Entscheidung."),
        ("de", "Der Minister und die Sprecherin gingen am Montag nach Hause. Anfang Mai gibt es Wahlen."),
        ("fr", "Hier, la pluie a cessé. Lundi, le président et les Français sont partis. Selon l'AFP, rien."),
        ("es", "Ayer paró la lluvia. El lunes, el presidente se fue. Según EFE, nada."),
        ("ru", "Вчера дождь прекратился. В понедельник президент уехал. Однако никто не вышел."),
        ("uk", "Учора дощ припинився. У понеділок президент поїхав. Однак ніхто не вийшов."),
        ("ar", "توقف المطر أمس. وقال مسؤول كبير إن الحكومة ستجتمع يوم الاثنين. وذكرت وكالة رويترز ذلك."),
        ("zh", "昨天雨停了。星期一总统离开了。据路透社报道，没有人出来。"),
    ],
)
def test_false_friends_are_no_names(lang, text):
    """Heads of sentences, days and months, titles alone, nationalities, outlets, shouting, German nouns."""
    assert found(text, lang) == {}


def test_short_forms_are_one_mention():
    """The family name beside the whole one is hers, in every paragraph where it stands; a word of two people's is nobody's."""
    (voss,) = find_names(["Mayor Clara Voss came late.", "Nobody waited.", "Later Voss left."], "en")
    assert (voss.text, voss.forms, voss.paragraphs, voss.titled) == ("Clara Voss", ("Voss",), (1, 3), True)
    names = found("Mayor Clara Voss met Judge Henrik Voss. Later Voss left.", "en")
    assert names == {"Clara Voss": "person", "Henrik Voss": "person"}


def test_the_cases_of_a_name_are_one():
    """Russian bends names; the article has one mention of each, and a place keeps its code."""
    mentions = find_names(["Мэр Клара Фосс уехала в Москву.", "С Кларой Фосс ехал врач. Из Москвы писали."], "ru")
    assert [(mention.text, mention.paragraphs, mention.place) for mention in mentions] == [
        ("Клара Фосс", (1, 2), ""),
        ("Москву", (1, 2), "moscow"),
    ]


def test_every_speaker_is_a_name():
    """Who speaks is mentioned, of the kind the speech tells, once; an organisation that speaks is one."""
    text = [
        "“The tide waits for nobody at all,” said Ines Okafor.",
        "“We row on Sundays and at night,” the Guild of Northern Rowers said.",
    ]
    mentions = add_speakers(find_names(text, "en"), find_quotations(text, "en"))
    assert {mention.text: mention.kind for mention in mentions if mention.titled} == {
        "Ines Okafor": "person",
        "Guild of Northern Rowers": "organisation",
    }


def test_a_language_without_tables_has_no_names():
    """Unknown stays unknown."""
    assert find_names(["La urbestro Klara Voss venis."], "eo") == ()


@given(st.lists(st.text("AaБбقال ,.-’'\n王说", max_size=60), max_size=3), st.sampled_from(LANGUAGES))
def test_any_text_is_read(paragraphs, lang):
    """Reading ends, and paragraphs count from 1."""
    for mention in find_names(paragraphs, lang):
        assert mention.paragraphs
        assert set(mention.paragraphs) <= set(range(1, len("\n".join(paragraphs).split("\n")) + 1))


# --- joining ----------------------------------------------------------------------------------------------------------


def person(text, lang="en", *forms):
    """Return a mention of a person whom a title or a verb tells."""
    return Mention(text, lang, "person", forms, (1,), titled=True)


def test_a_name_is_joined_over_four_scripts():
    """One page with every form, its address made of the English one."""
    forms = {"en": "Wang Wenbin", "ar": "وانغ ون بين", "ru": "Ван Вэньбинь", "zh": "汪文斌"}
    (name,) = join_names({lang: (person(form, lang),) for lang, form in forms.items()})
    assert (name.slug, name.name, name.kind) == ("wang-wenbin", "Wang Wenbin", "person")
    assert dict(name.forms) == forms
    assert name.articles == ("ar", "en", "ru", "zh")


def test_places_are_joined_by_code():
    """China, "الصين" and "Китая" are one place, whatever case they stand in."""
    articles = {
        lang: find_names([text], lang)
        for lang, text in {
            "en": "They went to China.",
            "ar": "وصلوا إلى الصين",
            "ru": "Они вернулись из Китая.",
        }.items()
    }
    (name,) = join_names(articles)
    assert (name.slug, name.kind, name.articles) == ("china", "place", ("ar", "en", "ru"))


def test_a_page_begins_with_the_second_article():
    """One article makes no page, two do."""
    assert join_names({"a": (person("Clara Voss"),)}) == ()
    assert [name.slug for name in join_names({"a": (person("Clara Voss"),), "b": (person("Clara Voss"),)})] == [
        "clara-voss"
    ]


@pytest.mark.parametrize(("name", "kind"), [("Sea Kraken", "unknown"), ("KRK", "organisation")])
def test_what_may_be_anything_needs_two_languages(name, kind):
    """Words in capitals of which nothing is known, and bare acronyms, have a page only if two languages have them."""
    english, french = (Mention(name, lang, kind, (), (1,)) for lang in ("en", "fr"))
    assert join_names({"a": (english,), "b": (english,)}) == ()
    assert [found.kind for found in join_names({"a": (english,), "b": (french,)})] == [kind]


def test_short_names_are_joined_over_scripts_within_an_event_only():
    """A name such as "Mao Ning" and "ماو نينغ" share three consonants: enough in one event, too little elsewhere."""
    mentions = {"a": (person("Mao Ning"),), "b": (person("ماو نينغ", "ar"),)}
    assert join_names(mentions) == ()
    (name,) = join_names(mentions, events={"a": "k3f7", "b": "k3f7"})
    assert name.forms == (("en", "Mao Ning"), ("ar", "ماو نينغ"))


def test_two_candidates_are_none():
    """Where two names of one script sound like a third, nothing is joined."""
    mentions = {
        "a": (person("Karl Vosek"), person("Karla Vosek")),
        "b": (person("Карл Восек", "ru"),),
        "c": (person("Карл Восек", "ru"),),
    }
    names = join_names(mentions, events={"a": "k3f7", "b": "k3f7"})
    assert [dict(name.forms) for name in names] == [{"ru": "Карл Восек"}]


def test_a_family_name_joins_the_one_person_who_has_it():
    """An article that only says "Voss" speaks of Clara Voss, unless the site knows two."""
    clara, henrik, voss = person("Clara Voss"), person("Henrik Voss"), person("Voss")
    (name,) = join_names({"a": (clara,), "b": (voss,)})
    assert name.articles == ("a", "b")
    assert join_names({"a": (clara,), "b": (voss,), "c": (henrik,)}) == ()


def test_people_and_places_of_one_name_are_two():
    """A person called Paris Hale is not the city, and a ship company is not a person."""
    firm = Mention("Clara Voss", "en", "organisation", (), (1,))
    names = join_names({"a": (person("Clara Voss"), firm), "b": (person("Clara Voss"), firm)})
    assert sorted(name.kind for name in names) == ["organisation", "person"]
    assert len({name.slug for name in names}) == 2


def test_the_editor_joins_and_parts():
    """Forms of a rule are one name under its slug from the first article on; `apart` is never part of it; `hide` hides."""
    mentions = {
        "a": (person("Clara Voss"), person("Klara Foss")),
        "b": (person("Clara Voss"), person("Simon Hale")),
        "c": (person("Simon Hale"), person("普京", "zh")),
    }
    rules = (
        NameRule("clara", "Clara V.", "person", ("Clara Voss", "Klara Foss")),
        NameRule("hale", forms=("Simon Hale",), hide=True),
        NameRule("putin", "Vladimir Putin", None, ("普京",)),
    )
    clara, putin = join_names(mentions, rules)
    assert (clara.slug, clara.name, clara.articles, clara.curated) == ("clara", "Clara V.", ("a", "b"), True)
    assert {form for _, form in clara.forms} == {"Clara Voss", "Klara Foss"}
    assert (putin.slug, putin.name, putin.forms) == ("putin", "Vladimir Putin", (("zh", "普京"),))
    apart = (NameRule("x", apart=("وانغ ون بين",)),)
    wang = {"a": (person("Wang Wenbin"),), "b": (person("وانغ ون بين", "ar"),)}
    assert len(join_names(wang)) == 1
    assert join_names(wang, apart) == ()


def test_an_address_stays():
    """A known name keeps its slug, with one article too; a new one never takes it."""
    known = (
        KnownName("old-voss", "person", (("en", "Clara Voss"),)),
        KnownName("simon-hale", "person", (("en", "S. Hale"),)),
    )
    mentions = {"a": (person("Clara Voss"), person("Simon Hale")), "b": (person("Simon Hale"),)}
    names = join_names(mentions, known=known)
    assert [name.name for name in names if name.slug == "old-voss"] == ["Clara Voss"]
    (hale,) = (name for name in names if name.name == "Simon Hale")
    assert hale.slug.startswith("simon-hale-")


def test_order_does_not_matter():
    """The same articles in another order give the same names."""
    mentions = {str(at): (person("Clara Voss"), person("Клара Фосс", "ru"), person("Simon Hale")) for at in range(3)}
    assert join_names(dict(reversed(mentions.items()))) == join_names(mentions)


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_are_whole(lang):
    """Each language can say, name titles, knows China, and has every idea that English has."""
    table = tables(lang)
    english = tables("en")
    assert table.verbs
    assert table.titles
    assert "CN" in table.places.values()
    assert table.concepts.keys() == english.concepts.keys()
    assert {code for code in table.places.values() if code.startswith("@")} <= set(english.places.values())


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are not at hand")
def test_real_names_are_joined():
    """The people of five real articles have one page each, with both scripts; what is no name has none."""
    gold = json.loads((SHARED / "gold.json").read_text(encoding="utf-8"))
    mentions = {
        article["file"][:3]: find_names(
            [line["text"] for line in article["lines"] if line["label"] == "body"], article["lang"]
        )
        for article in gold
    }
    names = join_names(mentions, events={"000": "a", "001": "a"})
    people = {name.slug: [lang for lang, _ in name.forms] for name in names if name.kind == "person"}
    assert people == {
        slug: ["en", "ar"] for slug in ("mao-ning", "vladimir-putin", "wang-wenbin", "xi-jinping", "zhang-jun")
    }
    assert [name.slug for name in names if name.kind == "unknown"] == []
