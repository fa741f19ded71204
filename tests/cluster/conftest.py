"""Executors of three kinds, and a cluster on loopback."""

from __future__ import annotations

import pytest


@pytest.fixture
def crew(tmp_path):
    """Return a scheduler with two workers."""
    pytest.importorskip("distributed")
    from crew import Crew

    crew = Crew(tmp_path)
    crew.hire(2)
    yield crew
    crew.close()
