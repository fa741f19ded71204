"""What a browser sees of every kind of page, on one walk over them; in one file, so that one worker makes that walk."""

from __future__ import annotations

import pytest
from looks import WIDTHS, differing

pytestmark = pytest.mark.browser


def test_pages_ask_for_nothing_but_themselves(looks, sample, served, kinds):
    """Every request is the site's own, and none is refused by the policy in the page: from a folder, and from a server."""
    homes = {"folder": (sample.root / "site").as_uri(), **served}
    strangers = {
        place: [url for url in look.requests if not url.startswith(homes[place[0]])] for place, look in looks.items()
    }
    assert {place: urls for place, urls in strangers.items() if urls} == {}
    said = {place: look.messages for place, look in looks.items() if place[1] != "lost"}
    assert {place: messages for place, messages in said.items() if messages} == {}
    assert {(place, kind) for place, kind in looks if place != "crowd"} >= {("ar", kind) for kind in kinds}


def test_pages_run_no_script(looks):
    """One stylesheet and no script on each page, but the one script of the search page."""
    assert differing(looks, 1, lambda look: look.sheets) == {}
    scripts = differing(looks, [], lambda look: [address.rpartition("/assets/")[2] for address in look.scripts])
    assert scripts == {(place, "search"): ["search.js"] for place in ("en", "ar", "folder")}


def test_no_page_scrolls_sideways(looks):
    """At any width the page fits, fifty articles and a title of eight lines too: what is wide scrolls in its own box."""
    assert differing(looks, {width: width for width in WIDTHS}, lambda look: look.widths) == {}


def test_nothing_shifts(looks):
    """Nothing that was shown moves while the page comes in, nor when it is scrolled."""
    assert differing(looks, 0, lambda look: look.shift) == {}


def test_each_page_has_one_heading_and_a_title(looks):
    """One h1 that says something, a title and the site's language on each page."""
    assert differing(looks, [True], lambda look: [bool(heading.strip()) for heading in look.headings]) == {}
    assert differing(looks, [True], lambda look: [bool(look.title.strip())]) == {}
    assert {(place, look.lang) for (place, _), look in looks.items()} == {
        ("en", "en"), ("folder", "en"), ("ar", "ar"), ("crowd", "en")
    }  # fmt: skip


def test_the_first_tab_stop_leads_to_the_content(looks):
    """Tab, Enter: the focus is in `main`, the next stop is inside it, and no stop is hidden."""
    stops = {place: look.stops for place, look in looks.items() if look.stops}
    assert {
        place: (skip["name"], skip["href"], skip["seen"]) for place, (skip, _, _) in stops.items()
    } == dict.fromkeys(stops, ("skip", "#main", True))
    assert {place: main["name"] for place, (_, main, _) in stops.items()} == dict.fromkeys(stops, "main")
    assert {place: then for place, (_, main, then) in stops.items() if main["more"] and not then["inMain"]} == {}


def test_targets_are_large_enough(looks):
    """What is to be hit with a finger is at least 24 pixels high."""
    assert differing(looks, [], lambda look: look.small) == {}
