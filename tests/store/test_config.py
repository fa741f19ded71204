"""Configuration: every mistake at once, each with its line and the closest match."""

from __future__ import annotations

import pytest

from generator.errors import DigestError, Exit
from generator.model import Source
from generator.model.source import CutRule
from generator.store.config import CONFIG, SOURCES, Config, read_config, read_sources


def configure(root, text):
    """Write `digest.toml` and read it."""
    (root / CONFIG).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_config(root)


def describe(root, **texts):
    """Write files of sources and read them."""
    (root / SOURCES).mkdir(parents=True, exist_ok=True)
    for slug, text in texts.items():
        (root / SOURCES / f"{slug}.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sources(root)


def wrong(read, *args, **more):
    """Return what is wrong, as problems; the exit code is that of configuration."""
    with pytest.raises(DigestError) as caught:
        read(*args, **more)
    assert caught.value.code is Exit.CONFIG
    return caught.value.problems


def test_empty_file_gives_the_defaults(tmp_path):
    """A site needs no settings."""
    assert configure(tmp_path, "") == Config()


def test_every_setting_is_read(tmp_path):
    """Each key has its type; an address loses the slash at its end, a title its doubled spaces."""
    text = """
title = "The  Digest"
description = "What happened"
language = "ar"
base_url = "https://example.org/digest/"
relative_urls = true
policy = "excerpt"
output = "public"
group_window_days = 7
feed_entries = 20
page_articles = 50
"""
    assert configure(tmp_path, text) == Config("The Digest", "What happened", "ar", (), "https://example.org/digest", True, "excerpt", "public", 7, 20, 50)  # noqa: FBT003  # fmt: skip


def test_all_mistakes_at_once(tmp_path):
    """Wrong values and unknown keys are named together, each with its line and how to mend it."""
    text = 'titel = "x"\nlanguage = "English!"\nbase_url = "example.org"\n\nrelative_urls = "yes"\npolicy = "all"\noutput = "../x"\ngroup_window_days = 0\nfeed_entries = true\nwholly_else = 1\n'
    problems = wrong(configure, tmp_path, text)
    assert [problem.line for problem in problems] == [1, 2, 3, 5, 6, 7, 8, 9, 10]
    assert problems[0].mend == "did you mean “title”?"
    assert problems[-1].mend == "delete it."


@pytest.mark.parametrize("output", ["", ".", "..", "a/b", "/tmp", ".cache", "content", "templates", "generator"])  # noqa: S108  # refused
def test_output_is_a_folder_of_its_own(tmp_path, output):
    """The output is deleted from: it is never a folder that holds something else."""
    assert len(wrong(configure, tmp_path, f'output = "{output}"')) == 1


@pytest.mark.parametrize(
    "url", ["ftp://x", "https://", "//x", "https://x/?q", "https://x/#f", "https://x y", 'https://x\\"', "javascript:x"]
)
def test_base_url_is_a_plain_address(tmp_path, url):
    """It is put before every permalink: no query, no fragment, no quotation marks."""
    assert len(wrong(configure, tmp_path, f'base_url = "{url}"')) == 1


def test_no_site_here(tmp_path):
    """Without digest.toml there is no site, and the message says how to make one."""
    assert [problem.code for problem in wrong(read_config, tmp_path)] == ["no-site"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [("title = x\n", "toml", 1), ("\n\ntitle\n", "toml", 3), (b'title = "\xff"', "unreadable-file", 0)],
)
def test_what_is_no_toml_is_named(tmp_path, text, code, line):
    """A broken file, or one in another encoding, is a mistake of the configuration and no crash."""
    assert [(problem.code, problem.line) for problem in wrong(configure, tmp_path, text)] == [(code, line)]


def test_sources_are_read(tmp_path):
    """A source's file has a name, what tells its pages, and its own cuts; an empty file is enough."""
    text = """
name = "The Herald"
language = "en"
country = "IE"
url = "https://herald.example/"
domains = ["herald.example", "www.herald.example"]
licence = "CC BY 4.0"
policy = "link"

[[cut]]
text = " Follow us "
until = 2026-12-31
note = "since the relaunch"

[[cut]]
pattern = "Edition \\\\d+"
"""
    cuts = (CutRule(" Follow us ", None, "2026-12-31", "since the relaunch"), CutRule(None, "Edition \\d+"))
    herald = Source("herald", "The Herald", "en", "IE", "https://herald.example", ("herald.example", "www.herald.example"), "CC BY 4.0", "link", cuts)  # fmt: skip
    assert describe(tmp_path, herald=text, bare="") == (Source("bare", "bare"), herald)


def test_no_sources_are_none(tmp_path):
    """A site need not describe its sources."""
    assert read_sources(tmp_path) == ()


@pytest.mark.parametrize("cut", ['"x"', "[[cut]]", '[[cut]]\ntext = "a"\npattern = "b"', "[[cut]]\ntext = 5", '[[cut]]\ntext = " "', "[[cut]]\npattern = 5", '[[cut]]\ntext = "a"\nuntil = "2026-13-01"', '[[cut]]\ntext = "a"\nuntil = 5', '[[cut]]\ntext = "a"\nnote = 5', '[[cut]]\ntext = "a"\nsince = "b"'])  # fmt: skip
def test_cuts_that_could_not_be_carried_out(tmp_path, cut):
    """A cut that is no cut is refused at once, not when an article comes."""
    text = cut if cut.startswith("[[") else f"cut = [{cut}]"
    assert [(problem.line, problem.code) for problem in wrong(describe, tmp_path, a=text)] == [(1, "config")]


@pytest.mark.parametrize(
    ("pattern", "column"),
    [("'('", 12), ("'Tide (?=high)'", 17), (r'"\\d+ (tide)\\1"', 23), ("  'a{9000}'  # too long", 14)],
    ids=["no expression", "looks ahead", "refers to a group, behind escapes", "too long"],
)
def test_patterns_that_cannot_be_used(tmp_path, pattern, column):
    """A pattern that is no expression, or would need going back, is named with file, line and column."""
    text = f"name = 'x'\n[[cut]]\ntext = 'a'\n[[cut]]\nnote = 'b'\npattern = {pattern}\n"
    [problem] = wrong(describe, tmp_path, a=text)
    assert (problem.path, problem.line, problem.column, problem.code) == (f"{SOURCES}/a.toml", 6, column, "config")


def test_mistakes_of_all_sources_at_once(tmp_path):
    """Every file is looked at, and each mistake named with its file."""
    problems = wrong(describe, tmp_path, a="nmae = 1\npolicy = 2", b="x = ", c=b"\xff", d="domains = 'x'", **{"Not A Slug": ""})  # fmt: skip
    assert [(problem.path.removeprefix(f"{SOURCES}/"), problem.line) for problem in problems] == [
        ("Not A Slug.toml", 0),
        ("a.toml", 1),
        ("a.toml", 2),
        ("b.toml", 1),
        ("c.toml", 0),
        ("d.toml", 1),
    ]
