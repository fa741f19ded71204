"""Views of events and articles: counts before adjectives, and every claim with its ground."""

from __future__ import annotations

from newsroom import ENGLISH, HERALD, compile_digest, page_of, plan, write

from generator.ingest.plain import read_plain
from generator.model import Block, Event, Evidence, Receipt, Tie
from generator.model.override import Override
from generator.plan.desk import Desk
from generator.text.conserve import compose

RAW = "Follow us\nFerry runs again\n\nThe ferry to Lindmark left at nine. \nRead also\n"
LABELS = {1: ("cut", "phrases"), 2: ("title", "title"), 5: ("cut", "phrases")}


def taken_in(ident="ferry"):
    """Return an article and its receipt."""
    blocks = [Block(block.line, block.text, *LABELS.get(block.line, ("body", None))) for block in read_plain(RAW)]
    composed = compose(RAW, blocks, "text")
    evidence = (Evidence("title", "Ferry runs again", "headline of the text", 2), Evidence("lang", "en", "script"))
    receipt = Receipt(ident, "content/inbox/a.txt", "text", "00ff", 75, "utf-8", "valid UTF-8", composed.lines, "", evidence, composed.spans)  # fmt: skip
    return write(ident, composed.body, title="Ferry runs again"), receipt


def event_view(articles, ties=(), copies=(), **more):
    """Return the view of the one event of these articles."""
    event = Event("x", "x", tuple(sorted(article.id for article in articles)), ties=ties, copies=copies)
    return page_of(plan(compile_digest(articles, (event,), **more)), "e/x/index.html").view


def test_counts_of_an_event():
    """Articles, distinct reports, outlets and languages are counted apart; unknown outlets are not counted."""
    articles = [write("a", source="x"), write("b", source="x", lang="ar"), write("c", source="y"), write("d")]
    view = event_view(articles, copies=(("a", "c"),))
    assert view.item.counts.words == ("4 articles", "3 distinct reports", "2 outlets", "2 languages")


def test_who_speaks_for_an_event():
    """In the site's language, with a headline of its own, dated, the earliest; the rest follow by day."""
    articles = [
        write("a", lang="ar", published="2022-09-01"),
        write("b", published="2022-09-03", title_from="lead"),
        write("c", published="2022-09-05"),
        write("d", published="2022-09-04"),
        write("e"),
    ]
    assert [item.id for item in event_view(articles).articles] == ["d", "a", "b", "c", "e"]


def test_editor_names_the_event():
    """The editor's title stands above the lead article's; summary and note come as they were rendered."""
    override = Override("x", "content/events/x.md", title="The crossing", summary="s", note="n")
    digest = compile_digest([write("a")], (Event("x", "x", ("a",)),), overrides={"x": override})
    prose = {(override.path, "summary"): "<p>s</p>", (override.path, "note"): "<p>n</p>"}
    view = page_of(plan(digest, prose=prose), "e/x/index.html").view
    assert (view.item.title.text, view.summary, view.note) == ("The crossing", "<p>s</p>", "<p>n</p>")


def test_timeline_runs_from_first_to_last_day():
    """One mark a day, placed between 0 and 1000; one day alone stands in the middle; undated ones are listed apart."""
    days = {"a": "2022-09-01", "b": "2022-09-02T23:00:00Z", "c": "2022-09-02", "d": "2022-09-05", "e": None}
    view = event_view([write(ident, published=day) for ident, day in days.items()])
    assert [(dot.day.iso[:10], dot.x, dot.count) for dot in view.timeline] == [("2022-09-01", 0, 1), ("2022-09-02", 250, 2), ("2022-09-05", 1000, 1)]  # fmt: skip
    assert [item.id for item in view.undated] == ["e"]
    assert [day.iso for day in view.item.days] == ["2022-09-01", "2022-09-05"]
    assert [dot.x for dot in event_view([write("a", published="2022-09-01")]).timeline] == [500]


def test_coverage_is_a_table_of_sources_and_languages():
    """Most first, unknown sources last; rows and columns add up."""
    articles = [write("a", source="x"), write("b", source="x", lang="ar"), write("c", source="the-herald"), write("d")]
    coverage = event_view(articles, sources={HERALD.slug: HERALD}).coverage
    assert [link.url for link in coverage.languages] == ["/l/en/", "/l/ar/"]
    assert [(row.source and row.source.text.text, row.cells, row.total) for row in coverage.rows] == [
        ("x", (1, 1), 2),
        ("The Herald", (1, 0), 1),
        (None, (1, 0), 1),
    ]
    assert coverage.totals == (3, 1)


def test_reasons_are_the_ties_in_words():
    """Each tie is told by its numbers; where the other is gone, the editor placed the article; alone there is no reason."""
    ties = (Tie("b", "a", 0.912, 0.8, 0.3, 2, 5, 1), Tie("c", "c", 1.0), Tie("d", "gone", 1.0))
    view = event_view([write(ident) for ident in "abcd"], ties)
    first = view.reasons[0]
    assert (first.article.id, first.to.id, first.percent, first.editor) == ("b", "a", 91, False)
    assert first.words == ("meaning 80 % alike", "words 30 % alike", "2 days apart", "5 names shared", "1 number shared")  # fmt: skip
    assert (view.reasons[-1].article.id, view.reasons[-1].editor) == ("d", True)
    assert event_view([write("a")], (Tie("a", "b", 1.0),)).reasons == ()


def test_least_certain_member_is_marked():
    """Of three or more, the member whose strongest tie is weak is shown as likely only."""
    ties = (Tie("a", "b", 0.9), Tie("b", "a", 0.9), Tie("c", "a", 0.4))
    assert [item.id for item in event_view([write(ident) for ident in "abc"], ties).articles if not item.likely] == [
        "c"
    ]
    assert all(item.likely for item in event_view([write(ident) for ident in "ab"], ties[1:2]).articles)


def test_near_events_are_close_in_time():
    """Events within two weeks are earlier and later ones, in order of day."""
    days = {"x": "2022-09-15", "a": "2022-09-01", "b": "2022-09-29", "c": "2022-09-30", "d": None}
    digest = compile_digest([write(slug, published=day) for slug, day in days.items()], {slug: [slug] for slug in days})
    assert [item.id for item in page_of(plan(digest), "e/x/index.html").view.near] == ["id-a", "id-b"]


def test_provenance_shows_every_line():
    """The raw text with its cuts and their reasons; counts are those of the receipt."""
    article, receipt = taken_in()
    site = plan(compile_digest([article], {"x": ["ferry"]}, receipts={"ferry": receipt}))
    view = page_of(site, "a/ferry/provenance/index.html").view
    assert [(line.number, line.text, line.label, line.reason) for line in view.lines] == [
        (1, "Follow us", "cut", "page furniture"),
        (2, "Ferry runs again", "title", "title"),
        (4, "The ferry to Lindmark left at nine.", "body", view.lines[2].reason),
        (5, "Read also", "cut", "page furniture"),
    ]
    origin = page_of(site, "a/ferry/index.html").view.provenance
    assert (origin.size, origin.cut_lines, [(tally.rule, tally.count) for tally in origin.tallies]) == ("75 bytes", 2, [("phrases", 2)])  # fmt: skip
    assert page_of(site, "a/ferry/index.html").view.item.cuts == "2 cuts"


def test_provenance_of_an_edited_text_shows_the_cuts_only():
    """A body that was edited cannot tell the raw lines: only those that are not in it are shown."""
    article, receipt = taken_in()
    article = write("ferry", "Another text.\n")
    site = plan(compile_digest([article], {"x": ["ferry"]}, receipts={"ferry": receipt}, edited=frozenset({"ferry"})))
    assert [line.number for line in page_of(site, "a/ferry/provenance/index.html").view.lines] == [1, 2, 5]
    assert page_of(site, "a/ferry/index.html").view.provenance.edited


def test_text_shown_in_part_is_not_shown_whole_elsewhere():
    """Where a source allows an excerpt, the page of raw lines does not give the whole away."""
    article, receipt = taken_in()
    digest = compile_digest([article], {"x": ["ferry"]}, receipts={"ferry": receipt}, partial=frozenset({"ferry"}))
    site = plan(digest)
    assert [line.number for line in page_of(site, "a/ferry/provenance/index.html").view.lines] == [1, 2, 5]
    assert page_of(site, "a/ferry/index.html").view.excerpt


def test_facts_say_how_they_are_known():
    """Each inferred value stands with its ground, as the article has it now."""
    article, receipt = taken_in()
    site = plan(compile_digest([article], {"x": ["ferry"]}, receipts={"ferry": receipt}))
    facts = page_of(site, "a/ferry/index.html").view.facts
    assert [(fact.name, fact.value.text, fact.basis) for fact in facts] == [
        ("Title", "Ferry runs again", "headline of the text (2)"),
        ("Language", "English", "script"),
    ]


def test_leads_are_whole_sentences():
    """A list shows the first sentences that fit, in their own direction."""
    digest = compile_digest(
        [write("a", f"One is short. {'Two is long, ' * 40}so it ends.\n"), write("b", "نص.\n")], {"x": ["a", "b"]}
    )
    desk = Desk(digest, ENGLISH)
    assert (desk.item("a").lead.text, desk.item("b").lead.dir) == ("One is short.", "rtl")
