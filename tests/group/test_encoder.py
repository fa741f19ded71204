"""The door to the encoder."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from generator.group import encoder

TEXTS = ["A short text.", "Ein anderer, etwas längerer Text über den Hafen von Lindmark.", "نص قصير", ""]


def test_company_does_not_matter():
    """A text has the same vector alone and in any batch, to the last bit, on the grid, about of length 1."""
    together = encoder.encode(TEXTS)
    assert (len(TEXTS), encoder.WIDTH) == together.shape
    for row, text in zip(together, TEXTS, strict=True):
        assert row.tobytes() == encoder.encode([text])[0].tobytes()
        assert np.array_equal(row * 1024, np.round(row * 1024))
        assert abs(1 - float(row @ row)) < 0.05


def test_no_text_makes_no_row():
    """An empty list gives a table without rows."""
    assert encoder.encode([]).shape == (0, encoder.WIDTH)


def test_another_process_agrees():
    """Another process, with another hash seed and one thread, finds the same bytes."""
    script = (
        "import sys, hashlib; from generator.group.encoder import encode;"
        "sys.stdout.write(hashlib.sha256(encode(sys.argv[1:]).tobytes()).hexdigest())"
    )
    import hashlib
    import os

    outside = subprocess.run(
        [sys.executable, "-c", script, *TEXTS[:2]],
        env={**os.environ, "PYTHONHASHSEED": "7", "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert hashlib.sha256(encoder.encode(TEXTS[:2]).tobytes()).hexdigest() == outside.stdout


def test_the_lead_is_title_and_first_characters(dated):
    """What is encoded is the title, then the first 600 characters."""
    story = dated[0]
    assert f"{story.title}. {story.text[:600]}" == encoder.lead_of(story)
