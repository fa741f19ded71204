"""Families of hosts: what they read, what they refuse, how long a file may be kept."""

from __future__ import annotations

from typing import get_args

from generator.model.target import Host
from generator.publish.hosts import FAMILIES, FOR_HOSTS, cache_control, check_host, content_type, left_out


def test_every_host_that_can_be_named_has_a_family():
    """`host` takes no name that nothing is known of."""
    assert set(get_args(Host)) == {"", *FAMILIES}


def test_files_for_other_hosts_are_left_out():
    """A host is given the files that it reads; where none is named, all of them."""
    assert left_out("") == frozenset()
    assert left_out("netlify") == {".nojekyll"}
    assert left_out("github") == {"_headers", "_redirects"}
    assert all(left_out(host) == FOR_HOSTS - family.reads for host, family in FAMILIES.items())


def test_limits_of_the_host_are_warnings():
    """What a host refuses is said with its numbers, once each; another host's limits do not matter."""
    sizes = {f"e/{number}/index.html": 10 for number in range(20_001)} | {"a.png": 26 * 1024 * 1024}
    said = [(problem.path, problem.what) for problem in check_host(sizes, 2_001, "site", "cloudflare")]
    assert said == [
        ("site", "20,002 files; Cloudflare Pages takes 20,000."),
        ("site/_redirects", "2,001 redirects; Cloudflare Pages takes 2,000."),
        ("site/a.png", "27,262,976 bytes; Cloudflare Pages takes 26,214,400."),
    ]
    assert list(check_host(sizes, 2_001, "site", "netlify")) == []
    assert list(check_host(sizes, 2_001, "site", "")) == []


def test_a_file_may_be_kept_for_ever_only_where_its_name_tells_its_content():
    """A stylesheet with its hash in its name is immutable; one without is asked for again, as pages and feeds are."""
    assert "immutable" in cache_control("assets/style.0a1b2c3d4e.css")
    assert "immutable" not in cache_control("assets/style.css")
    assert cache_control("e/ferry/index.html") == cache_control("feed.xml") == "public, max-age=0, must-revalidate"


def test_types_do_not_depend_on_the_machine():
    """Text says its encoding; what is not known is bytes."""
    assert content_type("index.html") == "text/html; charset=utf-8"
    assert content_type("x.unknown") == content_type("LICENSE") == "application/octet-stream"
