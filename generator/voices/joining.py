"""Joining: the mentions of all articles -> names, each with every script it was met in and an address that stays."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from generator.model.voices import Name, NameKind
from generator.text.scripts import main_script
from generator.text.slugs import short_hash, slugify
from generator.text.sounds import sounds
from generator.voices.tables import places_of, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.voices import KnownName, Mention, NameRule

SURE = 5
"""Consonants of a key from which a name is the same in two scripts, wherever it stands."""

NEAR = 3
"""Consonants that do where the two scripts speak of one event."""

LEAST = 2
"""Articles from which a name has a page of its own."""


@dataclass(slots=True)
class _Cluster:
    """Mentions that are one name: the articles of each form, what was seen of its kind, and the tables' code."""

    key: str
    forms: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    kinds: Counter[NameKind] = field(default_factory=Counter)
    code: str = ""
    rule: NameRule | None = None

    @property
    def articles(self) -> set[str]:
        return set().union(*self.forms.values())

    @property
    def kind(self) -> NameKind:
        if self.rule and self.rule.kind:
            return self.rule.kind
        told: list[NameKind] = [kind for kind in self.kinds if kind != "unknown"]
        return min(told, key=lambda kind: (-self.kinds[kind], kind)) if told else "unknown"


def join_names(
    mentions: Mapping[str, Sequence[Mention]],
    rules: Sequence[NameRule] = (),
    known: Sequence[KnownName] = (),
    events: Mapping[str, str] | None = None,
) -> tuple[Name, ...]:
    """Return the names of all articles that have a page, sorted by slug.

    `mentions` are by article id, `events` gives articles their events: a short name is joined over two scripts only
    within an event. `rules` are the editor's and come first; `known` are the names that have addresses: they keep them.
    A name has a page from its second article on, or if it has an address, or if the editor speaks of it; where nothing
    tells that it is a person, a place or an organisation, two languages must have it.
    """
    events = events or {}
    clusters = _gather(mentions, rules)
    _join_short_forms(clusters, mentions)
    _join_scripts(clusters, events)
    _join_spellings(clusters, events)
    return _name_all(clusters.values(), known)


def _gather(mentions: Mapping[str, Sequence[Mention]], rules: Sequence[NameRule]) -> dict[str, _Cluster]:
    """Put mentions written alike into one cluster; the editor's forms and the tables' codes bind more."""
    book = _RuleBook(rules)
    clusters: dict[str, _Cluster] = {}
    for article in sorted(mentions):
        for mention in mentions[article]:
            key, rule = book.key(mention)
            cluster = clusters.get(key)
            if cluster is None:
                cluster = clusters[key] = _Cluster(key, code=mention.place if key.startswith("c:") else "", rule=rule)
            cluster.forms.setdefault((mention.lang.split("-")[0], mention.text), set()).add(article)
            cluster.kinds[mention.kind] += 1
    return clusters


class _RuleBook:
    """The editor's word about forms, and the key of a mention under it.

    Keys: "r:SLUG" is the editor's, "c:CODE" of the tables, "a:..." kept apart by the editor, "n:..." all others.
    """

    def __init__(self, rules: Sequence[NameRule]) -> None:
        self._ruled = {_level(form): rule for rule in reversed(rules) for form in (*rule.forms, rule.name) if form}
        self._apart = {_level(form) for rule in rules for form in rule.apart}

    def key(self, mention: Mention) -> tuple[str, NameRule | None]:
        """Return the key of a mention and the rule that binds it."""
        level = _level(mention.text)
        if level in self._apart:
            return f"a:{_stem(level, mention.lang)}", None
        rule = self._ruled.get(level)
        if rule:
            return f"r:{rule.slug}", rule
        if mention.place:
            return f"c:{mention.place}", None
        kind = f":{mention.kind}" if mention.kind in {"place", "organisation"} else ""
        return f"n:{_stem(level, mention.lang)}{kind}", None


@lru_cache(maxsize=100_000)
def _level(name: str) -> str:
    """Return a name without case and accents, its apostrophes alike, its hyphens spaces."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter) or letter >= "\u0600")
    return (
        plain.replace("’", "'")
        .replace("ʼ", "'")
        .replace("‑", " ")
        .replace("-", " ")
        .replace("أ", "ا")
        .replace("إ", "ا")
        .replace("ى", "ي")
    )


@lru_cache(maxsize=100_000)
def _stem(level: str, lang: str) -> str:
    """Return the key of a name in its language: without the endings of its cases where it has them."""
    table = tables(lang)
    return table.stem(level) if table and table.feminine else level


def _join_short_forms(clusters: dict[str, _Cluster], mentions: Mapping[str, Sequence[Mention]]) -> None:
    """Give names of one word to the one person of the site whose name ends with it, in the same script."""
    owners: dict[str, set[str]] = {}
    for key, cluster in clusters.items():
        if key.startswith("n:") and cluster.kind in {"person", "unknown"}:
            words = key[2:].split()
            if len(words) > 1:
                owners.setdefault(words[-1], set()).add(key)
    spoken = {
        _stem(_level(mention.text), mention.lang) for found in mentions.values() for mention in found if mention.titled
    }
    for key in [key for key in clusters if key.startswith("n:") and " " not in key]:
        word = key[2:]
        whole = owners.get(word, set())
        if len(whole) == 1 and word in spoken and len(word) >= NEAR and clusters[key].kind in {"person", "unknown"}:
            _take_in(clusters[next(iter(whole))], clusters.pop(key))


def _take_in(one: _Cluster, other: _Cluster) -> None:
    for form, articles in other.forms.items():
        one.forms.setdefault(form, set()).update(articles)
    one.kinds.update(other.kinds)


def _join_scripts(clusters: dict[str, _Cluster], events: Mapping[str, str]) -> None:
    """Join names that sound alike in two scripts: long ones anywhere, short ones within an event; never two for one."""
    heard: dict[str, set[str]] = {}
    for key, cluster in clusters.items():
        if not cluster.code and cluster.kind != "place" and not key.startswith("a:"):
            for sound in {sound for _, form in cluster.forms if _whole(form) for sound in sounds(form)}:
                if len(sound) - 2 >= NEAR:
                    heard.setdefault(sound, set()).add(key)
    gone: dict[str, str] = {}
    for sound in sorted(heard, key=lambda sound: (-len(sound), sound)):
        keys = sorted({_home(key, gone) for key in heard[sound]})
        by_script: dict[str, list[str]] = {}
        for key in keys:
            by_script.setdefault(_script(clusters[key]), []).append(key)
        for one_script, other_script in combinations(sorted(by_script), 2):
            for one, two in _pairs(by_script[one_script], by_script[other_script], clusters, events, sound):
                _unite(_home(one, gone), _home(two, gone), clusters, gone)


def _home(key: str, gone: Mapping[str, str]) -> str:
    """Return the key under which a cluster stands now."""
    while key in gone:
        key = gone[key]
    return key


def _unite(one: str, two: str, clusters: dict[str, _Cluster], gone: dict[str, str]) -> None:
    """Join two clusters, unless their kinds or two rules of the editor's say that they are two."""
    kinds = {clusters[one].kind, clusters[two].kind} - {"unknown"}
    if one == two or len(kinds) > 1 or (clusters[one].rule and clusters[two].rule):
        return
    stays, goes = (two, one) if clusters[two].rule else (one, two)
    _take_in(clusters[stays], clusters.pop(goes))
    gone[goes] = stays


def _pairs(
    ones: Sequence[str], twos: Sequence[str], clusters: Mapping[str, _Cluster], events: Mapping[str, str], sound: str
) -> list[tuple[str, str]]:
    """Return which names of two scripts are one: those that meet in an event, or the only ones of a long sound."""
    met = [
        (one, two)
        for one in ones
        for two in twos
        if one in clusters and two in clusters and _share_event(clusters[one], clusters[two], events)
    ]
    firsts, seconds = Counter(one for one, _ in met), Counter(two for _, two in met)
    if met:
        return [(one, two) for one, two in met if firsts[one] == seconds[two] == 1]
    return [(ones[0], twos[0])] if len(ones) == len(twos) == 1 and len(sound) - 2 >= SURE else []


def _join_spellings(clusters: dict[str, _Cluster], events: Mapping[str, str]) -> None:
    """Join two languages' spellings of one name in one script, within an event: "Сергей" and "Сергій"."""
    heard: dict[tuple[str, str], list[str]] = {}
    for key in sorted(clusters):
        if key.startswith("n:") and " " in key and clusters[key].kind in {"person", "unknown"}:
            form = min(clusters[key].forms)[1]
            for sound in sounds(form):
                if sound.startswith("g:") and len(sound) - 2 >= SURE:
                    heard.setdefault((sound, _script_of(form)), []).append(key)
    for keys in heard.values():
        for one, two in combinations(keys, 2):
            if one in clusters and two in clusters and _are_spellings(one, two, clusters, events):
                _take_in(clusters[one], clusters.pop(two))


def _are_spellings(one: str, two: str, clusters: Mapping[str, _Cluster], events: Mapping[str, str]) -> bool:
    if _other_sex(one, two) or not _differ_in_language(clusters[one], clusters[two]):
        return False
    return _share_event(clusters[one], clusters[two], events)


def _differ_in_language(one: _Cluster, two: _Cluster) -> bool:
    return {lang for lang, _ in one.forms}.isdisjoint({lang for lang, _ in two.forms})


def _other_sex(one: str, two: str) -> bool:
    """Tell whether two spellings differ as Mario and Maria do."""
    first, second = (key[2:].partition(" ")[0] for key in (one, two))
    return first[:-1] == second[:-1] and first[-1:] != second[-1:] and {first[-1:], second[-1:]} <= set("aoeаое")


def _whole(form: str) -> bool:
    """Tell whether a form has a first name as well, as far as its script shows."""
    return " " in form or "·" in form or (len(form) >= 2 and "\u3400" <= form[0] <= "\u9fff")


@lru_cache(maxsize=100_000)
def _script_of(form: str) -> str:
    return main_script(form) or ""


def _script(cluster: _Cluster) -> str:
    return _script_of(min(cluster.forms)[1])


def _share_event(one: _Cluster, two: _Cluster, events: Mapping[str, str]) -> bool:
    if one.articles & two.articles:
        return True
    homes = {events[article] for article in one.articles if article in events}
    return any(events.get(article) in homes for article in two.articles)


def _name_all(clusters: Iterable[_Cluster], known: Sequence[KnownName]) -> tuple[Name, ...]:
    """Give each cluster that has a page its slug: the one it has, else a new one that is free."""
    by_form: dict[tuple[str, str], list[KnownName]] = {}
    for each in known:
        for met in each.forms:
            by_form.setdefault(met, []).append(each)
    kinds = {each.slug: each.kind for each in known}
    taken = {name.slug for name in known}
    names: dict[str, Name] = {}
    for cluster in sorted(clusters, key=lambda cluster: (not cluster.rule, not cluster.code, cluster.key)):
        ranked = _ranked(cluster)
        rule = cluster.rule
        owners = (each.slug for form in cluster.forms for each in by_form.get(form, ()))
        had = Counter(slug for slug in owners if slug not in names)
        # Of two names that are written alike, a place and a club, each keeps its own address.
        best = min(had, key=lambda slug: (kinds[slug] != cluster.kind, -had[slug], slug)) if had else ""
        slug = rule.slug if rule else best
        if (rule and rule.hide) or (not slug and not _is_evidenced(cluster)):
            continue
        if not slug:
            wish = _wish(cluster, ranked)
            slug = wish if wish not in {"", *taken, *names} else f"{wish or 'name'}-{short_hash(cluster.key, 4)}"
        lang, form = ranked[0]
        shown = rule.name if rule and rule.name else form
        articles = tuple(sorted(cluster.articles))
        written = {each for _, each in ranked}
        also = tuple(sorted({*rule.forms, rule.name} - written - {""})) if rule else ()
        names[slug] = Name(
            slug, cluster.kind, shown, lang, tuple(ranked), articles, curated=rule is not None, also=also
        )
    return tuple(names[slug] for slug in sorted(names))


def _is_evidenced(cluster: _Cluster) -> bool:
    """Tell whether a name without an address gets one: two articles have it, and a sign that it is a name.

    What nothing tells the kind of, and what is only an acronym, may be anything: two languages must have it.
    """
    if len(cluster.articles) < LEAST:
        return False
    vague = cluster.kind == "unknown" or (not cluster.code and all(form.isupper() for _, form in cluster.forms))
    return not vague or len({lang for lang, _ in cluster.forms}) > 1


def _ranked(cluster: _Cluster) -> list[tuple[str, str]]:
    """Return the forms by language, the most frequent first; English comes first, then the languages by frequency."""
    weight: Counter[str] = Counter()
    for (lang, _), articles in cluster.forms.items():
        weight[lang] += len(articles)
    return sorted(
        cluster.forms,
        key=lambda form: (
            form[0] != "en",
            -weight[form[0]],
            form[0],
            -len(cluster.forms[form]),
            " " not in form[1],
            form[1],
        ),
    )


def _wish(cluster: _Cluster, ranked: Sequence[tuple[str, str]]) -> str:
    """Return the slug a new name would like: of its English form, else of any readable one."""
    if cluster.code:
        return cluster.code[1:] if cluster.code.startswith("@") else slugify(_english(cluster.code))
    readable = sorted(ranked, key=lambda form: (form[0] != "en", _script_of(form[1]) != "Latin", _script_of(form[1])))
    return next((slug for _, form in readable if (slug := slugify(form))), "")


def _english(code: str) -> str:
    """Return the English name of a place by its code, the code where the tables have none."""
    return _english_names().get(code, code)


@cache
def _english_names() -> dict[str, str]:
    return {code: name for name, code in sorted(places_of("en").items(), key=lambda item: (-len(item[0]), item[0]))}
