"""The life of a site on a disk: files come and change, the editor decides, runs are killed; whatever the order, nothing is lost."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

from faulted import BUILD, TODAY, put, run, tree
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from generator.build import BuildOptions, build

SAID = {
    "bridge": "The council of Norby voted on Monday to close the old iron bridge to lorries until its rivets are replaced.",
    "salt": "Salt from the pans of Belmora cost a third more in April than a year before, the growers' association said.",
    "whale": "A grey whale swam into the harbour of Port Selk on Sunday morning and left it again with the evening tide.",
}
NAMES = st.sampled_from(["one", "two", "three", "four"])
THEMES = st.sampled_from(sorted(SAID))
SLUGS = st.sampled_from(["the-bridge", "salt", "a-whale"])
PICKS = st.integers(0, 5)


class Life(RuleBasedStateMachine):
    """A site, and what was ever published of it."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.root = self.top / "site"
        self.addresses: set[str] = set()
        self.receipts: set[str] = set()
        self.stale = True

    @initialize()
    def begin(self) -> None:
        """Write a site of one raw file."""
        put(self.root, "digest.toml", 'title = "Life"\nbase_url = "https://digest.example"\nsearch = false\n')
        self.drop("one", "bridge", 1)

    @rule(name=NAMES, theme=THEMES, day=st.integers(1, 9))
    def drop(self, name: str, theme: str, day: int) -> None:
        """Drop a raw file into the inbox, or change one."""
        text = f"{SAID[theme][:40]}\n\nNORBY, {day} March 2026 - {SAID[theme]} This is report {name}.\n"
        put(self.root, f"content/inbox/outlet/{name}.txt", text)
        self.stale = True

    @rule(pick=PICKS, slug=SLUGS | st.just("none"))
    def place(self, pick: int, slug: str) -> None:
        """Write `event:` into an article, as the editor."""
        for path in self.articles()[pick : pick + 1]:
            lines = [line for line in path.read_text().split("\n") if not line.startswith("event:")]
            path.write_text("\n".join([lines[0], f"event: {slug}", *lines[1:]]))
            self.stale = True

    @rule(pick=PICKS)
    def mend(self, pick: int) -> None:
        """Add a paragraph to an article, as the editor."""
        for path in self.articles()[pick : pick + 1]:
            path.write_text(path.read_text() + "\nBy hand.\n")
            self.stale = True

    @rule(pick=PICKS)
    def withdraw(self, pick: int) -> None:
        """Delete an article, as the editor."""
        for path in self.articles()[pick : pick + 1]:
            path.unlink()
            self.stale = True

    @rule(slug=SLUGS, words=st.sampled_from(["pin: true", "merge: [salt]", "rename: old-bridge", "title: Told anew"]))
    def decide(self, slug: str, words: str) -> None:
        """Write a file about an event, as the editor."""
        put(self.root, f"content/events/{slug}.md", f"---\n{words}\n---\n")
        self.stale = True

    @precondition(lambda self: self.stale)
    @rule(part=st.floats(0.02, 1))
    def be_killed(self, part: float) -> None:
        """Kill a build at some moment: nothing that was published or written down is gone or torn."""
        shown = tree(self.root / "site") if self.addresses else {}
        ended = run(self.root, *BUILD, seconds=0.25 * part)
        assert ended.code in {-27, 0, 1}, ended.said
        after = tree(self.root / "site") if (self.root / "site").exists() else {}
        if ended.code == -27 and after != shown:  # then it is the new one, whole: the next build changes nothing
            build(self.root, BuildOptions(TODAY))
            assert tree(self.root / "site") == after
        self.look()

    @rule()
    def build(self) -> None:
        """Let a build go through: what it shows is what a build from nothing shows."""
        report = build(self.root, BuildOptions(TODAY))
        assert sum(report.fates().values()) == len(report.inputs) == len(list(self.root.glob("content/inbox/*/*.txt")))
        self.stale = False
        self.look()
        for address in self.addresses:
            page = self.root / "site" / address
            assert page.is_file(), f"{address} is gone"
        clean = self.top / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.root / "content", clean / "content")
        shutil.copy(self.root / "digest.toml", clean)
        build(clean, BuildOptions(TODAY))
        assert tree(clean / "site") == tree(self.root / "site")
        assert tree(clean / "content") == tree(self.root / "content")

    def look(self) -> None:
        """Remember the addresses of events that are shown, and the receipts that were written."""
        self.addresses |= {path.relative_to(self.root / "site").as_posix() for path in self.root.glob("site/e/*/index.html")}  # fmt: skip
        self.receipts |= {path.name for path in self.root.glob("content/receipts/*.json")}

    def articles(self) -> list[Path]:
        """Return the files of the articles there are."""
        return sorted(self.root.glob("content/articles/*.md"))

    @invariant()
    def no_receipt_is_lost_or_torn(self) -> None:
        """Every receipt ever written is there and can be read, and so is every line of the ledger."""
        for name in self.receipts:
            assert json.loads((self.root / "content/receipts" / name).read_text())["id"] == name.removesuffix(".json")
        ledger = self.root / "content/ledger.jsonl"
        if ledger.exists():
            rows = [json.loads(line) for line in ledger.read_text().splitlines()]
            assert len({row["id"] for row in rows}) == len(rows)

    def teardown(self) -> None:
        """End with a build."""
        self.build()
        shutil.rmtree(self.top)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=8, stateful_step_count=10, deadline=None)
