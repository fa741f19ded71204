"""The editor's files: what they say is read, what is wrong in them has no effect and is named."""

from __future__ import annotations

import pytest

from generator.model.override import Override, Standing
from generator.store.curation import EVENTS, PAGES, read_overrides, read_standing


def put(root, folder, **texts):
    """Write files of a folder."""
    (root / folder).mkdir(parents=True, exist_ok=True)
    for slug, text in texts.items():
        (root / folder / f"{slug}.md").write_bytes(text if isinstance(text, bytes) else text.encode())


def test_full_override_is_read(tmp_path):
    """Every key is read, with its line."""
    put(tmp_path, EVENTS, truce="---\ntitle: The  truce\nsummary: Signed.\nnote: See *map*.\npin: true\nhide: no\narticles: [a, b]\nwithout: c\nmerge: [talks]\nsplit: {flood: [d, e], quake: f}\nrename: ceasefire\n---\n")  # fmt: skip
    keys = ["title", "summary", "note", "pin", "hide", "articles", "without", "merge", "split", "rename"]
    assert read_overrides(tmp_path) == (
        (
            Override(
                "truce", "content/events/truce.md", "The truce", "Signed.", "See *map*.", True, False, ("a", "b"), ("c",), ("talks",),  # noqa: FBT003
                {"flood": ("d", "e"), "quake": ("f",)}, {key: line for line, key in enumerate(keys, 2)}, "ceasefire",
            ),
        ),
        (),
    )  # fmt: skip


def test_text_below_is_the_summary(tmp_path):
    """A file without keys is a summary; one with a summary keeps it."""
    put(tmp_path, EVENTS, a="Signed on *Monday*.\n", b="---\nsummary: Short.\n---\nLong.\n")
    overrides, problems = read_overrides(tmp_path)
    assert [override.summary for override in overrides] == ["Signed on *Monday*.", "Short."]
    assert problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "title: [a]",
        "pin: maybe",
        "pin: [a]",
        "hide: {a: b}",
        "articles: [A B]",
        "articles: {a: b}",
        "without: ../x",
        "merge: [[a]]",
        "split: [a]",
        "split: {A B: [a]}",
        "split: {a: [A B]}",
        "tilte: x",
    ],
)
def test_what_is_wrong_has_no_effect(tmp_path, text):
    """A value that is not what its key asks for is named with its line, and the rest stands."""
    put(tmp_path, EVENTS, truce=f"---\nnote: kept\n{text}\n---\n")
    (override,), (problem,) = read_overrides(tmp_path)
    assert override.note == "kept"
    assert (override.title, override.pin, override.hide, override.articles, override.without, override.merge, override.rename) == ("", False, False, (), (), (), "")  # fmt: skip
    assert (problem.code, problem.line, problem.path) == ("front-matter", 3, "content/events/truce.md")


def test_empty_keys_say_nothing(tmp_path):
    """`pin:` with nothing behind it is as good as no line."""
    put(tmp_path, EVENTS, truce="---\npin:\nhide:\narticles:\nwithout:\nmerge:\nsplit:\nrename:\n---\n")
    (override,), problems = read_overrides(tmp_path)
    assert (override.pin, override.articles, override.split, problems) == (False, (), {}, ())


def test_broken_files_are_named_and_the_others_read(tmp_path):
    """A name that is no slug, a broken head and another encoding are told; hidden files are passed over."""
    put(
        tmp_path, EVENTS, **{"Not A Slug": "", "a": "---\ntitle: [\n---\n", "b": b"\xff", "c": "Fine.\n", ".d": "---\n"}
    )
    overrides, problems = read_overrides(tmp_path)
    assert [override.slug for override in overrides] == ["c"]
    assert [problem.code for problem in problems] == ["file-name", "front-matter", "unreadable-file"]


def test_standing_pages(tmp_path):
    """A page has a title and a language, its own or what its name and the site give."""
    put(tmp_path, PAGES, about="---\ntitle: About us\nlang: ar\n---\n\nText.\n", our_method="", **{"our-method": "Text.\n", "z": "---\ntitle: [a]\n---\n"})  # fmt: skip
    pages, problems = read_standing(tmp_path, ["en"])
    assert pages == (
        Standing("about", "content/pages/about.md", "About us", "ar", "Text.\n"),
        Standing("our-method", "content/pages/our-method.md", "Our method", "en", "Text.\n"),
        Standing("z", "content/pages/z.md", "Z", "en", ""),
    )
    assert [problem.code for problem in problems] == ["file-name", "front-matter"]


def test_standing_pages_for_a_language(tmp_path):
    """A page named for a language of the interface is in it; one for another language, or that says otherwise, is named."""
    names = ("about", "about.ar", "about.fr", "about.not a tag", "about.pt-br")
    texts = {name: f"---\ntitle: {name}\n---\nText.\n" for name in names} | {"z.ar": "---\nlang: en\n---\n"}
    put(tmp_path, PAGES, **texts)
    pages, problems = read_standing(tmp_path, ["en", "ar-EG", "pt-BR"])
    assert [(page.slug, page.lang, page.tongue, page.title) for page in pages] == [
        ("about", "ar", "ar", "about.ar"),
        ("about", "en", "", "about"),
        ("about", "pt-br", "pt-br", "about.pt-br"),
        ("z", "ar", "ar", "Z"),
    ]
    assert [(problem.path, problem.code) for problem in problems] == [
        ("content/pages/about.fr.md", "page-language"),
        ("content/pages/about.not a tag.md", "file-name"),
        ("content/pages/z.ar.md", "front-matter"),
    ]


def test_no_files_are_no_decisions(tmp_path):
    """An editor need not have decided anything."""
    assert read_overrides(tmp_path) == read_standing(tmp_path, ["en"]) == ((), ())
