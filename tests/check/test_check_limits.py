"""Limits of hosts: a warning past them, a note near them, silence far from them."""

from __future__ import annotations

import pytest

from generator.check import check_limits
from generator.check.limits import LARGEST_FILE, LARGEST_SITE, MOST_FILES


def found(sizes):
    """Return what is said of files of these sizes."""
    return [(problem.path, problem.severity) for problem in check_limits(sizes, "site")]


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({}, []),
        ({"a": LARGEST_FILE * 8 // 10}, []),
        ({"a": LARGEST_FILE * 8 // 10 + 1}, [("site/a", "note")]),
        ({"a": LARGEST_FILE}, [("site/a", "note")]),
        ({"a": LARGEST_FILE + 1}, [("site/a", "warning")]),
        ({str(n): 1 for n in range(MOST_FILES)}, [("site", "note")]),
        ({str(n): 1 for n in range(MOST_FILES + 1)}, [("site", "warning")]),
        ({str(n): LARGEST_SITE // 100 for n in range(101)}, [("site", "warning")]),
    ],
)
def test_limits(sizes, said):
    """Files of a site, bytes of a file, bytes in all."""
    assert found(sizes) == said
