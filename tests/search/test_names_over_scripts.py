"""Names over scripts: who is asked for in one script is found wherever another writes of them, on a site as it is built."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from search_page import Search

from generator import indexing
from generator.build import BuildOptions, build
from generator.model.voices import NameRule
from generator.search import Shown, add_names, index_article
from generator.search.postings import LEAD, NAMED, TITLE, read_postings
from generator.store.names import read_name_rules

TODAY = date(2026, 1, 1)

TEXTS = {
    "talks-en": ("en", "Talks in Port Halcyn", "“We go on talking,” said Irena Dovalis, spokeswoman of the ministry. “We listen,” said her counterpart, Teodor Maravek. “Nobody leaves,” said envoy Anneke Thorsvald."),
    "talks-ar": ("ar", "محادثات في الميناء", "وقالت المتحدثة باسم الوزارة إيرينا دوفاليس: “نواصل الحديث”. وقال نظيرها تيودور مارافيك: “نحن نصغي”."),
    "talks-ru": ("ru", "Переговоры в порту", "«Мы продолжаем говорить», — сказала представитель министерства Ирена Довалис. «Мы слушаем», — сказал Теодор Маравек. «Никто не уедет», — сказала посланник Аннеке Торсвальд."),
    "talks-zh": ("zh", "港口会谈继续", "外交部发言人伊雷娜·多瓦利斯说：“我们继续谈判。”发言人特奥多尔·马拉韦克说：“我们在听。”"),
    "lecture-en": ("en", "A lecture on lighthouses", "“Light travels,” said Irena Dovalis before forty students and a dog."),
    "visit-ar": ("ar", "زيارة إلى السوق", "وقالت المتحدثة إيرينا دوفاليس: “السمك طازج هذا الصباح”."),
    "concert-ru": ("ru", "Концерт в старом депо", "«Я играю на скрипке», — сказал Теодор Маравек после репетиции."),
    "museum-zh": ("zh", "旧仓库改建博物馆", "发言人特奥多尔·马拉韦克说：“博物馆周六开放。”"),
    "rescue-en": ("en", "Trawler towed home at night", "“The rope held,” said envoy Anneke Thorsvald on the quay."),
    "market-en": ("en", "Herring is cheap again", "Nobody in particular said why; the barrels are full and the cats are fat."),
    "market-fr": ("fr", "Le hareng redevient bon marché", "Personne n’a dit pourquoi ; les tonneaux sont pleins."),
}  # fmt: skip
"""By id, which begins with the event's slug: language, title, text. All of it is invented."""

RULES = """\
[irena-dovalis]
name = "Irena Dovalis"
kind = "person"
forms = ["伊雷娜·多瓦利斯", "Dowalis", "ドヴァリス"]

[teodor-maravek]
kind = "person"
forms = ["Teodor Maravek", "Теодор Маравек", "تيودور مارافيك", "特奥多尔·马拉韦克"]
"""

DOVALIS = "talks lecture visit"
MARAVEK = "talks concert museum"
THORSVALD = "talks rescue"

QUERIES = [
    # The words of one name in four scripts, from case to case and from the beginning
    *((query, DOVALIS, "concert museum rescue market") for query in (
        "Irena Dovalis", "dovalis", "DOVALIS", "doval", "Irena", "Ирена Довалис", "довалис", "дова", "ИРЕНА", "إيرينا دوفاليس",
        "دوفاليس", "ايرينا", "伊雷娜·多瓦利斯", "伊雷娜", "多瓦利斯", "瓦利", "dovalis إيرينا", "多瓦利斯 Ирена",
    )),
    *((query, MARAVEK, "lecture visit rescue market") for query in (
        "Teodor Maravek", "maravek", "Теодор Маравек", "маравек", "маравека", "Теодору", "تيودور مارافيك", "مارافيك",
        "特奥多尔·马拉韦克", "马拉韦克", "特奥多尔", "مارافيك 马拉韦克",
    )),
    # Joined by their sound alone: the editor says nothing of her
    *((query, THORSVALD, "lecture visit concert museum market") for query in ("Thorsvald", "Anneke", "Торсвальд", "Аннеке Торсвальд", "торсвальда")),
    # What the editor gives and no article has
    *((query, DOVALIS, "concert museum market") for query in ("Dowalis", "ドヴァリス", "ヴァリ")),
    # Both of two, and a name with another word of its event
    ("Dovalis Maravek", "talks", "lecture visit concert museum"),
    ("Довалис 马拉韦克", "talks", "lecture visit concert museum"),
    ("Dovalis Thorsvald مارافيك", "talks", "rescue"),
    ("Довалис lecture", "lecture", "talks visit"),
    ("Dovalis السمك", "visit", "talks lecture"),
    ("Maravek скрипке", "concert", "talks museum"),
    ("Thorsvald rope", "rescue", "talks"),
    ("маравек 博物馆", "museum", "talks concert"),
    # No name
    ("Dovalisova", "", "talks lecture visit"),
    ("Маравич", "", "talks concert museum"),
    ("herring", "market", "talks lecture visit concert museum rescue"),
    ("Dovalis herring", "", "market talks"),
]  # fmt: skip
"""What is typed, the events that it must find, and those it must not."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of a site of these texts, built."""
    root = tmp_path_factory.mktemp("names")
    (root / "digest.toml").write_text('title = "Names"\nrelative_urls = true\n')
    (root / "content/articles").mkdir(parents=True)
    (root / "content/names.toml").write_text(RULES)
    for ident, (lang, title, text) in TEXTS.items():
        front = f"id: {ident}\ntitle: {title}\nlang: {lang}\npublished: 2026-01-01\nevent: {ident[:-3]}"
        (root / f"content/articles/{ident}.md").write_text(f"---\n{front}\n---\n\n{text}\n")
    build(root, BuildOptions(TODAY))
    return root


@pytest.fixture(scope="module")
def answers(site, browser):
    """Return what the site's own page, opened from its folder, answers to each query: the events in their order."""
    context = browser.new_context()
    page = Search(context.new_page(), (site / "site/search/index.html").as_uri())

    def events(query):
        # Links lead to index.html, whose folder is the event, or the only article of one.
        script = "rows => rows.map(row => row.querySelector('a').href.split('/').at(-2))"
        page.ask(query)
        return [found.removesuffix("-en").removesuffix("-ar").removesuffix("-ru").removesuffix("-zh") for found in page.page.eval_on_selector_all("#results > li", script)]  # fmt: skip

    yield {query: events(query) for query, _, _ in QUERIES}
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("query", "must", "must_not"), QUERIES)
def test_a_name_in_one_script_finds_all_its_events(answers, query, must, must_not):
    """Every event that speaks of the name is found, in whatever script it writes it, and none that does not."""
    found = answers[query]
    assert sorted(found) == sorted(must.split())
    assert not {*found} & {*must_not.split()}


@pytest.mark.browser
def test_what_has_the_word_itself_comes_first(answers):
    """Events that write the name as it is asked for stand before those that are found by it in another script."""
    assert answers["Irena Dovalis"][-1] == "visit"
    assert answers["دوفاليس"][-1] == "lecture"
    assert answers["маравек"].index("concert") < answers["маравек"].index("museum")


def test_there_are_enough_queries():
    """Forty queries and more ask for names, in each of the four scripts and in one that no article is in."""
    assert len(QUERIES) >= 48
    assert all(must or must_not for _, must, must_not in QUERIES)


def weights(data):
    """Return the terms of postings with what they weigh."""
    part = read_postings(data)
    return dict(zip(part.terms.decode().split(), part.weights, strict=True))


def test_names_of_others_weigh_least():
    """A term that an article has of its own weighs what it did; one that it has by another's name weighs less than its lead."""
    own = index_article(Shown("/a/x/", "Irena speaks", ("Nobody listens.",)))
    assert weights(add_names(own, ["Irena Dovalis", "多瓦利斯", "nobody"])) == {
        "irena": TITLE, "speaks": TITLE, "nobody": LEAD, "listens": LEAD,
        "dovalis": NAMED, "多瓦": NAMED, "瓦利": NAMED, "利斯": NAMED, "斯": NAMED,
    }  # fmt: skip
    assert NAMED < LEAD
    assert add_names(own, []) == add_names(own, ["Irena"]) == own


def test_postings_with_names_are_in_order():
    """They are what an article with these words would have: sorted by key, so that large and small merges agree."""
    data = add_names(index_article(Shown("/a/x/", "One two three four five")), ["six seven", "八九十"])
    keys = read_postings(data).keys
    numbers = [int.from_bytes(keys[at : at + 8], "little") for at in range(0, len(keys), 8)]
    assert numbers == sorted(set(numbers))


def files(root):
    """Return the files of the index."""
    return {path.name: path.read_bytes() for path in sorted((root / "site/search").glob("*.js"))}


@pytest.mark.parametrize("named", ["Dowalis", "Dovalisova"])
def test_another_alias_mends_the_index(site, named, monkeypatch):
    """Where the editor gives another form, the files of its terms are mended, to the bytes that all articles anew make."""
    (rule, *others), problems = read_name_rules(site)
    assert (problems, isinstance(rule, NameRule)) == ((), True)
    text = "".join(f'[{each.slug}]\nname = "{each.name}"\nkind = "{each.kind}"\nforms = {list(each.forms)}\n' for each in (replace(rule, forms=(*rule.forms, named, "Quilling")), *others))  # fmt: skip
    (site / "content/names.toml").write_text(text.replace("'", '"'))
    whole = []
    monkeypatch.setattr(indexing, "_FEW", 10**6)
    before = files(site)
    build(site, BuildOptions(TODAY))
    whole.append(files(site))
    build(site, BuildOptions(TODAY, force=True))
    whole.append(files(site))
    (site / "content/names.toml").write_text(RULES)
    build(site, BuildOptions(TODAY))
    assert whole[0] == whole[1]
    assert whole[0] != before
    assert files(site) == before
