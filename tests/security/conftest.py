"""Hostile sites to build."""

from __future__ import annotations

import pytest
from every_field import make_site
from small_sites import make


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    """Return the folder of a site with hostile texts in every field, and the report of its build. Not to be changed."""
    root = tmp_path_factory.mktemp("hostile")
    make_site(root, 4)
    return root, make(root)


@pytest.fixture
def site(tmp_path):
    """Return the folder of an empty site."""
    (tmp_path / "digest.toml").write_text('title = "Test"\n')
    return tmp_path
