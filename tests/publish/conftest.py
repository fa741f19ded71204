"""A workshop to publish from."""

from __future__ import annotations

import pytest
from workshops import Workshop


@pytest.fixture
def workshop(tmp_path):
    """Return a workshop without an output."""
    root = tmp_path / "workshop"
    root.mkdir()
    return Workshop(root)
