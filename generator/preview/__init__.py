"""The preview: watch, rebuild, serve, reload. The one door to livereload (and to tornado beneath it).

Loopback only: requests whose Host or Origin is another are refused, for any page in a browser may ask a local server.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from contextlib import suppress
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from generator.build import BuildOptions, build
from generator.errors import DigestError, Exit, Problem
from generator.preview.state import State
from generator.report import show
from generator.store.seal import WATCHED, site_stats
from generator.store.tree import stats_now

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tornado.ioloop import IOLoop

    from generator.report import Report

OUTPUT = ".cache/preview"
"""The preview has an output of its own: `site/` stays what `digest build` made."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview of the site at `root`; `ready` is called with its address once it can be opened, `tell` with what is wrong."""

    root: Path
    port: int
    options: BuildOptions
    ready: Callable[[str], None]
    tell: Callable[[str], None]
    follow: bool = False
    """Whether the page that changed takes the place of the one that is open."""

    def run(self) -> None:
        """Build, serve and rebuild until interrupted. Raises DigestError where the port is taken."""
        from livereload.handlers import LiveReloadHandler
        from tornado.httpserver import HTTPServer
        from tornado.ioloop import IOLoop
        from tornado.netutil import bind_sockets

        from generator.preview.server import application

        try:
            sockets = bind_sockets(self.port, "127.0.0.1")
        except OSError as error:
            what = f"port {self.port} cannot be had ({error.strerror})."
            mend = "choose another: `digest serve --port 8001`."
            raise DigestError(Problem("digest serve", 0, 0, "port", what, "", mend), code=Exit.PROBLEMS) from None
        port = sockets[0].getsockname()[1]
        state = State(self.root, self.root / OUTPUT, port)
        # An edit less than three seconds after a reload would be built and never shown.
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
        LiveReloadHandler.watcher = SimpleNamespace(filepath=None)
        armed, built, stop = threading.Event(), threading.Event(), threading.Event()
        loop = IOLoop.current()
        watcher = threading.Thread(target=self._watch, args=(state, loop, armed, built, stop), daemon=True)
        watcher.start()
        server = HTTPServer(application(state))
        # Whenever it is interrupted, the watcher ends before the interpreter does, which a thread outside of it could hold up.
        try:
            # Only what is saved once the watch stands is seen: so it stands before the first build reads.
            armed.wait(timeout=10)
            self._rebuild(state)
            built.set()
            server.add_sockets(sockets)
            self.ready(f"http://127.0.0.1:{port}/")
            _run_until_interrupted(loop)
        finally:
            stop.set()
            built.set()
            server.stop()
            watcher.join(timeout=5)

    def _watch(
        self, state: State, loop: IOLoop, armed: threading.Event, built: threading.Event, stop: threading.Event
    ) -> None:
        """Rebuild after each burst of changes, in a thread of its own, and tell the browsers."""
        from livereload.handlers import LiveReloadHandler
        from watchfiles import watch

        paths: list[Path] = []
        while not stop.is_set():
            renewed = bool(paths)
            paths = self._watched()
            changes = watch(
                *paths,
                debounce=200,
                step=40,
                rust_timeout=250,
                yield_on_timeout=True,
                stop_event=stop,
                raise_interrupt=False,
            )
            for changed in changes:
                armed.set()
                if changed or renewed:
                    renewed = False
                    built.wait()
                    if stop.is_set():
                        return
                    if self._rebuild(state):
                        state.builds += 1
                        loop.add_callback(LiveReloadHandler.reload_waiters, "*")
                if self._watched() != paths:  # a folder came, or went and came again: it is watched anew
                    break

    def _watched(self) -> list[Path]:
        return [self.root / name for name in WATCHED if (self.root / name).exists()]

    def _rebuild(self, state: State) -> bool:
        """Build into the preview's folder; return whether there is anything new to see."""
        before = state.problems
        if not before and state.seen == site_stats(str(self.root)):
            return False  # the change was the last build's own
        state.seen = ""
        try:
            report = build(self.root, replace(self.options, output=OUTPUT, base_url="", relative_urls=False))
        except DigestError as error:
            state.problems = error.problems
            self.tell(show(error.problems, "text").rstrip())
            return state.problems != before
        state.problems = ()
        state.seen = self._seen(report)
        if self.follow:
            state.changed = page_to_show(report.news)
        if report.problems:
            self.tell(show(report.problems, "text").rstrip())
        return bool(report.counts["written"] or report.counts["deleted"] or before)

    def _seen(self, report: Report) -> str:
        """Return the stats of the site's files, "" where somebody else than the build changed one since it read them."""
        return (stats_now(self.root, report.stats, report.changed) or "") if report.stats is not None else ""


def page_to_show(news: tuple[str, ...]) -> str:
    """Return the address of the page, of those that a build wrote, which its editor wants to see: article, event, other."""
    pages = [path.removesuffix("index.html") for path in news if path.endswith("/index.html")]
    for folder in ("a/", "e/", ""):
        for page in pages:
            if page.startswith(folder) and not page.endswith("provenance/"):
                return f"/{page}"
    return ""


def _run_until_interrupted(loop: IOLoop) -> None:
    """Run the loop. Raises KeyboardInterrupt where the user ends it.

    Python's own handler only leaves a note for the main thread, and where the signal reaches another, or the main thread
    on the way to sleep, that is not read before the next request: the loop is told through a pipe, which wakes it.
    """
    interrupted = threading.Event()

    def interrupt() -> None:
        interrupted.set()
        loop.stop()

    with suppress(NotImplementedError):  # Windows has no such pipe, and wakes up by itself
        asyncio.get_event_loop_policy().get_event_loop().add_signal_handler(signal.SIGINT, interrupt)
    loop.start()
    if interrupted.is_set():
        raise KeyboardInterrupt
