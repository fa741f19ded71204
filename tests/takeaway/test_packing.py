"""`digest email` and `digest epub`: the sample's editions as the commands write them, and what they refuse."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from test_mail import CONTRAST

from generator.build import BuildOptions, build
from generator.errors import DigestError, Exit
from generator.packing import Order, pack_book, pack_mail
from generator.store.sample import write_sample

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 1)
AT = "https://digest.example/x"
EXCERPT, LINK = "sample-courier", "sahifat-al-namudhaj"


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """Return the sample in English and Arabic, with an address and a sender, built. Not to be changed."""
    root = tmp_path_factory.mktemp("sample")
    write_sample(root, empty=False)
    config = root / "digest.toml"
    said = config.read_text().replace('base_url = ""', f'base_url = "{AT}"\nlanguages = ["ar"]\nsender = "Desk <desk@digest.example>"')  # fmt: skip
    config.write_text(said)
    for source, policy in ((EXCERPT, "excerpt"), (LINK, "link")):
        path = root / f"content/sources/{source}.toml"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("policy")]
        path.write_text("\n".join([f'policy = "{policy}"', *lines]) + "\n")
    foreword = root / "content/editions/2025-w20.md"
    foreword.write_text(foreword.read_text() + "\nSee [how this is made](/about/).\n")
    build(root, BuildOptions(TODAY))
    return root


def read(parcel):
    """Return the plain text and the page of a message."""
    message = message_from_bytes(parcel.data, policy=default)
    return [message.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html")]


def chapters(parcel):
    """Return the pages of a book by name."""
    with ZipFile(BytesIO(parcel.data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith("html")}


def digest(root, *arguments, **where):
    """Run the command."""
    command = [sys.executable, "-c", "from generator.cli import main; main()", "-C", str(root), *map(str, arguments)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, env=env, capture_output=True, check=False, **where)


def test_the_commands_write_files(sample, tmp_path):
    """A file is named after site and edition, or as it is told; on standard output the same bytes; and again the same."""
    run = digest(sample, "email", "2025-W20", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (Exit.FINE, b"digest: this edition is not out yet: what comes in may still change it\n")  # fmt: skip
    message = tmp_path / "the-sample-digest-2025-w20.eml"
    assert run.stdout.decode() == f"{message.name}: {message.stat().st_size:,} bytes\n"
    assert message.read_bytes() == pack_mail(sample, Order("2025-w20", TODAY)).data
    run = digest(sample, "epub", "latest", "--to", "-", "--language", "ar", cwd=tmp_path)
    assert run.stdout == pack_book(sample, Order("2025-05-18", TODAY, "ar")).data
    assert [path.name for path in tmp_path.iterdir()] == [message.name]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_books_are_valid(sample, complaints, language):
    """The checker of the standard's own body has nothing to say of the week's book, in either language and direction."""
    parcel = pack_book(sample, Order("2025-w20", TODAY, language))
    assert complaints(parcel.data) == []
    assert parcel.name == "the-sample-digest-2025-w20" + ("-ar" if language == "ar" else "")


@pytest.mark.browser
@pytest.mark.parametrize(("language", "side"), [("en", "ltr"), ("ar", "rtl")])
def test_messages_read_by_day_and_by_night(sample, browser, language, side):
    """In a browser the week's message has the direction of its language and stands out in both colour schemes."""
    _, page = read(pack_mail(sample, Order("2025-w20", TODAY, language)))
    for scheme, is_right in (("light", lambda paper: paper > 0.9), ("dark", lambda paper: paper < 0.02)):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 900})
        tab = context.new_page()
        tab.set_content(page)
        paper, contrast = tab.evaluate(CONTRAST)
        assert is_right(paper)
        assert contrast >= 4.5
        assert tab.evaluate("getComputedStyle(document.querySelector('td')).direction") == side
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
        context.close()


def test_links_lead_to_the_pages_of_the_language(sample):
    """Every link of a message is absolute and leads to a page that the build wrote, below the prefix of its language."""
    for language, prefix in (("en", ""), ("ar", "/ar")):
        _, page = read(pack_mail(sample, Order("2025-w20", TODAY, language)))
        links = re.findall(r'href="([^"#]+)', page)
        assert f"{AT}{prefix}/about/" in links
        for link in links:
            assert link.startswith(f"{AT}{prefix}/")
            assert (sample / "site" / link.removeprefix(f"{AT}/") / "index.html").is_file()


def test_policies_are_obeyed(sample):
    """Of an excerpt the book has the excerpt and says so, of a link no text; what may be shown in full is whole."""
    book = "".join(chapters(pack_book(sample, Order("2025-w20", TODAY))).values())
    plain, _ = read(pack_mail(sample, Order("2025-w20", TODAY)))
    bodies = {}
    for path in sorted((sample / "content/articles").glob("*.md")):
        front, body = path.read_text().split("\n---\n", 1)
        if source := re.search(r"^source: (.+)$", front, re.MULTILINE):
            bodies.setdefault(source[1], []).append(body.strip().split("\n\n"))
    assert not [text for body in bodies[LINK] for text in body if text in book or text[:60] in plain]
    assert "An excerpt: the source asks" in book
    assert not [body for body in bodies[EXCERPT] if body[-1] in book]
    (whole,) = bodies["diario-de-muestra"][:1]
    assert [text for text in whole if text in book] == whole


def test_what_came_later_is_not_in_an_edition(sample):
    """The edition of a day that is out has its own articles, counted as they were, though the event has more by now."""
    parcel = pack_mail(sample, Order("2025-05-14", TODAY))
    plain, _ = read(parcel)
    assert parcel.out
    assert "2 articles · 1 distinct report · 2 outlets · 2 languages" in plain
    assert "Détroit de Merrow" in plain
    assert "Велмора" not in plain


@pytest.mark.parametrize(
    ("edition", "what", "mend"),
    [
        ("2025-05-17", "there is no edition “2025-05-17”.", "name one of 2025-05-15, 2025-05-16, 2025-05-18."),
        ("1999-w01", "there is no edition “1999-w01”.", "name one of 2025-W20."),
        ("2025-02-31", "“2025-02-31” is neither a day, a week, nor “latest”.", "name one like 2025-05-18, 2025-05-16, 2025-W20."),
        ("May", "“May” is neither a day, a week, nor “latest”.", "name one like 2025-05-18, 2025-05-16, 2025-W20."),
    ],
)  # fmt: skip
def test_an_edition_that_is_not_there_is_refused_with_the_nearest(sample, edition, what, mend):
    """Where no edition is so called, the nearest in time are named."""
    with pytest.raises(DigestError) as caught:
        pack_book(sample, Order(edition, TODAY))
    (problem,) = caught.value.problems
    assert (problem.code, problem.what, problem.mend) == ("no-edition", what, mend)
    assert caught.value.code is Exit.USAGE


def test_what_a_message_needs_is_asked_for_at_once(tmp_path):
    """A message needs a sender and the site's address: both are said at once; a book needs neither, but an edition."""
    (tmp_path / "digest.toml").write_text('title = "T"\n')
    with pytest.raises(DigestError) as caught:
        pack_mail(tmp_path, Order("latest", TODAY))
    assert [problem.code for problem in caught.value.problems] == ["no-sender", "no-base-url"]
    with pytest.raises(DigestError, match="there is no edition yet"):
        pack_book(tmp_path, Order("latest", TODAY))
    with pytest.raises(DigestError, match="not in the language “fr”"):
        pack_book(tmp_path, Order("latest", TODAY, "fr"))


@pytest.mark.parametrize("sender", ["Desk", "Desk <desk>", "Desk <a@b.example", "a@b.example, c@d.example", "a@b.example\\nBcc: c@d.example <x@y.example>"])  # fmt: skip
def test_a_sender_is_one_address(tmp_path, sender):
    """What is no name with one address is refused where it stands."""
    (tmp_path / "digest.toml").write_text(f'title = "T"\nsender = "{sender}"\n')
    with pytest.raises(DigestError, match=r"digest\.toml:2:1: config: .* is not a name with an e-mail address"):
        pack_mail(tmp_path, Order("latest", TODAY))
