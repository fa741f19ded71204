"""What each rule takes out, in a short phrase for readers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

REASONS: Mapping[str, str] = MappingProxyType(
    {
        # the editor and the source
        "editor-keep": "kept by the editor",
        "editor-cut": "cut by the editor",
        "publisher-cut": "cut by the source's own rules",
        # families of phrases
        "advertising": "advertising",
        "app": "app promotion",
        "author-bio": "about the author",
        "comments": "reader comments form",
        "contact": "call for tips and corrections",
        "cookies": "cookie notice",
        "copyright": "copyright notice",
        "feed-footer": "feed footer",
        "insert": "pointer to another story",
        "licence-nag": "theme licence nag",
        "navigation": "site navigation",
        "neighbours": "previous and next article",
        "newsletter": "newsletter sign-up",
        "paywall": "subscription notice",
        "photo-credit": "picture credit",
        "placeholder": "unfilled placeholder",
        "player": "media player text",
        "poll": "reader poll",
        "print": "page tools",
        "reading-time": "reading time",
        "related": "related stories",
        "share": "share prompt",
        "source-link": "link to the source",
        "tags": "list of tags",
        # structure
        "bare-address": "bare web address",
        "bare-number": "counter",
        "breadcrumbs": "breadcrumbs",
        "caption": "picture caption",
        "caption-headline": "picture caption",
        "headline": "headline",
        "headline-again": "headline, repeated",
        "line-score": "looks like boilerplate",
        "language-switcher": "language switcher",
        "menu": "menu",
        "meta-agency": "agency",
        "meta-byline": "byline",
        "meta-date": "date line",
        "meta-outlet": "name of the outlet",
        "no-words": "line without words",
        "other-stories": "headlines of other stories",
        "page-foot": "short line below the article",
        "reader-comments": "readers' comments",
        "section": "name of the section",
        "wrapped": "line of a paragraph",
        "repeat": "recurs in other articles of the source",
        "script": "program text",
        "subhead": "subhead",
        "timestamp": "time stamp",
    }
)
"""Rule name -> reason. Every rule name has one."""
