"""The preview: watch, rebuild, serve, reload. The one door to livereload (and to tornado beneath it).

Loopback only: requests whose Host or Origin is another are refused, for any page in a browser may ask a local server.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

from generator.build import BuildOptions, build
from generator.errors import DigestError, Exit, Problem
from generator.preview.state import State
from generator.report import show

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tornado.ioloop import IOLoop

OUTPUT = ".cache/preview"
"""The preview has an output of its own: `site/` stays what `digest build` made."""

_WATCHED = ("content", "templates", "digest.toml")


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview of the site at `root`; `ready` is called with its address once it can be opened, `tell` with what is wrong."""

    root: Path
    port: int
    options: BuildOptions
    ready: Callable[[str], None]
    tell: Callable[[str], None]

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
        state = State(self.root / OUTPUT, port)
        # An edit less than three seconds after a reload would be built and never shown.
        LiveReloadHandler.DEFAULT_RELOAD_TIME = 0
        LiveReloadHandler.watcher = SimpleNamespace(filepath=None)
        armed, built, stop = threading.Event(), threading.Event(), threading.Event()
        loop = IOLoop.current()
        watcher = threading.Thread(target=self._watch, args=(state, loop, armed, built, stop), daemon=True)
        watcher.start()
        # Only what is saved once the watch stands is seen: so it stands before the first build reads.
        armed.wait(timeout=10)
        self._rebuild(state)
        built.set()
        server = HTTPServer(application(state))
        server.add_sockets(sockets)
        self.ready(f"http://127.0.0.1:{port}/")
        try:
            loop.start()
        finally:
            stop.set()
            server.stop()
            watcher.join(timeout=5)

    def _watch(
        self, state: State, loop: IOLoop, armed: threading.Event, built: threading.Event, stop: threading.Event
    ) -> None:
        """Rebuild after each burst of changes, in a thread of its own, and tell the browsers."""
        from livereload.handlers import LiveReloadHandler
        from watchfiles import watch

        paths = [self.root / name for name in _WATCHED if (self.root / name).exists()]
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
            if not changed:
                continue
            built.wait()
            if self._rebuild(state):
                state.builds += 1
                loop.add_callback(LiveReloadHandler.reload_waiters, "*")

    def _rebuild(self, state: State) -> bool:
        """Build into the preview's folder; return whether there is anything new to see."""
        before = state.problems
        try:
            report = build(self.root, replace(self.options, output=OUTPUT, base_url="", relative_urls=False))
        except DigestError as error:
            state.problems = error.problems
            self.tell(show(error.problems, "text").rstrip())
            return state.problems != before
        state.problems = ()
        if report.problems:
            self.tell(show(report.problems, "text").rstrip())
        return bool(report.counts["written"] or report.counts["deleted"] or before)
