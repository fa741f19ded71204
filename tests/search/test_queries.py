"""What a reader types, and which events that must find: all those named, and no other."""

from __future__ import annotations

import pytest
from invented import EVENTS

pytestmark = pytest.mark.browser

QUERIES = [
    # Latin: case, accents, letters of their own
    ("ceasefire", "truce"),
    ("CEASEFIRE", "truce"),
    ("  ceasefire  ", "truce"),
    ("oltania verrin", "truce"),
    ("marwick ceasefire", "truce"),
    ("treve", "truce"),
    ("trêve", "truce"),
    ("oltanie", "truce"),
    ("waffenruhe", "truce"),
    ("strasse", "truce"),
    ("Straße", "truce"),
    ("groesstenteils", ""),
    ("grosstenteils", "lighthouse"),
    ("größtenteils", "lighthouse"),
    ("manana", "truce"),
    ("inigo", "cup"),
    ("coeur", "cup"),
    ("cœur", "cup"),
    ("penalba", "cup"),
    ("1871", "lighthouse"),
    ("izgara", "museum"),
    ("İzgara", "museum"),
    # Another ending, and what is no other ending
    ("ceasefires", "truce"),
    ("lighthouses", "lighthouse"),
    ("tunnel trains", "tunnel"),
    ("island earthquake", "quake"),
    ("war price", "note"),
    # The beginning of the last word, and of the last alone
    ("light", "lighthouse"),
    ("cease", "truce tunnel"),
    ("ceasele", "tunnel"),
    ("cease grauberg", ""),
    ("grauberg cease", "tunnel"),
    ("перем", "truce"),
    ("ос", ""),
    # All words, in whichever of an event's articles they stand
    ("停火 ceasefire", "truce"),
    ("tarn vinaigre", ""),
    ("vinegar lentille", "lighthouse"),
    ("ceasefire lighthouse", ""),
    ("tsunami 津波", "quake"),
    # Arabic: marks, alef, ta marbuta, the stretch, the article and particles
    ("الصين", "china"),
    ("صين", "china"),
    ("والصين", "china"),
    ("للصين", "china"),
    ("الصّين", "china"),
    ("بكين", "china"),
    ("مكتبه", "library"),
    ("مكتبة", "library"),
    ("المكتبة", "library"),
    ("اطلاق النار", "truce"),
    ("إطلاق النار", "truce"),
    ("الهدنة", "truce"),
    ("السفن", "china"),
    ("سـفـن", "china"),
    ("قطار", ""),
    ("12", "china"),
    # Chinese and Japanese: inside a sentence, one character, more than two
    ("停火", "truce"),
    ("停火协议", "truce"),
    ("协议停火", ""),
    ("停战", ""),
    ("停戦", "truce"),
    ("停", "truce"),
    ("协议", "truce china"),
    ("地震", "quake"),
    ("津波", "quake"),
    ("海啸", "quake"),
    ("白鸟岛", "quake"),
    ("ガラス", "quake"),
    ("ｶﾞﾗｽ", "quake"),
    ("がらす", ""),
    ("マーウィック", "truce"),
    ("中国", "china"),
    # Cyrillic
    ("перемирие", "truce"),
    ("ПЕРЕМИРИИ", "truce"),
    ("перемир'я", "truce"),
    ("перемир’я", "truce"),
    ("еще", "truce"),
    ("паводку", "flood"),
    ("мост", "flood"),
    ("повінь", "flood"),
    ("горихів", "flood"),
    ("горихові", "flood"),
    ("ґорихові", "flood"),
    # Hindi, Korean, Thai, Greek
    ("युद्धविराम", "truce"),
    ("क़दम", "truce"),
    ("कदम", "truce"),
    ("चुनाव", "vote"),
    ("15", "vote"),
    ("휴전", "strike"),
    ("파업", "strike"),
    ("열차", "strike"),
    ("ข้าวหอม", "rice"),
    ("ตลาด", "rice"),
    ("รถไฟ", ""),
    ("θαλασσα", "museum"),
    ("ΘΆΛΑΣΣΑΣ", "museum"),
    ("φάρο", "museum"),
    # Names that stand in none of the texts
    ("чжунго", "china"),
    ("kina", "china"),
    ("сольва", "flood"),
    # Nothing to find
    ("xyzzy", ""),
    ("?!", ""),
    ("", ""),
]


def ids(event):
    """Return what a result of an event links to: the event, if it has several articles, and each of them."""
    articles = [row[0] for row in EVENTS[event]]
    return {event, *articles} if len(articles) > 1 else {*articles}


@pytest.fixture(scope="module")
def answers(search):
    """Return what a page that was opened from its folder answers to each query."""
    return {query: search.ask(query) for query, _ in QUERIES}


@pytest.mark.parametrize(("query", "expected"), QUERIES)
def test_a_query_finds_its_events(answers, query, expected):
    """From a folder: exactly the expected events are found, each with all of its articles in all languages."""
    found = [set(each) for each in answers[query]]
    assert sorted(map(sorted, found)) == sorted(sorted(ids(event)) for event in expected.split())


def test_a_host_answers_like_a_folder(visit, hosted, answers):
    """Below a path of a host the same queries find the same in the same order, and nothing is asked of elsewhere."""
    page = visit(f"{hosted}/search/")
    assert {query: page.ask(query) for query, _ in QUERIES} == answers
    assert page.messages == []
    assert all(request.startswith(f"{hosted}/") for request in page.requests)


def test_there_are_enough_queries():
    """The table has at least sixty queries that find something, and every event is found by some."""
    assert sum(bool(expected) for _, expected in QUERIES) >= 60
    assert {event for _, expected in QUERIES for event in expected.split()} == EVENTS.keys()
