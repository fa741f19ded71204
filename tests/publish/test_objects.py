"""Publishing to an object store: a real server of S3's language on loopback, which can be told to refuse at the n-th change."""

from __future__ import annotations

import http.client
import re
import threading
from itertools import count

import pytest
from workshops import NEW, OLD

from generator.errors import DigestError
from generator.model.target import Target

pytest.importorskip("s3fs")
pytest.importorskip("moto.server")

_SCOPE = "Credential=key/20260101/us-east-1/s3/aws4_request"

FOR_HOSTS = {"_headers", "_redirects", ".nojekyll"}


def shown(files):
    """Return the files of a site that a store is given."""
    return {path: text for path, text in files.items() if path not in FOR_HOSTS}


class Store:
    """The server: what lies in its bucket, and the change from which on it refuses all (0: never)."""

    def __init__(self, app) -> None:
        self.app = app
        self.port = 0
        self.changes: list[tuple[str, str]] = []
        self.refuse_from = 0
        self.after_change = lambda: None

    def __call__(self, environ, start_response):
        """Answer one request; changes are counted, and refused from `refuse_from` on."""
        if environ["REQUEST_METHOD"] in {"PUT", "DELETE", "POST"} and "/site/" in environ["PATH_INFO"]:
            self.changes.append((environ["REQUEST_METHOD"], environ["PATH_INFO"].partition("/site/")[2]))
            if self.refuse_from and len(self.changes) >= self.refuse_from:
                start_response("403 Forbidden", [("Content-Type", "application/xml")])
                return [b"<Error><Code>AccessDenied</Code><Message>No more</Message></Error>"]
            answer = list(self.app(environ, start_response))
            self.after_change()
            return answer
        return self.app(environ, start_response)

    def files(self) -> dict[str, str]:
        """Return what lies in the bucket below `site/`, without the manifest."""
        from moto.core.models import DEFAULT_ACCOUNT_ID
        from moto.s3.models import s3_backends

        keys = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets["bucket"].keys
        found = {name.removeprefix("site/"): key.value.decode() for name, key in keys.items()}
        return {path: text for path, text in found.items() if ".digest" not in path.split("/")}

    def start_anew(self, limit: int = 0) -> None:
        """Count from one again, and refuse from change `limit` on."""
        self.changes.clear()
        self.refuse_from = limit


@pytest.fixture(scope="module")
def server():
    """Run the server for the tests of this module."""
    from moto.server import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        def log(self, *_):
            """Say nothing."""

    store = Store(DomainDispatcherApplication(create_backend_app))
    running = make_server("127.0.0.1", 0, store, threaded=True, request_handler=Quiet)
    store.port = running.port
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield store
    running.shutdown()
    running.server_close()


@pytest.fixture
def store(server, monkeypatch, tmp_path):
    """Return the server with an empty, public bucket, and credentials for it in the environment."""
    for name, value in {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "hidden",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    server.start_anew()
    server.after_change = lambda: None
    empty(server)
    return server


def empty(server):
    """Make the bucket anew, readable by all as that of a site is."""
    signed = {"x-amz-acl": "public-read", "Authorization": f"AWS4-HMAC-SHA256 {_SCOPE}"}
    for method, path, headers in (("POST", "/moto-api/reset", {}), ("PUT", "/bucket", signed)):
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request(method, path, headers=headers)
        assert connection.getresponse().status == 200
        connection.close()


@pytest.fixture
def target(store):
    """Return the bucket as a target."""
    return Target("store", "s3://bucket/site", endpoint=f"http://127.0.0.1:{store.port}")


def test_the_bucket_is_the_site(workshop, store, target):
    """After a publish the bucket holds the files of the site and no more; a second publish changes nothing."""
    workshop.put(OLD)
    workshop.publish(target)
    assert store.files() == shown(OLD)
    store.start_anew()
    assert workshop.publish(target).changes.send == ()
    assert store.changes == []
    workshop.put(NEW)
    workshop.publish(target)
    assert store.files() == shown(NEW)
    sent = [path for method, path in store.changes if method == "PUT" and not path.startswith(".digest/")]
    assert sorted(sent) == sorted(path for path, text in shown(NEW).items() if OLD.get(path) != text)


def test_what_others_put_there_stays(workshop, store, target):
    """Only what a publish sent is ever deleted."""
    workshop.put(OLD)
    workshop.publish(target)
    workshop.publish(Target("store", "s3://bucket/site/other", endpoint=target.endpoint))
    workshop.put(NEW)
    workshop.publish(target)
    assert {path for path in store.files() if path.startswith("other/")} == {f"other/{path}" for path in shown(OLD)}


def test_a_dry_run_says_the_same_and_changes_nothing(workshop, store, target):
    """What a dry run lists is what the publish then does."""
    workshop.put(OLD)
    workshop.publish(target)
    workshop.put(NEW)
    store.start_anew()
    dry = workshop.publish(target, dry_run=True)
    assert store.changes == []
    assert dry.changes == workshop.publish(target).changes


def test_pages_after_what_they_need_and_deletions_last(workshop, store, target):
    """The order of the requests: the manifest, what pages are made of, new pages, changed ones, ways in, manifest, deletions."""
    workshop.put(OLD)
    workshop.publish(target)
    workshop.put(NEW)
    store.start_anew()
    workshop.publish(target)
    # Files of one turn may travel in any order.
    kinds = [re.sub(r"^PUT (e/bridge|a/bert)/.*", "PUT new page", f"{method} {path}") for method, path in store.changes]
    assert kinds[0] == "PUT .digest/manifest.json"
    assert kinds[1] == "PUT assets/style.9876543210.css"
    assert kinds[2:4] == ["PUT new page"] * 2
    assert kinds[4] == "PUT e/ferry/index.html"
    assert set(kinds[5:7]) == {"PUT index.html", "PUT feed.xml"}
    assert kinds[7] == "PUT .digest/manifest.json"
    assert [kind.split()[0] for kind in kinds[8:]] == ["DELETE", "DELETE", "PUT"]


def test_each_file_has_its_headers(workshop, store, target):
    """A reader is told the media type and how long a file may be kept."""
    workshop.put({**OLD, "pictures/a.png": "x"})
    workshop.publish(target)

    def headers(path):
        connection = http.client.HTTPConnection("127.0.0.1", store.port)
        connection.request("GET", f"/bucket/site/{path}")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.headers["Content-Type"], answer.headers["Cache-Control"]

    assert headers("index.html") == ("text/html; charset=utf-8", "public, max-age=0, must-revalidate")
    assert headers("assets/style.0123456789.css") == ("text/css; charset=utf-8", "public, max-age=31536000, immutable")
    assert headers("feed.xml") == ("application/atom+xml", "public, max-age=0, must-revalidate")
    assert headers("pictures/a.png") == ("image/png", "public, max-age=86400")


def dead_links(files):
    """Return the links of pages, reached from the front page, that lead nowhere."""
    waiting, seen, dead = ["index.html"], set(), []
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for link in re.findall(r'href="/([^"]*)"', files[path]):
            to = f"{link}index.html" if link.endswith("/") or not link else link
            if to not in files:
                dead.append((path, to))
            elif to.endswith(".html"):
                waiting.append(to)
    return dead


def test_no_link_is_dead_at_any_time(workshop, store, target):
    """After each single request of a publish, every page that can be reached is whole, old or new, and so is all it links to."""
    workshop.put(OLD)
    workshop.publish(target)
    workshop.put(NEW)
    seen = []
    store.after_change = lambda: seen.append(store.files())
    workshop.publish(target)
    assert len(seen) > 8
    for files in seen:
        assert dead_links(files) == []
        assert {path for path, text in files.items() if text not in {OLD.get(path), NEW.get(path)}} == set()


def test_broken_off_at_every_change(workshop, store, target):
    """Refused from change 1, 2, ... on: no dead link; and the next publish, of whatever the site then is, puts all right."""
    later = {path: text for path, text in NEW.items() if path != "a/bert/index.html"}
    later["index.html"], later["e/ferry/index.html"], later["e/bridge/index.html"] = OLD["e/ferry/index.html"], "", ""
    for number in count(1):
        empty(store)
        store.start_anew()
        workshop.put(OLD)
        workshop.publish(target)
        workshop.put(NEW)
        store.start_anew(number)
        said = ""
        try:
            workshop.publish(target)
        except DigestError as error:
            said = str(error)
        assert not said or "the store refuses: No more." in said
        assert "hidden" not in said
        assert dead_links(store.files()) == []
        store.start_anew()
        following = NEW if number % 2 else later
        workshop.put(following)
        workshop.publish(target)
        assert store.files() == shown(following)
        if not said:
            break
    assert number > 8


def test_a_store_that_is_not_there_is_said(workshop, store):
    """A wrong bucket and a place that is no store are problems with a mend."""
    workshop.put(OLD)
    for place in ("s3://nowhere/site", "s3://", "file:///tmp/x", "nonsense://bucket/site"):
        with pytest.raises(DigestError) as error:
            workshop.publish(Target("store", place, endpoint=f"http://127.0.0.1:{store.port}"))
        assert [problem.code for problem in error.value.problems] == ["publish"]
        assert error.value.problems[0].mend
