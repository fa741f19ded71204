"""Small stories of our own in several languages, encoded for real, once a run."""

from __future__ import annotations

from datetime import date

import pytest
from happenings import FLOOD, OTHERS, STRIKE

from generator.model import Story


def tell(stories, day=None):
    """Make stories of id -> (language, title, text)."""
    return [Story(key, lang, day, title, text) for key, (lang, title, text) in stories.items()]


@pytest.fixture(scope="session")
def undated():
    """Tell nine stories of five events, without dates."""
    return tell(FLOOD | STRIKE | OTHERS)


@pytest.fixture(scope="session")
def dated():
    """Give the nine stories one day."""
    return tell(FLOOD | STRIKE | OTHERS, date(2031, 5, 14))


@pytest.fixture(scope="session")
def vectors(undated):
    """Encode them."""
    from generator.group.encoder import encode, lead_of

    return dict(zip([story.id for story in undated], encode([lead_of(story) for story in undated]), strict=True))
