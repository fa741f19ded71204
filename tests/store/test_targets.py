"""The `[publish]` table: one target or several, all mistakes at their lines, and no secret repeated."""

from __future__ import annotations

import pytest

from generator.errors import DigestError, Exit
from generator.model.target import Target
from generator.store.config import read_config
from generator.store.targets import read_place


def read(tmp_path, text):
    """Read a configuration."""
    (tmp_path / "digest.toml").write_text(text)
    return read_config(tmp_path)


def problems(tmp_path, text):
    """Return the problems of a configuration."""
    with pytest.raises(DigestError) as error:
        read(tmp_path, text)
    assert error.value.code == Exit.CONFIG
    return [(problem.line, problem.what, problem.mend) for problem in error.value.problems]


def test_one_target(tmp_path):
    """The keys of [publish] are a target's; those left out have their defaults."""
    config = read(tmp_path, 'title = "T"\n[publish]\nbranch = "gh-pages"\nremote = "forge"\nhost = "github"\n')
    assert config.publish == (Target("branch", "gh-pages", host="github", remote="forge"),)
    assert read(tmp_path, 'title = "T"\n').publish == ()


def test_several_targets(tmp_path):
    """Tables below [publish] are targets with names, beside one without or alone."""
    config = read(tmp_path, '[publish]\nfolder = "/srv/a"\nkeep = 5\n[publish.trial]\nstore = "s3://trial/x"\n')
    assert config.publish == (Target("folder", "/srv/a", keep=5), Target("store", "s3://trial/x", name="trial"))
    assert [target.name for target in read(tmp_path, '[publish.trial]\nrsync = "host:/x"\n').publish] == ["trial"]


def test_mistakes_are_named_at_their_lines(tmp_path):
    """A key that is not known, a value that is none, a key of another kind: each in its own table, all at once."""
    found = problems(
        tmp_path,
        'title = "T"\nhost = 1\n\n[publish]\nfolder = "/srv/a"\nhost = "netlifi"\nremote = "origin"\n\n'
        '[publish.trial]\nfolder = "/srv/b"\nkep = 2\n[publish.none]\nkeep = 2\n',
    )
    assert found == [
        (2, "key “host” is not known.", "delete it."),
        (6, "'netlifi' is not one of cloudflare, github, gitlab, netlify.", "correct host, or delete the line."),
        (7, "remote says nothing of a folder.", "it belongs to branch: delete it."),
        (11, "key “kep” is not known.", "did you mean “keep”?"),
        (
            12,
            "[publish.none] names none of them; it takes one of folder, branch, store, rsync.",
            'write one, such as folder = "/srv/www/digest".',
        ),
    ]


def test_two_places_are_one_too_many(tmp_path):
    """A target has one place."""
    ((line, what, _),) = problems(tmp_path, '[publish]\nfolder = "/srv/a"\nbranch = "b"\n')
    assert (line, what) == (3, "[publish] names folder and branch; it takes one of folder, branch, store, rsync.")


def test_publish_is_a_table(tmp_path):
    """A text in its place is refused with the right form."""
    assert [mend for _, _, mend in problems(tmp_path, 'publish = "/srv/a"\n')] == ["write it as [publish]."]


@pytest.mark.parametrize(
    "place",
    [
        "https://ida:hushhush@host/x.git",
        "rsync://ida:hushhush@host/x",
        "https://host/x?token=hushhush",
        "s3://b/x?secret=hushhush",
    ],
)
def test_a_secret_is_refused_and_not_repeated(tmp_path, place):
    """A password in an address is a problem, and the problem does not say it."""
    ((_, what, mend),) = problems(tmp_path, f'[publish]\nrsync = "{place}"\n')
    assert what == "there is a password or a key in the address."
    assert "hushhush" not in what + mend


def test_a_place_is_no_option(tmp_path):
    """A place that begins with a hyphen would be an option of git or rsync."""
    with pytest.raises(ValueError, match="is not a place"):
        read_place("--upload-pack=evil")
    assert read_place(" ida@host:/srv ") == "ida@host:/srv"
